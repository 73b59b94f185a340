"""The traditional mode in the port."""

from datetime import datetime

from models.consignment.evolution_tables import Changes
from models.consignment.state import Shares, State
from models.kernel.base_types import replace
from models.kernel.fold import on
from models.traditional_port.events import InspectionInstructed, InspectionSlotGiven


def _instructed(body: InspectionInstructed, state: State, _: datetime) -> State:
    shares = Shares(opened=body.opened_share, emptied=body.emptied_share)
    return replace(state, instructed=shares)


CHANGES = Changes(
    state=(
        on(InspectionInstructed, _instructed),
        on(InspectionSlotGiven, lambda e, s, _: replace(s, slot=e.slot)),
    ),
)
