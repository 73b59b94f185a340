"""What follows from a state: stage, who must act, what is due next, what to do."""

from datetime import datetime

from models import deadlines, yard
from models.state import State
from models.terms import Course, Disposal, Level, Mode, Party, PreShipment, Stage, Suspicion

_UNDECLARED = "D02"


def stage(state: State) -> Stage:
    """Where the consignment stands, by its least advanced box."""
    match state.course:
        case Course.CLOSED:
            return Stage.CLOSED
        case Course.RETURN:
            return Stage.RETURN
        case Course.DESTRUCTION:
            return Stage.DESTRUCTION
        case Course.INBOUND:
            return _inbound(state)
        case Course.PILOT | Course.TRADITIONAL if state.failed or state.disposal:
            return Stage.DISPOSAL
        case Course.PILOT:
            return _pilot(state)
        case Course.TRADITIONAL:
            return Stage.PORT


def _inbound(state: State) -> Stage:
    audited = state.pre_shipment is PreShipment.APPROVED or state.mode is Mode.TRADITIONAL
    return Stage.INBOUND if audited or state.happened("vessel-arrived") else Stage.AUDIT


def _pilot(state: State) -> Stage:
    boxes = state.boxes.values()
    if all(box.arrived or box.unloaded for box in boxes):
        return Stage.FACTORY
    if any(box.gated_out or box.arrived for box in boxes):
        return Stage.ROAD
    return Stage.PORT


def next_due(state: State) -> datetime | None:
    """When the next escalation is due, None when nothing runs."""
    found = deadlines.due(state)
    return found[1].due if found else None


def escalation(state: State) -> Level | None:
    """The highest level at which an open deadline stands."""
    levels = [d.level for d in state.deadlines.values() if d.open and d.level is not None]
    return max(levels, default=None)


def overdue(state: State) -> bool:
    """Whether an open deadline has escalated."""
    return escalation(state) is not None


def seizable(state: State) -> bool:
    """Nobody has declared the goods, and the legal time to do so is over."""
    undeclared = state.deadlines.get(_UNDECLARED)
    return undeclared is not None and undeclared.open and undeclared.milestones[-1].standing


def open_reasons(state: State) -> tuple[str, ...]:
    """Defects of the goods that are suspected or confirmed; a cleared one does not count."""
    return tuple(sorted({d.reason for d in state.defects if d.status is not Suspicion.CLEARED}))


def must_act(state: State) -> Party | None:
    """Who must act next, None when the consignment is closed."""
    if state.course is Course.CLOSED:
        return Party.OPERATIONS if state.waiting_calls else None
    return _exceptional(state) or _ordinary(state)


def _exceptional(state: State) -> Party | None:
    if state.waiting_calls:
        return Party.OPERATIONS
    if state.open_emergency is not None:
        return Party.CHECKPOINT_OFFICER
    if state.identifying and not state.frozen:
        return Party.LABORATORY
    if state.frozen or _doubted(state) or _removal_waits(state) or _return_waits(state):
        return Party.INSPECTION_OFFICER
    if state.conforms and not state.released and not state.declared_in_full:
        return Party.BROKER
    if state.happened("return-exited") and not state.left_the_country:
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
    return state.course is Course.PILOT and any(
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
            return yard.TURN[yard.step(state)]
        case Stage.PORT:
            cleared = all(box.permit_no for box in state.boxes.values())
            return Party.HAULIER if cleared else Party.CHECKPOINT_OFFICER
        case Stage.ROAD:
            return Party.HAULIER
        case _ if state.samples_out and state.concluding:
            return Party.LABORATORY
        case Stage.FACTORY:
            return Party.INSPECTION_OFFICER if state.unloaded else Party.ENTERPRISE
        case Stage.DISPOSAL:
            treating = state.disposal is Disposal.RECTIFY and not state.rectified
            return Party.ENTERPRISE if treating else Party.INSPECTION_OFFICER
        case _:
            return Party.ENTERPRISE
