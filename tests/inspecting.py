"""Inspections that do all that any draw can ask for, for tests that are about another thing."""

from decimal import Decimal

from models.inspection.messages import RecordInspection, RecordMeasurements, SectionLook
from models.kernel.measured import Measurement
from models.rules.rulebook import rulebook
from tests.history import RULEBOOK

SECTIONS = tuple(row.number for row in rulebook(RULEBOOK).sections if row.required)
VALUES = {
    "inclusions": "0.4",
    "total metal": "99.2",
    "coated share": "1.5",
    "moisture": "0.1",
}
"""Within every limit, in percent."""


def looks(*sections: str) -> tuple[SectionLook, ...]:
    """These sections were gone through, and all is well."""
    return tuple(SectionLook(section=section, in_order=True) for section in sections)


def harmless(box: str) -> Measurement:
    """The handheld shows nothing."""
    return Measurement(
        parameter="dose rate",
        value=Decimal("0.11"),
        unit="µSv/h",
        background=Decimal("0.09"),
        box=box,
    )


def measured(box: str) -> tuple[Measurement, ...]:
    """All that is measured in a box that is emptied, and how moist it is."""
    sorted_out = (
        Measurement(parameter=name, value=Decimal(value), unit="%", box=box)
        for name, value in VALUES.items()
    )
    return (harmless(box), *sorted_out)


def worked(officer: str, *boxes: str) -> RecordMeasurements:
    """The same as it is done, without a result."""
    done = conforming(officer, *boxes)
    return RecordMeasurements(
        officer=officer,
        opened=boxes,
        emptied=boxes,
        looks=done.looks,
        readings=done.readings,
    )


def conforming(officer: str, *boxes: str) -> RecordInspection:
    """The boxes were opened and emptied, everything was looked at and measured, all is well."""
    return RecordInspection(
        officer=officer,
        conform=True,
        opened=boxes,
        emptied=boxes,
        looks=looks(*SECTIONS),
        readings=tuple(reading for box in boxes for reading in measured(box)),
    )
