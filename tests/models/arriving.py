"""Everything that can arrive from outside, found by reflection, with values at their edges."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import chain
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from models.consignment.registration import Registration
from models.enterprise import messages as of_enterprise
from models.execution.activity_io import AssignedTrip, ControlInstruction, Permission
from models.kernel.incoming import TextKind, named
from models.process.messages import COMMANDS, TOLD, Report
from tests.models.stories import BOX

ROOTS: tuple[type[BaseModel], ...] = (
    *COMMANDS.values(),
    *TOLD.values(),
    Report,
    *of_enterprise.COMMANDS.values(),
    of_enterprise.ViolationNotice,
    Registration,
    ControlInstruction,
    Permission,
    AssignedTrip,
)

TEXTS = ("a" * 200, "铜" * 200, "𠮷\ue000 'x' \\ \"<&>", "ﷺ" * 100)
PROSE = ("r" * 4_000, "line\nbreak\ttab", "👩\u200d🔬", "\u00a0\u3000")
NUMBERS = tuple(
    map(Decimal, ("0", "-0", "1E-40", "9" * 15, "0." + "3" * 28, "-1", "0.10", "1E+14", "100"))
)
INSTANTS = (
    datetime(2000, 1, 1),  # noqa: DTZ001 - without a zone it is in China
    datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime.fromisoformat("2099-12-31T23:59:59-12:00"),
    datetime.fromisoformat("2000-01-01T00:00:00+14:00"),
    datetime(2025, 10, 1, 8, 30, tzinfo=UTC),
)
DAYS = (date(1900, 1, 1), date(2199, 12, 31), date(2025, 10, 1))
_GIVEN = {"sha256": "0" * 64, "percent": 50, "hours": 24}
_NAMED = {
    "box": (BOX,),
    "reason": ("NC-09", "NC-12", "because"),
    "deadline": ("D01", "D06", "D16"),
    "parameter": ("moisture", "dose rate", "fines"),
    "code": ("SV-12", "NC-09"),
}
"""Words that mean something to the rules, so that a value gets further than the first look."""


def models_of(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model, and every model in its fields."""
    yield kind
    for field in kind.model_fields.values():
        for inner in _parts(field.annotation):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from models_of(inner)


def arriving() -> list[type[BaseModel]]:
    """Every model that arrives, or is in one that does."""
    return sorted({each for root in ROOTS for each in models_of(root)}, key=lambda k: k.__name__)


def _parts(shape: Any) -> Iterator[Any]:
    inner = get_args(shape)
    yield from (each for part in inner for each in _parts(part)) if inner else (shape,)


def takes(field: FieldInfo, kind: type) -> bool:
    """Whether a field takes plain values of a type."""
    return kind in set(_parts(field.annotation))


def is_prose(field: FieldInfo) -> bool:
    """Whether a field takes free text."""
    return TextKind.PROSE in (*field.metadata, *_parts(field.annotation))


@cache
def accepted(kind: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Messages of a kind with values at their edges: each is accepted."""
    fields = {name: _field(name, field) for name, field in kind.model_fields.items()}
    return st.fixed_dictionaries(fields).map(kind.model_validate)


def _field(name: str, field: FieldInfo) -> st.SearchStrategy[Any]:
    if name in _GIVEN:
        return st.just(_GIVEN[name])
    if field.examples:
        # Of a form that no word has by chance.
        return st.sampled_from(field.examples)
    words = (*TEXTS, *PROSE) if is_prose(field) else TEXTS
    hints = _NAMED.get(name, ())
    shape = _shape(
        field.annotation, (*words, *hints), least=any("min" in str(each) for each in field.metadata)
    )
    return shape.filter(lambda value: _fits(value, field))


def _fits(value: Any, field: FieldInfo) -> bool:
    """Within the bounds that the field states; what must be named is no blank."""
    inner = (part.metadata for part in _parts(field.annotation) if isinstance(part, FieldInfo))
    for each in (*field.metadata, *chain.from_iterable(inner)):
        if getattr(each, "func", None) is named and not value.strip():
            return False
        if isinstance(value, Decimal | int) and (
            (hasattr(each, "ge") and value < each.ge)
            or (hasattr(each, "gt") and value <= each.gt)
            or (hasattr(each, "le") and value > each.le)
        ):
            return False
    return True


def _shape(shape: Any, words: tuple[str, ...], *, least: bool = False) -> st.SearchStrategy[Any]:
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: st.sampled_from(words),
        bool: st.booleans(),
        int: st.sampled_from([0, 1, 90, 1_000_000]),
        Decimal: st.sampled_from(NUMBERS),
        datetime: st.sampled_from(INSTANTS),
        date: st.sampled_from(DAYS),
        NoneType: st.none(),
    }
    if shape in simple:
        return simple[shape]
    origin, inner = get_origin(shape), get_args(shape)
    if origin is Annotated:
        return _shape(inner[0], words, least=least)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, UnionType):
        return st.one_of([_shape(each, words) for each in inner])
    if origin is tuple:
        return st.lists(_shape(inner[0], words), min_size=int(least), max_size=2).map(tuple)
    if issubclass(shape, Enum):
        return st.sampled_from(shape)
    return accepted(shape)
