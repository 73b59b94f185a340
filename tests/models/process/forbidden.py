"""What must not happen to a box, told from the recorded events alone: no rule of ours is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.consignment.box import Box
from models.consignment.state import State
from models.disposal.events import ConsumptionReported
from models.inspection.events import Unloaded
from models.kernel.event import Event
from models.kernel.event_types import EventType
from models.kernel.terms import (
    CheckResult,
    Disposal,
    Overlay,
    ProcessPhase,
    Triage,
)
from models.process.next_calls import next_calls
from models.returns.events import ReturnGatedOut
from models.supervision.events import ViolationRecorded
from models.transport.events import GatedOut

OVER_ALL = {Overlay.HOLD, Overlay.EMERGENCY, Overlay.DISPUTE}
LAID = {
    EventType.HELD: EventType.RESUMED,
    EventType.EMERGENCY_RAISED: EventType.EMERGENCY_LIFTED,
    EventType.RESULT_DISPUTED: EventType.DISPUTE_SETTLED,
}
TAKEN_BACK = {
    EventType.REMOVAL_PERMITTED: (
        EventType.REMOVAL_PERMIT_WITHDRAWN,
        EventType.REMOVAL_PERMIT_LAPSED,
    ),
    EventType.UNLOADING_PERMITTED: (EventType.UNLOADING_PERMIT_WITHDRAWN,),
}
PERMITTING = {"permit_removal", "order_transport", "permit_unloading"}


@dataclass(frozen=True)
class Span:
    """From when until when something was in force."""

    since: datetime
    until: datetime | None = None

    def covers(self, at: datetime) -> bool:
        """Whether it was in force at that instant, its ends included."""
        return self.since <= at and (self.until is None or at <= self.until)

    def surrounds(self, at: datetime) -> bool:
        """The same without its ends."""
        return self.since < at and (self.until is None or at < self.until)


def spans(
    history: Iterable[Event], begins: EventType, ends: Iterable[EventType], box: str | None = None
) -> list[Span]:
    """When something was in force, of that box if one is named."""
    found: list[Span] = []
    for event in history:
        if box is not None and event.box != box:
            continue
        if event.body.type == begins:
            found.append(Span(event.occurred_at))
        elif event.body.type in ends:
            at = event.occurred_at
            found = [s if s.until else Span(s.since, max(at, s.since)) for s in found]
    return found


def stopped(history: list[Event], at: datetime) -> bool:
    """An officer's hold, an emergency or a dispute lay over the goods at that instant."""
    return any(
        span.surrounds(at)
        for begins, end in LAID.items()
        for span in spans(history, begins, (end,))
    )


def permitted(history: list[Event], what: EventType, box: str, at: datetime) -> bool:
    """That permission of a box was in force."""
    return any(span.covers(at) for span in spans(history, what, TAKEN_BACK[what], box))


def grave(before: State, history: list[Event], event: Event) -> bool:
    """The world did what was forbidden then: it left, was opened, set out or was used."""
    at, box = event.occurred_at, event.box
    match event.body:
        case GatedOut() if before.course is ProcessPhase.TRADITIONAL:
            return before.released and stopped(history, at)
        case GatedOut(box=number):
            allowed = permitted(history, EventType.REMOVAL_PERMITTED, number, at)
            return not allowed and stopped(history, at)
        case Unloaded(box=number):
            return not permitted(history, EventType.UNLOADING_PERMITTED, number, at)
        case ReturnGatedOut() if box in before.boxes and not before.boxes[str(box)].released:
            return stopped(history, at) or not before.happened(EventType.RETURN_ORDERED)
        case ConsumptionReported():
            return stopped(history, at)
        case _:
            return False


def answered_for(after: State, decided: list[Event], event: Event) -> None:
    """It is a grave breach, people are told of it at once, and a clock runs on."""
    breaches = [
        each
        for each in decided
        if isinstance(each.body, ViolationRecorded)
        and each.body.grade == 1
        and each.body.box in (None, event.box)
    ]
    assert breaches, f"{event.body.type} of {event.box} is no breach"
    told = {alarm.key for alarm in after.notifications}
    assert {str(each.id) for each in breaches} & told
    clocks = [d for d in after.deadlines.values() if d.open and d.frozen_since is None]
    assert after.outcome or any(clock.id == "V01" for clock in clocks)


def nothing_forbidden_stands(state: State) -> None:
    """No permission is in force, and none is asked for, that something speaks against."""
    if state.outcome is not None:
        return
    asked = {(call.activity, call.box) for call in next_calls(state)}
    for box in state.boxes.values():
        if _held_in_port(state, box):
            assert box.permit_no is None, f"{box.number} may leave"
            assert ("permit_removal", box.number) not in asked
        if OVER_ALL & set(state.overlays):
            assert not any((activity, box.number) in asked for activity in PERMITTING)
            assert not box.permits or box.gate_barred or box.inland
            waits = box.return_trip_no and not (box.return_gated_out or box.returned)
            assert box.gate_barred or not waits
        if _shut(state, box):
            assert not box.unloading_permitted, f"{box.number} may be opened"
    if OVER_ALL & set(state.overlays):
        assert not state.releasable
        assert ("conclude", "") not in asked


def _held_in_port(state: State, box: Box) -> bool:
    """It lies in the port, and something speaks against its leaving in the pilot."""
    alarmed = box.radiation is CheckResult.ALARM and box.triage is not Triage.INNOCENT
    unchecked = box.radiation is None or box.machine is not CheckResult.PASSED
    against = (
        bool(state.overlays),
        state.course is not ProcessPhase.PILOT,
        not state.declaration_stands,
        alarmed or unchecked,
        box.withheld,
        bool(state.suspicions(box.number)) and not all(d.afloat for d in state.suspicions()),
    )
    return box.gated_out is None and box.arrived is None and any(against)


def _shut(state: State, box: Box) -> bool:
    """It is at the enterprise with its load, and something speaks against opening it."""
    if box.unloaded is not None or state.disposal is Disposal.DESTROY:
        return False
    against = (OVER_ALL & set(state.overlays), state.disposal is Disposal.RETURN)
    return any(against) or bool(state.suspicions(box.number))
