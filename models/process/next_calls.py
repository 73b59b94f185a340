"""The calls to outside systems that are due in a state of a consignment, each under its key.

The workflow waits on these and makes them, the preview of a command compares them before and after,
the simulation and the tests answer them. Which wait comes after which is said by the narrative
(`workflows/consignment.py`): a course is a row of steps here too, and a step waits for the calls of
the one before.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from models.consignment.box import Box
from models.consignment.permissions import (
    against_removal,
    against_unloading,
    against_way_back,
)
from models.consignment.state import Paper, State, Stop, mark_key
from models.inspection.messages import PermitUnloading
from models.kernel.event import Event
from models.kernel.event_types import EventType
from models.kernel.terms import Outcome, Overlay, Permission, ProcessPhase
from models.port.permits import EndedPermit, ended_by
from models.process.messages import Step
from models.returns.events import ReturnTransportCalledOff
from models.supervision.messages import Close, Release
from models.traditional_port.progress import inspectable
from models.transport.road_orders import RoadOrder, road_orders_in

CallName = Literal[
    "fetch_instruction",
    "draw_boxes",
    "permit_removal",
    "end_permit",
    "order_transport",
    "direct_road",
    "permit_unloading",
    "tag_stock",
    "conclude",
]
"""The activities by which a consignment calls outside systems."""


@dataclass(frozen=True)
class NextCall:
    """A call of an outside system: its activity, its idempotency key, of which box ("": of all).

    `about` is what it says: the status of the stock, the outcome, the road order, the way back.
    """

    activity: CallName
    key: str
    box: str = ""
    about: str = ""


DRAW: Final = NextCall("draw_boxes", "draw")
"""The draw of boxes by itself."""

_KNOWN_BY_KEY: frozenset[CallName] = frozenset({"permit_unloading", "tag_stock", "conclude"})
"""Their answers change nothing in the state: that they were made is known by their keys."""

HOLD: Final = "HOLD"
"""What the enterprise is told of goods that stay as they are."""

FREE: Final = "FREE"
"""What it is told of goods that it may use."""

TO_PORT: Final = "TO_PORT"
"""What the order of a truck says that takes a box back."""


def next_calls(state: State, completed: Collection[str] = ()) -> tuple[NextCall, ...]:
    """The calls that are due; `completed` are the keys of those that were answered."""
    return allowed(state, open_calls(state, completed))


def allowed(state: State, calls: Iterable[NextCall]) -> tuple[NextCall, ...]:
    """Those of the calls that nobody has refused."""
    return tuple(call for call in calls if call.key not in state.failing_calls)


def open_calls(state: State, completed: Collection[str] = ()) -> tuple[NextCall, ...]:
    """Those that are due, and those that were refused and wait until an officer has them made."""
    for step in _steps(state, completed):
        waiting = tuple(call for call in step if not _made(state, call, completed))
        if waiting:
            return waiting
    return ()


def confirmations(state: State) -> tuple[NextCall, ...]:
    """The calls that were stood in for on paper, while their systems have not answered them.

    Beside them the draw, where the mode was decided on paper: no paper brings its chances.
    """
    open_ = ((key, paper) for key, paper in state.papers.items() if paper.open)
    drawn = (DRAW,) if state.awaits_draw else ()
    return (*drawn, *(_stood_in_for(key, paper) for key, paper in open_))


def _stood_in_for(key: str, paper: Paper) -> NextCall:
    about = key.partition(":")[2] if paper.permission is Permission.CONCLUSION else ""
    return NextCall(_PERMITS[paper.permission], key, paper.box or "", about)


_PERMITS: Mapping[Permission, CallName] = {
    Permission.MODE: "fetch_instruction",
    Permission.REMOVAL: "permit_removal",
    Permission.UNLOADING: "permit_unloading",
    Permission.CONCLUSION: "conclude",
}


def newly_due(before: State, after: State, completed: Collection[str]) -> tuple[NextCall, ...]:
    """The calls that a change of state makes due, if all that were due before are made."""
    known = set(completed)
    while due := {call.key for call in next_calls(before, known)} - known:
        known |= due
    return tuple(call for call in next_calls(after, known) if call.key not in known)


def following(events: Iterable[Event]) -> tuple[NextCall, ...]:
    """The calls that events ask for by themselves, in whatever state: each event, one call."""
    decided = list(events)
    ended = map(end_of_permit, ended_by(decided))
    return (*ended, *map(road_direction, road_orders_in(decided)))


def step_ahead(state: State, call: NextCall) -> tuple[str, Step] | None:
    """What is decided and recorded ahead of a call, with its cause; None if it is already."""
    if call.activity == "permit_unloading" and not state.boxes[call.box].unloading_permitted:
        return call.key, PermitUnloading(box=call.box)
    if call == conclusion(Outcome.RELEASED) and not state.released:
        return "release", Release()
    return None


def closing(state: State, completed: Collection[str]) -> tuple[str, Step] | None:
    """The end of the consignment and its cause, once clearance has taken the conclusion.

    In the port it is the pick-up of the last box. No consignment ends while a danger is open, or
    is to be reported on: with it that clock would end.
    """
    outcome = _OUTCOMES.get(state.course)
    if outcome is None or conclusion(outcome).key not in completed:
        return None
    if state.frozen or state.endangered or state.undecided:
        return None
    if state.course is ProcessPhase.TRADITIONAL and not state.picked_up:
        return None
    return f"close:{outcome}", Close(outcome=outcome)


def next_move(state: State, completed: Collection[str]) -> NextCall | tuple[str, Step] | None:
    """What the process does next: the call to make, or a step of its own with its cause."""
    end = closing(state, completed)
    due = next_calls(state, completed) or allowed(state, confirmations(state))
    if end is not None or not due:
        return end
    return step_ahead(state, due[0]) or due[0]


def unloading(box: Box) -> NextCall:
    """Telling the enterprise that a box may be opened; after a withdrawal, once more."""
    taken_back = sum(permit.ended is not None for permit in box.unloading_permits)
    again = f":{taken_back + 1}" if taken_back else ""
    return NextCall("permit_unloading", f"unloading:{box.number}{again}", box.number)


def held_box(box: Box, time: object) -> NextCall:
    """Telling the enterprise that a box must stay as it is, for the first or a later time."""
    return NextCall("tag_stock", f"stock:{HOLD}:{box.number}:{time}", box.number, HOLD)


def stock(state: State, status: str) -> NextCall:
    """Telling the enterprise what it may do with the lot; after an undone turn, once more."""
    again = f":{state.reinstated}" if state.reinstated else ""
    return NextCall("tag_stock", f"stock:{status}{again}", about=status)


def conclusion(outcome: Outcome) -> NextCall:
    """Telling clearance how the consignment ends."""
    return NextCall("conclude", f"conclusion:{outcome}", about=outcome)


def end_of_permit(ended: EndedPermit) -> NextCall:
    """Telling clearance that a permit does not stand any more."""
    return NextCall("end_permit", f"permit-end:{ended.permit_no}", ended.box)


def road_direction(order: RoadOrder) -> NextCall:
    """Telling the checkpoint system whose trucks stand still, or which truck the gate refuses."""
    return NextCall("direct_road", f"road:{order.id}", order.box, order.order)


_Steps = Iterator[Iterable[NextCall]]

_OUTCOMES: Mapping[ProcessPhase, Outcome] = {
    ProcessPhase.PILOT: Outcome.RELEASED,
    ProcessPhase.TRADITIONAL: Outcome.RELEASED,
    ProcessPhase.RETURN: Outcome.RETURNED,
    ProcessPhase.DESTRUCTION: Outcome.DESTROYED,
}


def _made(state: State, call: NextCall, completed: Collection[str]) -> bool:
    return call.activity in _KNOWN_BY_KEY and heard(state, call.key, completed)


def heard(state: State, key: str, completed: Collection[str]) -> bool:
    """Whoever is told something knows it: he has taken the call, or has it on paper."""
    return key in completed or key in state.papers


def _steps(state: State, completed: Collection[str]) -> _Steps:
    match state.course:
        case ProcessPhase.INBOUND:
            return _inbound(state)
        case ProcessPhase.PILOT:
            return _pilot(state, completed)
        case ProcessPhase.TRADITIONAL:
            return _traditional(state)
        case ProcessPhase.RETURN:
            return _return(state)
        case ProcessPhase.DESTRUCTION:
            return _destruction(state)
        case ProcessPhase.CLOSED:
            return _closed(state)


def _inbound(state: State) -> _Steps:
    # What the decision rests on is looked at first, where a part of it was taken back.
    if state.ready_to_decide and not state.undecided:
        yield [NextCall("fetch_instruction", "instruction")]


def _pilot(state: State, completed: Collection[str]) -> _Steps:
    yield _undone_return(state)
    boxes = state.boxes.values()
    yield [call for box in boxes for call in _transport(state, box)]
    if all(box.unloaded and heard(state, unloading(box).key, completed) for box in boxes):
        yield from _inspection(state)


def _traditional(state: State) -> _Steps:
    yield _undone_return(state)
    if inspectable(state):
        yield from _inspection(state)


def _undone_return(state: State) -> list[NextCall]:
    """After an undone return the enterprise holds the goods as before."""
    undone = state.reinstated and state.happened(EventType.RETURN_ORDERED)
    return [stock(state, HOLD)] if undone else []


def _transport(state: State, box: Box) -> Iterator[NextCall]:
    """One box: permitted to leave the port, given a truck and a lock, unloaded."""
    if box.inland:
        yield from _opening(state, box)
    elif state.undecided_of(box.number):
        # Somebody looks at what was done already, before more is done.
        return
    elif box.permit_no is None:
        if _removable(state, box):
            number = box.permit_attempts + 1
            yield NextCall("permit_removal", f"removal:{box.number}:{number}", box.number)
    elif box.trip_no is None:
        yield NextCall("order_transport", f"trip:{box.number}", box.number)


def _opening(state: State, box: Box) -> Iterator[NextCall]:
    """At the enterprise: what was taken back is said first, then it is permitted anew."""
    taken_back = sum(permit.ended is not None for permit in box.unloading_permits)
    if taken_back and box.unloaded is None:
        yield held_box(box, taken_back)
    undecided = state.undecided_of(box.number)
    if not undecided and state.openable(box.number) and against_unloading(state, box) is None:
        yield unloading(box)


def _removable(state: State, box: Box) -> bool:
    """Nothing speaks against it, and no refusal or withdrawal waits for an officer."""
    refused = f"removal:{box.number}:{box.permit_attempts}" in state.failing_calls
    return not (refused or box.withheld) and against_removal(state, box) is None


def _inspection(state: State) -> _Steps:
    """Until the goods are free, the enterprise hears of single boxes, and of what it must hold."""
    if state.cleared_for_use:
        told = conclusion(Outcome.RELEASED)
        yield [] if state.frozen else [told]
        if told.key in state.papers and not state.frozen:
            # It is closed when clearance has taken the conclusion; the goods are free before.
            yield [stock(state, FREE)]
        return
    yield from _free_boxes(state)
    if state.stock_on_hold:
        yield [stock(state, HOLD)]


def _return(state: State) -> _Steps:
    yield from _free_boxes(state)
    yield [stock(state, "RETURN")]
    yield [_way_back(state, box) for box in state.boxes.values() if _goes_back(state, box)]
    if state.left_the_country and not state.frozen:
        yield [conclusion(Outcome.RETURNED)]


def _goes_back(state: State, box: Box) -> bool:
    """It waits there, repacked and sealed, no truck was ordered, and nobody has to decide first."""
    wanted = box.ready_to_return and box.return_trip_no is None
    undecided = state.undecided_of(box.number)
    return wanted and not undecided and against_way_back(state, box) is None


def _way_back(state: State, box: Box) -> NextCall:
    """The truck back; one that was called off is not the one that a new order asks for."""
    called_off = state.marks.get(mark_key(ReturnTransportCalledOff.name(), box.number))
    again = f":{called_off.at:%Y-%m-%dT%H:%M:%SZ}" if called_off else ""
    return NextCall("order_transport", f"return-trip:{box.number}{again}", box.number, TO_PORT)


def _destruction(state: State) -> _Steps:
    yield from _free_boxes(state)
    yield [stock(state, "DESTROY")]
    if state.happened(EventType.DESTRUCTION_ACCOUNTED) and not state.frozen:
        yield [conclusion(Outcome.DESTROYED)]


def _closed(state: State) -> _Steps:
    """Who has to hear of the end."""
    if state.outcome is Outcome.RELEASED:
        yield [stock(state, FREE)]
    elif state.outcome is Outcome.HANDED_OVER and state.entry_id is not None:
        yield [conclusion(Outcome.HANDED_OVER)]


def _free_boxes(state: State) -> _Steps:
    """One after the other, the boxes that were released by themselves; while stopped, not free."""
    for box in state.boxes.values():
        if box.released:
            times = sum(stop.since >= (box.released_at or stop.since) for stop in _over(state))
            free = NextCall("tag_stock", _freed(box, times), box.number, FREE)
            yield [held_box(box, f"free:{times}") if times and state.frozen else free]


def _freed(box: Box, times: int) -> str:
    return f"stock:{FREE}:{box.number}" + (f":{times + 1}" if times else "")


def _over(state: State) -> Iterator[Stop]:
    """The overlays that lie, or lay, over goods at the enterprise."""
    return (stop for stop in state.stops if stop.overlay is not Overlay.SUSPENDED)
