"""The fields of messages as systems spell them, read leniently: what cannot be kept is refused."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from models.kernel import incoming
from models.kernel.place import Place
from models.kernel.spelling import box_number, code, plain, spelled, wide

_DATE_ONLY = len("2025-09-11")


def instant(text: object) -> datetime:
    """A point in time from ISO 8601; without a zone it is local time in China (domain 6.1).

    Raises:
        ValueError: not a date with a time of day, or a year that no consignment can have.
    """
    if not isinstance(text, str) or len(text) <= _DATE_ONLY:
        raise ValueError(f"{text!r} is not a date with a time of day in ISO 8601")
    return incoming.instant(datetime.fromisoformat(text)).astimezone(UTC)


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
Plain = Annotated[Maybe, AfterValidator(plain)]
"""A number whose form allows letters and digits only; empty when it is not said."""
CODE = BeforeValidator(code)
"""Of a field with a few values: written in capitals and of one width, however it came."""
Code = Annotated[Maybe, CODE]
Letter = Annotated[Number, BeforeValidator(wide)]
"""A status of the single window, whose case counts."""
Amount = incoming.Amount
Instant = Annotated[datetime, BeforeValidator(instant)]


class Data(BaseModel):
    """The data of a message; unknown fields are ignored."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", coerce_numbers_to_str=True, str_strip_whitespace=True
    )

    @field_validator("*", mode="after")
    @classmethod
    def _in_one_spelling(cls, value: object, info: ValidationInfo) -> object:
        return spelled(info.field_name or "", value)


_DATUMS = {"WGS84": "WGS-84", "GCJ02": "GCJ-02"}


def place_of(data: object) -> Place | None:
    """Where it was, as systems spell it; None when that is not told, or cannot be."""
    told = data if isinstance(data, Mapping) else {}
    datum = _DATUMS.get(plain(str(told.get("datum"))), "")
    named = {"lat": told.get("lat"), "lon": told.get("lon"), "datum": datum}
    try:
        return Place.model_validate(named)
    except ValidationError:
        return None
