"""What an event means: the next state, by the tables in `evolution/`.

The same fold runs in the workflow, over the ledger and in the projections. It never fails for an
event that the catalogue knows, in whatever order events come.
"""

from collections.abc import Iterable

from models import deadlines, events
from models.alarms import LATEST, alarms_of
from models.box import Box
from models.evolution.matters import ANEW, BOX, STATE
from models.evolution.rows import latest, without_overlay
from models.identity import content_digest
from models.record import Event
from models.seen import forgotten, remembered
from models.state import Mark, State, mark_key
from models.terms import Overlay


def evolve(state: State, event: Event) -> State:
    """The state after an event."""
    changes = {**_remembered(state, event), **_meaning(state, event)}
    if told := alarms_of(event):
        changes["alarms"] = (*state.alarms, *told)[-LATEST:]
        changes["alarms_raised"] = state.alarms_raised + len(told)
    changed = _unburdened(state.replace(**changes))
    return changed.replace(**deadlines.follow(state, changed, event))


def _unburdened(state: State) -> State:
    """A suspended enterprise holds back what could still leave the pilot, and nothing else."""
    if Overlay.SUSPENDED not in state.overlays or state.may_fall_back:
        return state
    return state.replace(overlays=without_overlay(state.overlays, Overlay.SUSPENDED))


def begin(event: Event) -> State:
    """The state of a consignment that has just been registered.

    Raises:
        ValueError: when the event is not a registration.
    """
    body = event.body
    if not isinstance(body, events.ConsignmentRegistered):
        message = f"a consignment begins with consignment-registered, not with {body.type}"
        raise ValueError(message)  # noqa: TRY004 - the value is wrong, its type is an event
    boxes = {box.number: Box(**box.model_dump()) for box in body.registration.boxes}
    empty = State(registration=body.registration, rulebook=body.rulebook, boxes=boxes)
    return evolve(empty, event)


def fold(history: Iterable[Event]) -> State | None:
    """The state after all events of a stream, None for an empty one."""
    state: State | None = None
    for event in history:
        state = begin(event) if state is None else evolve(state, event)
    return state


def _remembered(state: State, event: Event) -> dict[str, object]:
    """What every event leaves behind: a mark of its type, and the message that caused it.

    What may happen anew leaves its mark anew.
    """
    body, marks = event.body, state.marks.copy()
    seen = remembered(state.seen, event.cause, event.digest)
    if isinstance(body, events.ShipmentAmended) and body.new_box:
        # Nothing happens any more to a box that has left the papers.
        marks = {key: mark for key, mark in marks.items() if not key.endswith(f"/{body.box}")}
    mark = Mark(at=event.occurred_at, digest=content_digest(body, body.beside))
    marks[body.type] = mark
    # A box that is not ours is named by a contradiction: there is no end of those.
    if event.box in state.boxes:
        marks[mark_key(body.type, event.box)] = mark
    for kind in ANEW.get(type(body), ()):
        marks.pop(mark_key(kind, event.box), None)
    known: dict[str, object] = {
        "version": state.version + 1,
        "marks": marks,
        "seen": seen,
        "forgotten": state.forgotten + forgotten(state.seen, seen, event.cause),
    }
    if isinstance(body, events.Issuing) and body.document:
        known["issued"] = latest(state.issued, body.document)
    return known


def _meaning(state: State, event: Event) -> dict[str, object]:
    """The fields of the state that the tables change."""
    body, at, kind = event.body, event.occurred_at, type(event.body)
    if kind in BOX and isinstance(body, events.BoxBody) and body.box in state.boxes:
        box = state.boxes[body.box]
        changed = box.replace(**BOX[kind](body, box, at))
        return {"boxes": {**state.boxes, body.box: changed}}
    return STATE[kind](body, state, at) if kind in STATE else {}
