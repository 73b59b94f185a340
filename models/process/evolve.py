"""Applies an event to a state, by the tables of all matters.

The same fold runs in the workflow, over the ledger and in the projections. It never fails for an
event that the catalogue knows, in whatever order events come.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from uuid import UUID

from models.consignment.box import Box
from models.consignment.evolution_tables import latest, without_overlay
from models.consignment.journal import Journal
from models.consignment.state import EventStamp, State, Stop, mark_key
from models.deadlines import engine
from models.kernel.base_types import replace
from models.kernel.event import Event, to_entry
from models.kernel.event_body import BoxBody, DeadlineBody, Issuing
from models.kernel.notification import LATEST
from models.kernel.seen import forgotten, remembered
from models.kernel.spelling import said_digest
from models.kernel.terms import Overlay
from models.notifications.table import notifications_of
from models.pre_shipment.events import ShipmentAmended
from models.process import journal
from models.process.evolution_registry import ANEW, BOX, STATE
from models.supervision.events import ConsignmentRegistered, FactRetracted


def evolve(state: State, event: Event) -> State:
    """The state after an event; what takes back others leads to that of a life without them.

    A state without a journal (a read model's) is told that life from the ledger instead.
    """
    known = state.journal
    if known is None:
        return effect(state, event)
    body = event.body
    if isinstance(body, FactRetracted):
        known = replace(known, void=(*known.void, *body.void))
        state = journal.told_again(known, without(known.void)) or state
    changed = effect(state, event)
    return replace(changed, journal=journal.noted(known, to_entry(event), without(known.void)))


def effect(state: State, event: Event) -> State:
    """What an event itself changes, whatever it takes back."""
    changed = _unburdened(_remembered(state, _applied(state, event), event))
    return engine.follow(state, _stopped(state, changed, event.occurred_at), event)


def pass_over(state: State, event: Event) -> State:
    """The state after an event that was taken back: it was heard, and changed nothing."""
    return _heard(state, state, event)


def without(void: Collection[UUID]) -> Callable[[State | None, Event], State]:
    """The steps of a life without these events; its states have no journal."""
    passed_over = frozenset(void)

    def step(state: State | None, event: Event) -> State:
        if state is None:
            return effect(_registered(event), event)
        return pass_over(state, event) if event.id in passed_over else effect(state, event)

    return step


def voided(history: Iterable[Event]) -> frozenset[UUID]:
    """The events that others take back."""
    bodies = (event.body for event in history)
    return frozenset(
        void for body in bodies if isinstance(body, FactRetracted) for void in body.void
    )


def _unburdened(state: State) -> State:
    """A suspended enterprise holds back what could still come to it, and nothing else."""
    if Overlay.SUSPENDED not in state.overlays or state.suspendable:
        return state
    return without_overlay(state, Overlay.SUSPENDED)


def _stopped(before: State, after: State, at: datetime) -> State:
    """From when until when each overlay lay over the consignment."""
    if after.overlays == before.overlays:
        return after
    ended = tuple(
        replace(stop, until=at)
        if stop.until is None and stop.overlay not in after.overlays
        else stop
        for stop in before.stops
    )
    begun = (Stop(overlay=o, since=at) for o in after.overlays if o not in before.overlays)
    return replace(after, stops=latest(ended, *begun))


def begin(event: Event) -> State:
    """The state of a consignment that has just been registered, with a journal.

    Raises:
        ValueError: when the event is not a registration.
    """
    return evolve(replace(_registered(event), journal=Journal()), event)


def _registered(event: Event) -> State:
    body = event.body
    if not isinstance(body, ConsignmentRegistered):
        message = f"a consignment begins with consignment-registered, not with {body.type}"
        raise ValueError(message)  # noqa: TRY004 - the value is wrong, its type is an event
    boxes = {box.number: Box(**box.model_dump()) for box in body.registration.boxes}
    return State(registration=body.registration, rulebook=body.rulebook, boxes=boxes)


def fold(history: Iterable[Event]) -> State | None:
    """The state after all events of a stream, None for an empty one."""
    state: State | None = None
    for event in history:
        state = begin(event) if state is None else evolve(state, event)
    return state


def _remembered(before: State, after: State, event: Event) -> State:
    """What every event leaves behind: a mark of its type, and the message that caused it."""
    return replace(_heard(before, after, event), marks=_marked(before, event))


def _heard(before: State, after: State, event: Event) -> State:
    """What also one leaves behind that was taken back: nobody can hear of it a second time."""
    body, raised = event.body, notifications_of(event)
    seen = remembered(before.seen, event.cause, event.digest)
    issued = body.document if isinstance(body, Issuing) else ""
    return replace(
        after,
        version=before.version + 1,
        seen=seen,
        forgotten=before.forgotten + forgotten(before.seen, seen, event.cause),
        issued=latest(before.issued, issued) if issued else before.issued,
        notifications=(*before.notifications, *raised)[-LATEST:],
        notifications_raised=before.notifications_raised + len(raised),
    )


def _marked(state: State, event: Event) -> dict[str, EventStamp]:
    """The marks with one more; what may happen anew leaves its mark anew."""
    body, marks = event.body, state.marks.copy()
    if isinstance(body, ShipmentAmended) and body.new_box:
        # Nothing happens any more to a box that has left the papers.
        marks = {key: mark for key, mark in marks.items() if not key.endswith(f"/{body.box}")}
    mark = EventStamp(at=event.occurred_at, digest=said_digest(body, body.beside))
    marks[body.type] = mark
    # A box that is not ours is named by a contradiction: there is no end of those. What became of
    # a deadline stands with the deadline.
    if event.box in state.boxes and not isinstance(body, DeadlineBody):
        marks[mark_key(body.type, event.box)] = mark
    for kind in ANEW.get(type(body), ()):
        marks.pop(mark_key(kind, event.box), None)
    return marks


def _applied(state: State, event: Event) -> State:
    """The state as the row of the event changes it, or as it was when there is none."""
    body, at, kind = event.body, event.occurred_at, type(event.body)
    if kind in BOX and isinstance(body, BoxBody) and body.box in state.boxes:
        box = BOX[kind](body, state.boxes[body.box], at)
        return replace(state, boxes={**state.boxes, body.box: box})
    return STATE[kind](body, state, at) if kind in STATE else state
