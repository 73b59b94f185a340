"""The fields of messages as systems spell them, read leniently: what cannot be kept is refused."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
)

from models import incoming

_DATE_ONLY = len("2025-09-11")


def instant(text: object) -> datetime:
    """A point in time from ISO 8601; without a zone it is local time in China (domain 6.1).

    Raises:
        ValueError: not a date with a time of day, or a year that no consignment can have.
    """
    if not isinstance(text, str) or len(text) <= _DATE_ONLY:
        raise ValueError(f"{text!r} is not a date with a time of day in ISO 8601")
    return incoming.instant(datetime.fromisoformat(text)).astimezone(UTC)


def box_number(text: str) -> str:
    """A container number without the spaces and hyphens it is often printed with."""
    return "".join(char for char in text.upper() if char not in " -")


def _storable(text: str) -> str:
    """Refuse what neither the ledger nor PostgreSQL can keep."""
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("it contains U+0000 or half a surrogate pair")
    return text


def _or_nothing(value: object) -> object:
    return "" if value is None else value


Text = Annotated[str, AfterValidator(_storable)]
Number = Annotated[Text, StringConstraints(min_length=1, max_length=64)]
Maybe = Annotated[Text, BeforeValidator(_or_nothing)]
Box = Annotated[Text, AfterValidator(box_number), StringConstraints(min_length=1, max_length=64)]
Amount = incoming.Amount
Instant = Annotated[datetime, BeforeValidator(instant)]


class Data(BaseModel):
    """The data of a message; unknown fields are ignored."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", coerce_numbers_to_str=True, str_strip_whitespace=True
    )
