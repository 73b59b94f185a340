"""What an import would do: which consignments are new, known as they are, or known differently."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import NamedTuple

from models.consignment.registration import BoxRegistration, Registration
from models.rules.calendar import minute_in_china


class RegistrationDifference(NamedTuple):
    """One particular in which the file contradicts what is known."""

    tracking_no: str
    column: str
    known: str
    found: str


@dataclass(frozen=True)
class Preview:
    """Tracking numbers by what would become of them, and how those that differ do."""

    fresh: tuple[str, ...]
    same: tuple[str, ...]
    different: tuple[str, ...]
    differences: tuple[RegistrationDifference, ...]


def preview(found: Sequence[Registration], known: Mapping[str, Registration]) -> Preview:
    """Compare what a file says with what is known."""
    differences = [
        each
        for registration in found
        if registration.tracking_no in known
        for each in _compared(known[registration.tracking_no], registration)
    ]
    differing = {each.tracking_no for each in differences}
    numbers = [registration.tracking_no for registration in found]
    return Preview(
        fresh=tuple(number for number in numbers if number not in known),
        same=tuple(number for number in numbers if number in known and number not in differing),
        different=tuple(number for number in numbers if number in differing),
        differences=tuple(differences),
    )


def _compared(known: Registration, found: Registration) -> Iterator[RegistrationDifference]:
    for name in Registration.model_fields:
        one, other = getattr(known, name), getattr(found, name)
        if name != "boxes" and one != other:
            yield RegistrationDifference(found.tracking_no, name, _text(one), _text(other))
    for number, (mine, theirs) in enumerate(zip_longest(known.boxes, found.boxes), start=1):
        if mine != theirs:
            yield RegistrationDifference(
                found.tracking_no, f"boxes[{number}]", _box(mine), _box(theirs)
            )


def _box(box: BoxRegistration | None) -> str:
    return "-" if box is None else f"{box.number} {box.seal} {box.net_weight_kg} kg"


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return minute_in_china(value)
    return str(value)
