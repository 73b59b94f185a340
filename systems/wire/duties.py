"""Wire models of what a system has on record of the duties of an enterprise."""

from typing import Literal

from pydantic import AwareDatetime, Field

from systems.wire.message import Number, Wire

Duty = Literal[
    "SITE_CHECK", "DECISION", "RENEWAL", "AUDIT", "DRILL", "REINSTATEMENT", "STOCK_COUNT"
]


class DutyTime(Wire):
    """When it was done, under which number it is on record."""

    at: AwareDatetime
    number: Number


class DutyDone(DutyTime):
    """A duty that was done."""

    kind: Duty


class DutiesDone(Wire):
    """What is on record of one duty."""

    done: list[DutyTime] = Field(default_factory=list)


class DutyRecords(Wire):
    """All that is on record of an enterprise."""

    done: list[DutyDone] = Field(default_factory=list)
