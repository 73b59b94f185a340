"""Validates what arrives from outside: texts, numbers, instants, days that can be recorded.

Whatever reaches the tracker is an `Incoming` value: commands, reports, registrations, answers. Each
field is examined when the value is made, so that nothing is accepted that the ledger, PostgreSQL
or arithmetic could break on later (decisions/0031), and that a number has one spelling, however it
was written (decisions/0042). A new message is covered by being one; a fact
that is the body of an event is examined where it is reported (decisions/0038).
"""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, ClassVar, NamedTuple, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from models.kernel.clock import CHINA
from models.kernel.spelling import spelled

M = TypeVar("M", bound=BaseModel)


class _Limit(NamedTuple):
    longest: int
    allowed: str = ""
    raw: bool = False


class TextKind(Enum):
    """What a text is for, which says how long it may be and which invisible signs it may hold."""

    LINE = _Limit(200)
    """A number, a code, a name: one line."""
    PROSE = _Limit(4_000, "\n\t\u200c\u200d")
    """Free text: has line breaks, and the joiners that some scripts need."""
    RAW = _Limit(66_000, raw=True)
    """Something quoted whole, such as a message nobody understands: whatever can be stored."""


MOST_ITEMS = 1_000
"""How many items a list may have."""
LARGEST_NUMBER = 1_000_000
"""Whole numbers count levels, minutes, hours, boxes."""

_FIRST = datetime(1999, 12, 31, 10, tzinfo=UTC)
_END = datetime(2100, 1, 1, 12, tzinfo=UTC)
"""The years 2000 to 2099 wherever on earth somebody's clock stands."""
_DAYS = (date(1900, 1, 1), date(2199, 12, 31))
# Decimals are computed with 28 digits: what has more would be rounded in silence.
_DIGITS, _LARGEST_EXPONENT, _SMALLEST_EXPONENT = 28, 14, -40
_SHOWN = 60


def instant(time: datetime) -> datetime:
    """A point in time that every deadline can be counted from; without a zone, in China (6.1).

    Raises:
        PydanticCustomError: it is not in one of the years 2000 to 2099.
    """
    aware = time if time.tzinfo else time.replace(tzinfo=CHINA)
    # Zones may differ by more than the days at the ends of the calendar have.
    if not 1 < aware.year < 9999 or not _FIRST <= aware < _END:  # noqa: PLR2004 - the calendar's
        raise _unfit("the year of {value} is not between 2000 and 2099: correct the date", time)
    return aware


def day(value: date) -> date:
    """A day that spans can be counted from.

    Raises:
        PydanticCustomError: it lies beyond any document's life.
    """
    if not _DAYS[0] <= value <= _DAYS[1]:
        raise _unfit("the year of {value} is not between 1900 and 2199: correct the date", value)
    return value


def quantity(value: Decimal) -> Decimal:
    """A number that can be computed with and written exactly; a zero has no sign.

    Raises:
        PydanticCustomError: it is infinite or no number, too large, too small, or too long.
    """
    if not value.is_finite():
        raise _unfit("{value} is not a number: leave it out if it is not known", value)
    if not value:
        return abs(value)
    digits, exponent = len(value.as_tuple().digits), int(value.as_tuple().exponent)
    if digits > _DIGITS:
        raise _unfit("{value} has more than 28 digits: round it", value)
    if value.adjusted() > _LARGEST_EXPONENT or exponent < _SMALLEST_EXPONENT:
        raise _unfit("{value} is 10^15 or more, or has over 40 decimals: correct it", value)
    return value


def text(value: str, kind: TextKind = TextKind.LINE) -> str:
    """A text that can be stored, shown and printed.

    Raises:
        PydanticCustomError: it is too long for its kind, or holds a sign that it may not hold.
    """
    limit = kind.value
    if kind is TextKind.PROSE and "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if len(value) > limit.longest:
        longest = f"has {len(value):,} characters, more than {limit.longest:,}: shorten it"
        raise _unfit(f"{{value}} {longest}", value)
    # Nearly every text is of this sort, and each field of each message is looked at.
    if value.isprintable():
        return value
    bad = next((sign for sign in value if _forbidden(sign, limit)), None)
    if bad is not None:
        sign = f"U+{ord(bad):04X}, {_NAMES.get(unicodedata.category(bad), 'no printable sign')}"
        raise _unfit(f"{{value}} contains {sign}: take it out", value)
    return value


_NAMES = {
    "Cc": "a control character",
    "Cf": "an invisible sign",
    "Cs": "half a surrogate pair",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}


def _forbidden(sign: str, limit: _Limit) -> bool:
    if sign == "\x00" or "\ud800" <= sign <= "\udfff":
        return True
    if limit.raw or sign.isprintable() or sign in limit.allowed:
        return False
    # Blanks of other scripts are blanks; what Unicode has yet to name, somebody may use already.
    return unicodedata.category(sign) not in {"Zs", "Co", "Cn"} or ord(sign) & 0xFFFE == 0xFFFE  # noqa: PLR2004 - the non-characters


def escaped(value: object, longest: int = _SHOWN) -> str:
    """A value as an error shows it: short, and nothing in it that a terminal would obey."""
    shown = value if isinstance(value, str) else str(value)
    shown = shown if len(shown) <= longest else f"{shown[:longest]}…"
    return ascii(shown) if any("\ud800" <= sign <= "\udfff" for sign in shown) else repr(shown)


def _unfit(why: str, value: object) -> PydanticCustomError:
    # The sentences are ours, only a number or the name of a sign is filled in.
    return PydanticCustomError("not_recordable", why, {"value": escaped(value)})


def cleaned(value: object) -> object:
    """What a system or a library said, made fit to be recorded: signs escaped, the rest cut off."""
    if not isinstance(value, str):
        return value
    limit = TextKind.PROSE.value
    shown = "".join(
        sign.encode("unicode_escape").decode() if _forbidden(sign, limit) else sign
        for sign in value[: limit.longest]
    )
    return shown if len(shown) <= limit.longest else f"{shown[: limit.longest - 1]}…"


Instant = Annotated[datetime, AfterValidator(instant)]
Quantity = Annotated[Decimal, AfterValidator(quantity)]
Prose = Annotated[str, TextKind.PROSE]
Raw = Annotated[str, TextKind.RAW]
Quoted = Annotated[str, BeforeValidator(cleaned), TextKind.PROSE]
"""What somebody else's software says in its own words: never refused, but cleaned."""
Amount = Annotated[Quantity, Field(ge=0)]
Share = Annotated[Quantity, Field(ge=0, le=1)]


def named(value: str) -> str:
    """A name or a number that says something.

    Raises:
        PydanticCustomError: it is blank.
    """
    if not value.strip():
        raise _unfit("{value} is blank: fill it in", value)
    return value


Name = Annotated[str, AfterValidator(named)]
"""What must be said: nobody is found, asked or judged by a blank."""


class Incoming(BaseModel):
    """A value from outside; each of its fields can be recorded."""

    model_config = ConfigDict(frozen=True)
    spelled_as: ClassVar[Mapping[str, str]] = {}
    """Fields that are spelled as those of another name are (`spelling.SPELLED`)."""

    @field_validator("*", mode="after")
    @classmethod
    def _can_be_kept(cls, value: object, info: ValidationInfo) -> object:
        name = info.field_name or ""
        return spelled(cls.spelled_as.get(name, name), _kept(value, _kind(cls, name)))


def recordable(model: M) -> M:
    """A model of whatever kind, each of its fields as it can be recorded.

    Raises:
        PydanticCustomError: names the field that cannot be.
    """
    if isinstance(model, Incoming):
        return model
    kept = {name: _field(type(model), name, value) for name, value in model}
    changed = {name: value for name, value in kept.items() if value is not getattr(model, name)}
    return model.model_copy(update=changed) if changed else model


def _field(model: type[BaseModel], name: str, value: object) -> object:
    try:
        return spelled(name, _kept(value, _kind(model, name)))
    except PydanticCustomError as error:
        template = f"{name}: {error.message_template}"
        raise PydanticCustomError("not_recordable", template, error.context) from None


@cache
def _kind(model: type[BaseModel], name: str) -> TextKind:
    """What the texts of a field are for."""
    field = model.model_fields[name]
    marks = (*field.metadata, *_marks(field.annotation))
    return next((mark for mark in marks if isinstance(mark, TextKind)), TextKind.LINE)


def _marks(annotation: object) -> Iterator[object]:
    """Whatever an annotation is marked with, also within a union or a list."""
    for part in get_args(annotation):
        yield part
        yield from _marks(part)


def _kept(value: object, kind: TextKind) -> object:
    match value:
        case None | bool() | Enum() | BaseModel():
            # An enumeration knows its values, and a model has looked at its own.
            return value
        case str():
            return text(value, kind)
        case Decimal():
            return quantity(value)
        case datetime():
            return instant(value)
        case date():
            return day(value)
        case int():
            return _whole(value)
        case tuple():
            return tuple(_kept(each, kind) for each in _few(value))
        case _:
            raise _unfit("{value} is of a kind that cannot be recorded", value)


def _whole(value: int) -> int:
    if abs(value) > LARGEST_NUMBER:
        raise _unfit("{value} is more than a million: correct it", value)
    return value


def _few(items: tuple[object, ...]) -> tuple[object, ...]:
    if len(items) > MOST_ITEMS:
        raise _unfit(
            f"{{value}} items are more than {MOST_ITEMS:,}: send them in parts", len(items)
        )
    return items
