"""Returned goods on their way out of the country (domain 4.6)."""

from collections.abc import Iterator
from datetime import datetime

from models.consignment.box import Box
from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import (
    ashore,
    given_reason,
    need_no_emergency,
    need_not_released,
    require,
)
from models.consignment.pending_event import Decided
from models.consignment.state import State
from models.consignment.texts import DESTRUCTION_UNDECIDED, NO_TRUCK, ON_THE_WAY_OUT, REJECT_INSTEAD
from models.emergency.consequences import emergency
from models.emergency.events import EmergencyLifted
from models.kernel.codes import ViolationCode
from models.kernel.errors import Refused
from models.kernel.event_types import EventType
from models.kernel.spelling import among
from models.kernel.terms import Danger, Disposal, Petition, Resolution
from models.returns import gate, penalties, texts
from models.returns.events import (
    ReturnAccepted,
    ReturnApplicationRefused,
    ReturnApplied,
    ReturnDeparted,
    ReturnExited,
    ReturnGatedIn,
    ReturnGatedOut,
    ReturnLoaded,
    ReturnMismatched,
    ReturnOrdered,
    ReturnPlanned,
    ReturnSealed,
    ReturnTransportCalledOff,
    ReturnTransportOrdered,
    SupplierReviewRequested,
)
from models.returns.messages import (
    AcceptReturn,
    CallOffReturnTruck,
    DecidePenalty,
    DecideReturnApplication,
    OrderReturn,
    ReturnTripAnswered,
)
from models.rules.rulebook import Rulebook
from models.supervision.consequences import contradiction
from models.supervision.events import ViolationRecorded
from models.transport.gate import read_later


def _apply(state: State, fact: ReturnApplied, _: datetime) -> Decided:
    """One application at a time, for goods that are in the hands of customs (domain 1.7)."""
    if state.return_wanted == fact.reason:
        return []
    known = _unwanted(state)
    if known is not None:
        return [contradiction(fact.type, known, None)]
    return [fact]


def _unwanted(state: State) -> str | None:
    """Why there is nothing to apply for, None if there is."""
    if state.released:
        return "the goods have been released for use"
    if state.disposal in (Disposal.RETURN, Disposal.DESTROY):
        return f"{state.disposal} has been decided"
    return None if state.return_wanted is None else f"applied for: {state.return_wanted}"


def _answer(state: State, command: DecideReturnApplication, _: datetime) -> Decided:
    """An approval is an order to return like any other; a refusal says why."""
    wanted = state.return_wanted
    if wanted is None:
        raise Refused(texts.NO_RETURN_WANTED)
    match command.decision:
        case Petition.APPROVE:
            _need_returnable(state)
            return [ReturnOrdered(reason=command.reason or wanted)]
        case Petition.REFUSE:
            reason = given_reason(command.reason)
            refused = ReturnApplicationRefused(reason=reason, officer=command.officer)
            return [refused]


def _return(state: State, command: OrderReturn, _: datetime) -> Decided:
    _need_returnable(state)
    return [ReturnOrdered(reason=given_reason(command.reason))]


def _need_returnable(state: State) -> None:
    """The goods are there, and nothing else was decided that cannot be undone."""
    need_no_emergency(state)
    require(state.disposal is not Disposal.RETURN, texts.RETURN_ORDERED)
    need_not_released(state)
    require(not state.happened(EventType.DESTROYED), texts.GOODS_DESTROYED)
    require(ashore(state), REJECT_INSTEAD)


def _call_off(state: State, command: CallOffReturnTruck, _: datetime) -> Decided:
    """Of goods that are destroyed, as long as the truck has not set out."""
    require(state.disposal is Disposal.DESTROY, DESTRUCTION_UNDECIDED)
    box = state.boxes[command.box]
    if box.return_trip_no is None:
        raise Refused(NO_TRUCK, box=box.number)
    require(not (box.return_gated_out or box.returned), ON_THE_WAY_OUT)
    return [
        ReturnTransportCalledOff(
            box=box.number,
            trip_no=box.return_trip_no,
            reason=given_reason(command.reason),
            officer=command.officer,
        )
    ]


def _accept(state: State, command: AcceptReturn, _: datetime) -> Decided:
    box = state.boxes[command.box]
    require(box.returned is not None, texts.NOT_BACK, box=command.box)
    require(not box.back, texts.CAME_BACK_WELL, box=command.box)
    reason = given_reason(command.reason)
    return [ReturnAccepted(box=command.box, reason=reason, officer=command.officer)]


def _trip(state: State, step: ReturnTripAnswered, _: datetime) -> Decided:
    window = state.rules.transit.window_minutes(step.planned_drive_minutes)
    return [ReturnTransportOrdered(**step.model_dump(), window_minutes=window)]


def _back(before: State, after: State, body: ReturnGatedIn, at: datetime) -> Bodies:
    return [*gate.on_return_entry(after, body, at), *_matched(before, after, body, at)]


def _matched(
    before: State, after: State, body: ReturnGatedIn | ReturnSealed, _: datetime
) -> Bodies:
    """Number, weight and seal of what came back; whichever is heard last completes the pair."""
    box = after.boxes[body.box]
    differing = dict(_differences(box, after.rules)) if box.inland and box.returned else {}
    if not differing or before.boxes[body.box].return_mismatch:
        return []
    found: Bodies = [ReturnMismatched(box=body.box, differs="; ".join(differing.values()))]
    for code, note in differing.items():
        found.append(ViolationRecorded(code=code, box=body.box, note=note))
    if ViolationCode.SEAL_OPENED in differing:
        found += emergency(after, Danger.LOCK, body.box, differing[ViolationCode.SEAL_OPENED])
    return found


def _differences(box: Box, rules: Rulebook) -> Iterator[tuple[str, str]]:
    """By the breach it amounts to: another seal, or another weight than when it was sealed."""
    sealed, weighed = box.return_kg, box.return_weighed
    if (
        box.expected_seal is not None
        and box.return_seals
        and not among(box.expected_seal, box.return_seals)
    ):
        yield (
            ViolationCode.SEAL_OPENED,
            f"sealed with {box.expected_seal}, came back with {', '.join(box.return_seals)}",
        )
    if sealed is None or weighed is None:
        return
    if abs(weighed - sealed) > sealed * rules.return_tolerance_share:
        yield ViolationCode.WRONG_AT_GATE, f"sealed with {sealed} kg, came back with {weighed} kg"


def _lifted(_: State, after: State, body: EmergencyLifted, __: datetime) -> Bodies:
    """An emergency may end with the return of the goods."""
    wanted = body.resolution is Resolution.RETURN and after.disposal is not Disposal.RETURN
    return [ReturnOrdered(reason=body.reason)] if wanted else []


def _exit(_: State, after: State, __: ReturnExited, ___: datetime) -> Bodies:
    why = ", ".join(sorted({defect.reason for defect in after.confirmed()})) or "returned"
    supplier = after.registration.supplier
    return [SupplierReviewRequested(supplier=supplier, reason=why)]


RULES = Rules(
    single=(
        ReturnPlanned,
        ReturnSealed,
        ReturnDeparted,
        ReturnGatedOut,
        ReturnGatedIn,
        ReturnLoaded,
        ReturnExited,
    ),
    supplements={
        ReturnGatedOut: read_later,
        ReturnGatedIn: read_later,
    },
    by_state={
        ReturnApplied: _apply,
    },
    commands={
        OrderReturn: _return,
        DecideReturnApplication: _answer,
        CallOffReturnTruck: _call_off,
        AcceptReturn: _accept,
        DecidePenalty: penalties.decide,
    },
    internal={
        ReturnTripAnswered: _trip,
    },
    consequences={
        ReturnSealed: _matched,
        ReturnGatedOut: gate.on_return_exit,
        ReturnGatedIn: _back,
        ReturnExited: _exit,
        EmergencyLifted: _lifted,
    },
)
