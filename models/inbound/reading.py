"""How the data of a message is read, and the shapes that more than one system uses.

Lenient: unknown fields are ignored, and only what the fact cannot do without is required.
"""

from collections.abc import Callable
from typing import Any, cast

from pydantic import Field

from models.inbound.wire_fields import Amount, Box, Data, Instant, Maybe, Number, Text
from models.kernel.event_body import Body, reported
from models.kernel.message import RawFact
from models.process.messages import Fact

FactKind = type[Body | RawFact]


def _never(_: object) -> bool:
    return False


class Translation:
    """What the data of a message type mean: their shape, and the facts that they can become.

    A shape spells its fields as the fact does, with the system's own spelling as an alias. Where a
    fact is not a copy of the fields, or one of several, `make` makes it. `danger` says of a fact
    that people must hear of it at once, also when nobody knows which consignment it is about.
    """

    def __init__(
        self,
        shape: type[Data],
        *facts: FactKind,
        make: Callable[[Any], Fact] | None = None,
        danger: Callable[[Any], bool] = _never,
    ) -> None:
        self._shape, self.facts, self._make, self.danger = shape, facts, make, danger

    def fact(self, data: object) -> Fact:
        """The fact that the data state, in the form in which it is recorded.

        Raises:
            ValueError: the data cannot be translated.
        """
        said = self._shape.model_validate(data)
        return reported(self._make(said) if self._make is not None else self._copied(said))

    def _copied(self, said: Data) -> Fact:
        (kind,) = self.facts
        return cast("Fact", kind.model_validate(said.model_dump()))


class NoContent(Data):
    """A message whose type says it all."""


class OfBox(Data):
    """Something that happened to one box."""

    box: Box = Field(validation_alias="container_no")


class Measured(Data):
    """One value of a report or of a paper."""

    parameter: Number
    value: Amount
    unit: Text
    instrument: Maybe = ""
    background: Amount | None = None
    uncertainty: Amount | None = None
    at: Instant | None = None
    box: Box | None = Field(None, validation_alias="container_no")


class Slot(Data):
    """An instant that was agreed on."""

    slot: Instant
