"""How the data of a message is read, and the shapes that more than one system uses.

Lenient: unknown fields are ignored, and only what the fact cannot do without is required.
"""

from collections.abc import Callable
from typing import TypeVar

from models.fields import Box, Data, Instant
from models.messages import Fact

Meaning = Callable[[object], Fact]
"""Reads the data of one message; raises ValueError when it cannot be translated."""

D = TypeVar("D", bound=Data)


def read(shape: type[D], fact: Callable[[D], Fact]) -> Meaning:
    """Reads the fields as the system spells them, and makes the fact of them."""
    return lambda data: fact(shape.model_validate(data))


class Nothing(Data):
    """A message whose type says it all."""


class OfBox(Data):
    """Something that happened to one box."""

    container_no: Box


class Slot(Data):
    """An instant that was agreed on."""

    slot: Instant
