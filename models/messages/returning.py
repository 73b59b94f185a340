"""The way of returned goods."""

from typing import Annotated, Literal

from pydantic import Field

from models.incoming import Prose
from models.messages.message import Command, Message, Quantity
from models.terms import Petition


class ReturnApplication(Message):
    """The enterprise asks to send the goods back."""

    type: Literal["return_application"] = "return_application"
    reason: Prose = ""


class ReturnPlan(Message):
    """Carrier and booking of the return."""

    type: Literal["return_plan"] = "return_plan"
    carrier: str
    booking: str


class ReturnDeparture(Message):
    """The boxes left the enterprise on their way back."""

    type: Literal["return_departure"] = "return_departure"


class ReturnSealing(Message):
    """A box was repacked and sealed for its way back; gross kilograms."""

    type: Literal["return_sealing"] = "return_sealing"
    box: str
    seal_no: str
    gross_kg: Quantity


class ReturnGateOut(Message):
    """A returned box left the enterprise."""

    type: Literal["return_gate_out"] = "return_gate_out"
    box: str
    plate: str = ""
    trailer: str = ""
    driver: str = ""
    lock_no: str = ""
    locked: bool = True
    seals: tuple[str, ...] = ()


class ReturnGateIn(Message):
    """A returned box passed the port gate: what was seen and weighed there, gross kilograms."""

    type: Literal["return_gate_in"] = "return_gate_in"
    box: str
    plate: str = ""
    trailer: str = ""
    driver: str = ""
    seals: tuple[str, ...] = ()
    gross_kg: Quantity | None = None


class ReturnLoading(Message):
    """The returned boxes are on board."""

    type: Literal["return_loading"] = "return_loading"
    vessel: str


class ReturnExit(Message):
    """The vessel with the returned boxes left."""

    type: Literal["return_exit"] = "return_exit"
    vessel: str


class OrderReturn(Command):
    """Order the goods out of the country."""

    verb = "order_return"
    reason: Prose


class DecideReturnApplication(Command):
    """Decide on the application to send the goods back."""

    verb = "decide_return_application"
    decision: Petition
    reason: Prose = ""


class AcceptReturn(Command):
    """Accept a returned box that does not match, because the difference is explained."""

    verb = "accept_return"
    box: str
    reason: Prose


class DecidePenalty(Command):
    """Decide the penalty, under a topic of the law; without one, for goods ordered to return."""

    verb = "decide_penalty"
    topic: str = ""
    amount_cny: Annotated[Quantity, Field(ge=0)]
    reason: Prose


class ReturnTripAnswered(Message):
    """The checkpoint system assigned truck, lock and planned drive (minutes) for the way back."""

    box: str
    trip_no: str
    plate: str
    trailer: str = ""
    driver: str = ""
    haulier: str = ""
    lock_no: str
    planned_drive_minutes: int


ReturningFact = (
    ReturnApplication
    | ReturnPlan
    | ReturnSealing
    | ReturnDeparture
    | ReturnGateOut
    | ReturnGateIn
    | ReturnLoading
    | ReturnExit
)
ReturningStep = ReturnTripAnswered
