"""How far goods have come in the port in the traditional mode, and whose turn it is then."""

from models.consignment.state import State
from models.kernel.event_types import EventType
from models.kernel.terms import Party, PortStep

TURN: dict[PortStep, Party] = {
    PortStep.CHECKS: Party.CHECKPOINT_OFFICER,
    PortStep.TO_YARD: Party.CHECKPOINT_OFFICER,
    PortStep.INSTRUCTION: Party.INSPECTION_OFFICER,
    PortStep.SLOT: Party.INSPECTION_OFFICER,
    PortStep.TO_SITE: Party.HAULIER,
    PortStep.INSPECTION: Party.INSPECTION_OFFICER,
    PortStep.PICK_UP: Party.HAULIER,
}


def step(state: State) -> PortStep:
    """The step that the least advanced box stands at; what was not reported is passed over."""
    if state.released:
        return PortStep.PICK_UP
    if inspectable(state):
        return PortStep.INSPECTION
    if state.slot is not None:
        return PortStep.TO_SITE
    if state.happened(EventType.INSPECTION_INSTRUCTED):
        return PortStep.SLOT
    if not _all(state, EventType.MACHINE_INSPECTED):
        return PortStep.CHECKS
    return PortStep.INSTRUCTION if _all(state, EventType.RETURNED_TO_YARD) else PortStep.TO_YARD


def inspectable(state: State) -> bool:
    """The goods are at the inspection site, or an inspector has been at them."""
    begun = state.inspection_open or state.inspections or state.conforms
    return bool(begun) or _all(state, EventType.ARRIVED_AT_SITE)


def _all(state: State, event_type: EventType) -> bool:
    return all(state.happened(event_type, box) for box in state.boxes)
