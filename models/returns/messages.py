"""The way of returned goods."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from models.consignment.state import State
from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.message import EXAMPLE_BOX, Command, Message, Quantity, fields
from models.kernel.terms import Party, Petition
from models.returns.events import (
    ReturnApplied,
    ReturnDeparted,
    ReturnExited,
    ReturnGatedIn,
    ReturnGatedOut,
    ReturnLoaded,
    ReturnPlanned,
    ReturnSealed,
)


class OrderReturn(Command):
    """Order the goods out of the country."""

    verb = "order_return"
    label = Text("责令退运", "order the return")
    given_by = (Party.INSPECTION_LEAD,)
    example = fields(reason="source found")

    reason: Prose


class DecideReturnApplication(Command):
    """Decide on the application to send the goods back."""

    verb = "decide_return_application"
    label = Text("决定退运申请", "decide on an application for return")
    given_by = (Party.INSPECTION_LEAD,)
    example = fields(decision="APPROVE", reason="the supplier shipped the wrong lot")

    decision: Petition
    reason: Prose = ""


class CallOffReturnTruck(Command):
    """Call off the truck back of a box, because its goods are destroyed instead of returned."""

    verb = "call_off_return_truck"
    label = Text("取消回程车辆", "call off the truck back")
    given_by = (Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER)
    example = fields(box=EXAMPLE_BOX, reason="the goods are destroyed instead")

    box: str
    reason: Prose


class AcceptReturn(Command):
    """Accept a returned box that does not match, because the difference is explained."""

    verb = "accept_return"
    label = Text("接受退运箱", "accept a returned box")
    given_by = (Party.CHECKPOINT_OFFICER,)
    example = fields(box=EXAMPLE_BOX, reason="weighed with the trailer; weighed again without")

    box: str
    reason: Prose


YUAN = "CNY"


def _fined(state: State) -> list[str]:
    return [row.topic for row in state.rules.consequences if row.grounds]


_A_VALUE = Decimal(1_000_000)


def _least(state: State) -> list[str]:
    """What each topic comes to at the least."""
    goods = state.registration
    value = goods.value if goods.currency == YUAN else _A_VALUE
    found = [row.fine.within(value)[0] for row in state.rules.consequences if row.fine]
    return [f"{amount:.2f}" for amount in found]


def _worth(state: State) -> list[str | None]:
    """Goods that are declared in another currency have no value in yuan yet."""
    return [None] if state.registration.currency == YUAN else [f"{_A_VALUE:f}"]


class DecidePenalty(Command):
    """Decide the penalty, under a topic of the law; without one, for goods ordered to return.

    `value_cny` is what the goods concerned are worth: without it all of the consignment counts.
    """

    verb = "decide_penalty"
    label = Text("作出处罚决定", "decide the penalty")
    given_by = (Party.DIVISION,)
    choices = fields(topic=_fined)
    suggestions = fields(amount_cny=_least, value_cny=_worth)
    example = fields(amount_cny="500000", reason="solid waste, article 115")

    topic: str = ""
    amount_cny: Annotated[Quantity, Field(ge=0)]
    value_cny: Annotated[Quantity, Field(gt=0)] | None = None
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
    cameras: tuple[str, ...] = ()


ReturningFact = (
    ReturnApplied
    | ReturnPlanned
    | ReturnSealed
    | ReturnDeparted
    | ReturnGatedOut
    | ReturnGatedIn
    | ReturnLoaded
    | ReturnExited
)
ReturningStep = ReturnTripAnswered

COMMANDS: tuple[type[Command], ...] = (
    OrderReturn,
    DecideReturnApplication,
    CallOffReturnTruck,
    AcceptReturn,
    DecidePenalty,
)
