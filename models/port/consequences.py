"""What other matters may hold back in the port: boxes with a permit to remove."""

from datetime import datetime

from models.consignment.decision_tables import Bodies
from models.consignment.state import State, mark_key
from models.kernel.event_types import EventType
from models.port.events import RemovalPermitWithdrawn


def hold_back_permitted(state: State, reason: str, before: datetime) -> Bodies:
    """Takes back the permits given until then of boxes that are still in the port.

    Each waits for an officer: he lets the removal go on (resume_removal) or leaves the pilot
    (fall_back). What speaks against a permit by itself is in `consignment/permissions.py`.
    """
    return [
        RemovalPermitWithdrawn(
            box=box.number, permit_no=box.permit_no, reason=reason, until_decided=True
        )
        for box in state.boxes.values()
        if box.permit_no is not None and not box.inland
        if before >= state.marks[mark_key(EventType.REMOVAL_PERMITTED, box.number)].at
    ]
