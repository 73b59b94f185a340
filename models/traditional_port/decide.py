"""The traditional mode: boxes wait in the yard, are inspected in the port, and picked up after."""

from datetime import datetime

from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import left_in_traditional_mode
from models.consignment.permissions import overlays_at
from models.consignment.state import State
from models.emergency.consequences import emergency
from models.kernel.codes import ViolationCode
from models.kernel.event_types import EventType
from models.kernel.terms import Danger
from models.supervision.events import ViolationRecorded
from models.traditional_port.events import (
    ArrivedAtSite,
    InspectionInstructed,
    InspectionSlotGiven,
    PickedUp,
    ReturnedToYard,
)
from models.transport.events import GatedOut


def _left(before: State, after: State, body: GatedOut, at: datetime) -> Bodies:
    """A box leaves the port: picked up once it is released, and a breach before that."""
    if not left_in_traditional_mode(before, at):
        return []
    released = before.marks.get(EventType.RELEASED_FOR_USE)
    if released is not None and at >= released.at:
        stopped = overlays_at(before, None, at)
        note = f"left under {', '.join(stopped)}"
        picked_up = PickedUp(box=body.box, plate=body.plate)
        return [picked_up, *([_breach(body, note)] if stopped else [])]
    note = "left the port before the release"
    return [_breach(body, note), *emergency(after, Danger.MISSING_BOX, body.box, note)]


def _breach(body: GatedOut, note: str) -> ViolationRecorded:
    return ViolationRecorded(code=ViolationCode.USED_EARLY, box=body.box, note=note)


RULES = Rules(
    single=(
        ReturnedToYard,
        ArrivedAtSite,
    ),
    repeatable=(
        InspectionInstructed,
        InspectionSlotGiven,
    ),
    consequences={
        GatedOut: _left,
    },
)
