"""Derives from a state: stage, who must act, what is due next."""

from datetime import datetime

from models.consignment.deadline import Deadline
from models.consignment.state import Incident, State
from models.deadlines import engine
from models.kernel.event_types import EventType
from models.kernel.terms import (
    Assumption,
    Disposal,
    EscalationLevel,
    Mode,
    Party,
    PreShipment,
    ProcessPhase,
    Stage,
    Suspicion,
)
from models.traditional_port import progress


def stage(state: State) -> Stage:
    """Where the consignment stands, by its least advanced box."""
    match state.course:
        case ProcessPhase.CLOSED:
            return Stage.CLOSED
        case ProcessPhase.RETURN:
            return Stage.RETURN
        case ProcessPhase.DESTRUCTION:
            return Stage.DESTRUCTION
        case ProcessPhase.INBOUND:
            return _inbound(state)
        case ProcessPhase.PILOT | ProcessPhase.TRADITIONAL if state.failed or state.disposal:
            return Stage.DISPOSAL
        case ProcessPhase.PILOT:
            return _pilot(state)
        case ProcessPhase.TRADITIONAL:
            return Stage.PORT


def _inbound(state: State) -> Stage:
    audited = state.pre_shipment is PreShipment.APPROVED or state.mode is Mode.TRADITIONAL
    return Stage.INBOUND if audited or state.happened(EventType.VESSEL_ARRIVED) else Stage.AUDIT


def _pilot(state: State) -> Stage:
    boxes = state.boxes.values()
    if all(box.arrived or box.unloaded for box in boxes):
        return Stage.FACTORY
    if any(box.gated_out or box.arrived for box in boxes):
        return Stage.ROAD
    return Stage.PORT


def next_due(state: State) -> datetime | None:
    """When the next escalation is due, None when nothing runs."""
    found = engine.due(state)
    return found[1].due if found else None


def escalation(state: State) -> EscalationLevel | None:
    """The highest level at which an open deadline stands."""
    levels = [d.level for d in state.deadlines.values() if d.open and d.level is not None]
    return max(levels, default=None)


def most_overdue(state: State) -> Deadline | None:
    """The open deadline that stands at the highest level; of several the one that began first."""
    late = [d for d in state.deadlines.values() if d.open and d.level is not None]
    return min(late, key=lambda d: (-(d.level or 0), d.overdue_since), default=None)


def overdue(state: State) -> bool:
    """Whether an open deadline has escalated."""
    return escalation(state) is not None


def dangers(state: State) -> tuple[Incident, ...]:
    """The dangers that are open, each by itself."""
    return state.emergency.open if state.emergency else ()


def open_reasons(state: State) -> tuple[str, ...]:
    """Defects that are suspected or confirmed: no cleared one, and none of goods that conform."""
    over = (Suspicion.CLEARED, Suspicion.CONFIRMED) if _in_order(state) else (Suspicion.CLEARED,)
    return tuple(sorted({d.reason for d in state.defects if d.status not in over}))


def _in_order(state: State) -> bool:
    """What was confirmed has been mended: the goods conform, or are released whole."""
    return state.conforms or state.released


def must_act(state: State) -> Party | None:
    """Who must act next, None when the consignment is closed."""
    if state.course is ProcessPhase.CLOSED:
        return Party.OPERATIONS if state.waiting_calls else None
    return _exceptional(state) or _ordinary(state)


def assumptions(state: State) -> tuple[Assumption, ...]:
    """What an open consignment is taken to be without the word of its systems, or against it."""
    runs_on = {
        Assumption.SILENCE: bool(state.unanswered_calls),
        Assumption.PAPER: any(paper.open for paper in state.papers.values()),
        Assumption.BY_HAND: bool(state.by_hand),
        Assumption.CLOCK: bool(state.doubted),
    }
    return () if state.outcome is not None else tuple(why for why, it in runs_on.items() if it)


def _exceptional(state: State) -> Party | None:
    if state.waiting_calls:
        return Party.OPERATIONS
    if state.open_emergency is not None:
        return Party.CHECKPOINT_OFFICER
    if state.undecided:
        return state.undecided[0].party
    if state.identifying and not state.frozen:
        return Party.LABORATORY
    if state.overlays or _doubted(state) or _removal_waits(state) or _return_waits(state):
        return Party.INSPECTION_OFFICER
    if state.conforms and not state.released and not state.declared_in_full:
        return Party.BROKER
    if state.happened(EventType.RETURN_EXITED) and not state.left_the_country:
        return Party.CHECKPOINT_OFFICER
    return None


def _doubted(state: State) -> bool:
    """Something is suspected, and nobody was asked to mend it."""
    mended = state.pre_shipment is PreShipment.SUPPLEMENT
    return any(not (mended and defect.afloat) for defect in state.suspicions())


def _return_waits(state: State) -> bool:
    """The enterprise asks to send back what is not released."""
    return state.return_wanted is not None and not state.released


def _removal_waits(state: State) -> bool:
    """A permit was withdrawn, and somebody must decide whether its box may leave."""
    return state.course is ProcessPhase.PILOT and any(
        box.withheld and not box.inland for box in state.boxes.values()
    )


def _ordinary(state: State) -> Party:
    match stage(state):
        case Stage.AUDIT if state.pre_shipment is PreShipment.SUBMITTED:
            return Party.INSPECTION_OFFICER
        case Stage.AUDIT:
            return Party.ENTERPRISE
        case Stage.INBOUND:
            return Party.BROKER
        case Stage.PORT if state.mode is Mode.TRADITIONAL:
            return progress.TURN[progress.step(state)]
        case Stage.PORT:
            cleared = all(box.permit_no for box in state.boxes.values())
            return Party.HAULIER if cleared else Party.CHECKPOINT_OFFICER
        case Stage.ROAD:
            return Party.HAULIER
        case _ if state.samples_out and state.concluding:
            return Party.LABORATORY
        case Stage.FACTORY:
            return Party.INSPECTION_OFFICER if state.unloaded else Party.ENTERPRISE
        case Stage.DISPOSAL | Stage.DESTRUCTION:
            return _disposal(state)
        case _:
            return Party.ENTERPRISE


def _disposal(state: State) -> Party:
    """The enterprise treats or destroys the goods; before and after that it is for customs."""
    treating = state.disposal is Disposal.RECTIFY and not state.rectified
    burning = state.disposal is Disposal.DESTROY and not state.happened(EventType.DESTROYED)
    return Party.ENTERPRISE if treating or burning else Party.INSPECTION_OFFICER
