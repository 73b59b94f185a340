"""What a rulebook says of the goods: reasons, limits, and the protocol of their inspection."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.kernel.codes import ReasonCode, ViolationCode
from models.kernel.terms import Disposal, MetalKind, Party, Requirement


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Subcode(_Row):
    """One shape of a defect, written NC-09.FINES, with what is allowed for it."""

    code: str
    title: str
    title_zh: str
    disposals: tuple[Disposal, ...]
    responders: bool = False


class Nonconformance(_Row):
    """A defect of the goods (domain 2): catalogue row.

    `detected` has the stages of domain 2, `default` what usually becomes of the goods (an EMERGENCY
    ends in a return). Treatment asks for more than its being listed in `disposals`: with
    `explicit` for a decision that says so, with `policy` for that policy, with `cure` AMENDMENT
    for an amended declaration. Once it is confirmed the case goes to `refer_to`, if one is named,
    and with `responders` those take over.
    """

    code: ReasonCode
    name: str
    title: str
    title_zh: str
    weight: int
    disposals: tuple[Disposal, ...]
    emergency: bool = False
    default: Literal["RECTIFY", "RETURN", "EMERGENCY"]
    refer_to: str = ""
    detected: tuple[str, ...]
    basis: str
    subcodes: tuple[Subcode, ...] = ()
    explicit: bool = False
    policy: str | None = None
    cure: Literal["AMENDMENT"] | None = None
    responders: bool = False

    def shaped(self, subcode: str) -> "Nonconformance | None":
        """The row as it applies to one of its sub-codes, None when it has no such one."""
        shape = next((row for row in self.subcodes if row.code == subcode), None)
        if shape is None:
            return None
        told = {"disposals": shape.disposals, "responders": shape.responders}
        return self.model_copy(update=told)


class Violation(_Row):
    """A breach of supervision (domain 2, SV list): catalogue row."""

    code: ViolationCode
    title: str
    title_zh: str
    grade: Literal[1, 2]


class Limit(_Row):
    """A measured limit (domain 1.3); readings keep the raw value beside it.

    `category` is how the declared category begins, if the limit is one of its own.
    `above_background` holds the excess over the background against the limit, not the reading.
    """

    parameter: str
    kinds: tuple[MetalKind, ...]
    category: str | None = None
    unit: str
    operator: Literal["<=", ">=", "<", ">"]
    limit: Decimal
    reason: str
    above_background: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    source: str
    confidence: Literal["H", "M", "L"]

    def applies(self, parameter: str, kind: MetalKind, category: str, day: date) -> bool:
        """Whether the limit concerns that parameter of those goods on that day."""
        started = self.valid_from is None or self.valid_from <= day
        ended = self.valid_to is not None and day > self.valid_to
        concerned = self.parameter == parameter and kind in self.kinds
        return concerned and category.startswith(self.category or "") and started and not ended


class Approximation(_Row):
    """A unit that is taken for another one, `factor` of it, and why that is only nearly true."""

    unit: str
    counts_as: str
    factor: Decimal = Decimal(1)
    note: str


class Doubt(_Row):
    """The reason that a reading in such a unit is suspected of when it is not understood."""

    unit: str
    reason: str


class RadiationRules(_Row):
    """What a report of radiation is held against beside its limit [prop].

    More neutrons a second than `neutrons_above` are an alarm, whatever the portal says. A
    background counts as `highest_background` (µGy/h) at the most: no natural one is higher.
    """

    neutrons_above: Decimal = Decimal(0)
    highest_background: Decimal = Decimal("0.3")


class OwedReading(_Row):
    """A parameter that is measured in every box that was drawn for this, of these kinds of goods.

    Of what is sampled it is the laboratory that measures.
    """

    parameter: str
    of: Literal["opened", "emptied", "sampled"]
    kinds: tuple[MetalKind, ...] = tuple(MetalKind)


class Section(_Row):
    """One section of the inspection protocols SN/T (domain 1.5), in whose order is inspected.

    `required`: goods conform only when somebody has looked at it or measured for it, in every box
    that was drawn to be opened if it is part of the inspection on site. `owed` are the readings
    that goods conform only with [prop].
    """

    number: str
    part: Literal["general", "on-site", "laboratory"]
    title: str
    title_zh: str
    looked_at: tuple[str, ...]
    parameters: tuple[str, ...]
    reasons: tuple[str, ...]
    required: bool = False
    owed: tuple[OwedReading, ...] = ()


class WaiverRule(_Row):
    """Who may go without one of the things that conformity asks for [prop]; none named, nobody.

    With `approver` somebody else beside the officer must allow it.
    """

    requirement: Requirement
    waived_by: tuple[Party, ...] = ()
    approver: bool = False
    source: str
    confidence: Literal["H", "M", "L"]
