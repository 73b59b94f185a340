"""Any message that a consignment can be told, made from the fields that its model declares.

A new fact or command joins by itself. What is chosen among is chosen by the given random source.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from random import Random
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from models.kernel.message import Command
from models.process.messages import COMMANDS, FACTS, TOLD

TOLD_BY_US: tuple[type[BaseModel], ...] = tuple(TOLD.values())
ALL: tuple[type[BaseModel], ...] = (*FACTS, *COMMANDS.values(), *TOLD_BY_US)
_TRIES = 200


class Anything:
    """Makes messages about one box, at one instant."""

    def __init__(self, chance: Random, box: str, now: datetime) -> None:
        self._chance, self._now = chance, now
        self._named: Mapping[str, object] = {
            "box": box,
            "boxes": (box,),
            "officer": "Lin",
            "role": None,
            "sha256": "0" * 64,
        }
        self._simple: Mapping[object, object] = {
            str: "text",
            int: 3,
            bool: True,
            Decimal: Decimal("0.10"),
            datetime: now,
            date: now.date(),
            NoneType: None,
        }

    def of(self, kind: type[BaseModel]) -> Any:
        """A message of this kind that its model takes."""
        for _ in range(_TRIES):
            try:
                return kind.model_validate(self._fields(kind))
            except ValidationError as error:
                refused = error
        raise AssertionError(f"no {kind.__name__} was made: {refused}")

    def _fields(self, kind: type[BaseModel]) -> dict[str, object]:
        return {
            name: self._named[name] if name in self._named else self._value(field.annotation)
            for name, field in kind.model_fields.items()
        }

    def _value(self, shape: Any) -> object:
        if shape in self._simple:
            return self._simple[shape]
        origin, inner = get_origin(shape), get_args(shape)
        if origin is Annotated:
            return self._value(inner[0])
        if origin is Literal:
            return self._chance.choice(inner)
        if origin in (Union, UnionType):
            return self._value(self._chance.choice(inner))
        if origin is tuple:
            return (self._value(inner[0]),)
        if issubclass(shape, Enum):
            return self._chance.choice(list(shape))
        return self.of(shape)


def verb(kind: type[BaseModel]) -> str:
    """The name of the Update that brings it."""
    if issubclass(kind, Command):
        return kind.verb
    return next((name for name, told in TOLD.items() if told is kind), "report")
