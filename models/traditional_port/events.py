"""In the port in the traditional mode: yard, instruction, slot, inspection site, pick-up."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from models.kernel.event_body import Body, BoxBody
from models.kernel.event_types import EventType
from models.kernel.language import Text


class ReturnedToYard(BoxBody):
    """The box was taken back to the yard, where it waits for its inspection."""

    type: Literal[EventType.RETURNED_TO_YARD] = EventType.RETURNED_TO_YARD
    label = Text("返回堆场", "returned to the yard")


class InspectionInstructed(Body):
    """The control instruction came: what is opened and emptied, and where."""

    type: Literal[EventType.INSPECTION_INSTRUCTED] = EventType.INSPECTION_INSTRUCTED
    label = Text("布控指令下达", "inspection instructed")
    opened_share: Decimal
    emptied_share: Decimal
    place: str = ""


class InspectionSlotGiven(Body):
    """The inspection site gave the goods a time, or another one."""

    type: Literal[EventType.INSPECTION_SLOT_GIVEN] = EventType.INSPECTION_SLOT_GIVEN
    label = Text("查验排位", "inspection slot given")
    slot: datetime
    place: str = ""


class ArrivedAtSite(BoxBody):
    """The box was moved from the yard to the inspection site."""

    type: Literal[EventType.ARRIVED_AT_SITE] = EventType.ARRIVED_AT_SITE
    label = Text("移至查验区", "at the inspection site")


class PickedUp(BoxBody):
    """The box left the port after the release of the goods."""

    type: Literal[EventType.PICKED_UP] = EventType.PICKED_UP
    label = Text("放行后提箱", "picked up after the release")
    plate: str


EVENTS: tuple[type[Body], ...] = (
    ReturnedToYard,
    InspectionInstructed,
    InspectionSlotGiven,
    ArrivedAtSite,
    PickedUp,
)
