"""In the port in the traditional mode: yard, instruction, slot, inspection site, pick-up."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from models.events.body import Body, BoxBody


class ReturnedToYard(BoxBody):
    """The box was taken back to the yard, where it waits for its inspection."""

    type: Literal["returned-to-yard"] = "returned-to-yard"


class InspectionInstructed(Body):
    """The control instruction came: what is opened and emptied, and where."""

    type: Literal["inspection-instructed"] = "inspection-instructed"
    opened_share: Decimal
    emptied_share: Decimal
    place: str


class InspectionSlotGiven(Body):
    """The inspection site gave the goods a time, or another one."""

    type: Literal["inspection-slot-given"] = "inspection-slot-given"
    slot: datetime
    place: str


class ArrivedAtSite(BoxBody):
    """The box was moved from the yard to the inspection site."""

    type: Literal["arrived-at-site"] = "arrived-at-site"


class PickedUp(BoxBody):
    """The box left the port after the release of the goods."""

    type: Literal["picked-up"] = "picked-up"
    plate: str
