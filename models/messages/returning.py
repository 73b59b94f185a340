"""The way of returned goods."""

from typing import Literal

from models.messages.message import Command, Message


class ReturnPlan(Message):
    """Carrier and booking of the return."""

    type: Literal["return_plan"] = "return_plan"
    carrier: str
    booking: str


class ReturnDeparture(Message):
    """The boxes left the enterprise on their way back."""

    type: Literal["return_departure"] = "return_departure"


class ReturnGateIn(Message):
    """A returned box passed the port gate."""

    type: Literal["return_gate_in"] = "return_gate_in"
    box: str


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
    reason: str


ReturningFact = ReturnPlan | ReturnDeparture | ReturnGateIn | ReturnLoading | ReturnExit
