"""What every system says and is told in the same way: messages, happenings, problems."""

from decimal import Decimal
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

Number = Annotated[str, StringConstraints(min_length=1, max_length=64, strip_whitespace=True)]
BoxNumber = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}[UJZ]\d{7}$")]
Kilograms = Annotated[Decimal, Field(ge=0, le=1_000_000)]
"""A mass; a decimal string on the wire, so that nobody reads it as a float."""


class Wire(BaseModel):
    """A frozen model that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WireMessage(Wire):
    """One thing that happened, as it is pushed to the gateway and as it is pulled."""

    id: str
    system: str
    type: str
    time: AwareDatetime
    data: dict[str, JsonValue]


class DeliveryWish(Wire):
    """How the world lets the message travel."""

    lose: bool = Field(default=False, description="not pushed, though it can be pulled")
    hide: bool = Field(
        default=False,
        description="not entered into the system at all; post it again without `hide` later",
    )
    copies: int = Field(default=1, ge=1, le=100, description="how often it is pushed")


class HappeningRequest(Wire):
    """What the world tells a system: this happened, then."""

    type: str
    time: AwareDatetime
    data: dict[str, JsonValue]
    delivery: DeliveryWish = DeliveryWish()


class MessageReceipt(WireMessage):
    """The stored message and what became of its webhook."""

    delivered: bool
    reason: str | None = Field(default=None, description="why it was not delivered")
    answer: JsonValue = Field(default=None, description="what the gateway answered")


class MessagePage(Wire):
    """A page of what a system has said; ask again with the cursor."""

    messages: list[WireMessage]
    cursor: str


class Problem(Wire):
    """Every refusal: what is wrong, and what to do."""

    error: str
    fix: str


class SystemHealth(Wire):
    """A living system."""

    system: str
    status: str = "ok"
    messages: int
