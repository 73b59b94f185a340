"""In the port in the traditional mode."""

from typing import Literal

from models.messages.message import Instant, Message, Quantity


class YardReturn(Message):
    """A box was taken back to the yard."""

    type: Literal["yard_return"] = "yard_return"
    box: str


class InspectionInstruction(Message):
    """The control instruction: the shares of boxes to open and to empty, and the place."""

    type: Literal["inspection_instruction"] = "inspection_instruction"
    opened_share: Quantity
    emptied_share: Quantity
    place: str = ""


class InspectionSlot(Message):
    """The inspection site gave the goods a time."""

    type: Literal["inspection_slot"] = "inspection_slot"
    slot: Instant
    place: str = ""


class SiteArrival(Message):
    """A box was moved to the inspection site."""

    type: Literal["site_arrival"] = "site_arrival"
    box: str


YardFact = YardReturn | InspectionInstruction | InspectionSlot | SiteArrival
