"""One example of every event, made from the fields that its body declares."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from models.kernel.event_body import Body
from models.process.event_registry import BODIES
from tests.history import RULEBOOK, sample_registration
from tests.models.stories import BOX

AN_INSTANT = datetime(2025, 10, 1, 8, 30, tzinfo=UTC)
_REAL: Mapping[str, str] = {"box": BOX, "rulebook": RULEBOOK}
_SIMPLE: Mapping[object, object] = {
    UUID: UUID("6f0a3a0e-5d52-5f0b-9d0e-0f6c5a2e7b11"),
    str: "text",
    int: 3,
    bool: True,
    Decimal: Decimal("0.10"),
    datetime: AN_INSTANT,
    AwareDatetime: AN_INSTANT,
    date: AN_INSTANT.date(),
}


def examples() -> dict[type[Body], Body]:
    """An example of every event, by its kind."""
    return {kind: _example(kind) for kind in BODIES}


def _example(kind: type[BaseModel]) -> Any:
    if kind.__name__ == "Registration":
        return sample_registration(1)
    values = {name: _field(name, field) for name, field in kind.model_fields.items()}
    return kind.model_validate(values)


def _field(name: str, field: FieldInfo) -> object:
    if field.examples:
        return field.examples[0]
    return _REAL[name] if name in _REAL else _value(field.annotation)


def _value(shape: Any) -> object:
    if shape in _SIMPLE:
        return _SIMPLE[shape]
    if get_origin(shape) is Annotated:
        return _value(get_args(shape)[0])
    if get_origin(shape) is Literal:
        return get_args(shape)[0]
    if get_origin(shape) in (Union, UnionType):
        return _value(next(arm for arm in get_args(shape) if arm is not NoneType))
    if get_origin(shape) is tuple:
        parts = get_args(shape)
        return tuple(map(_value, parts[:1] if parts[-1] is Ellipsis else parts))
    if get_origin(shape) is dict:
        return {_value(key): _value(value) for key, value in (get_args(shape),)}
    if hasattr(shape, "_fields"):
        return shape(*(_value(part) for part in get_type_hints(shape).values()))
    if issubclass(shape, Enum):
        return next(iter(shape))
    return _example(shape)
