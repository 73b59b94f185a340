"""What all events have in common."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Body(BaseModel):
    """What an event says; `type` is its stable name, `box` the container it concerns, if one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: ClassVar[int] = 1
    beside: ClassVar[frozenset[str]] = frozenset()
    """What may be read of the same happening in one report and not in another."""

    type: str


class Issuing(Body):
    """A decision that customs put in writing, under the number of that document."""

    document: str = ""


class BoxBody(Body):
    """What an event says of one box."""

    box: str


class DeadlineBody(Body):
    """What an event says of a deadline, of the consignment or of one box."""

    deadline: str
    box: str | None = None
