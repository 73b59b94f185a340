"""The legal instruments behind the rules (domain 1.2), as an effective-dated register.

Data in `rulebooks/instruments.json`; `rulebooks/sources.json` says where each was read.
"""

from datetime import date
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter

from models.kernel.terms import MetalKind
from models.rules.rulebook_loader import folder

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A day, or only the month or the year where no more is known; compares as text."""

Confidence = Literal["H", "M", "L"]


class Instrument(BaseModel):
    """An announcement, order, law or protocol; `kinds` for a protocol of inspection."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    title_zh: str
    since: Day | None
    until: Day | None
    changes: str
    changes_zh: str
    source: str
    confidence: Confidence
    kinds: tuple[MetalKind, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether it applied on a day, as far as its days are known."""
        began = self.since is None or self.since <= day.isoformat()
        return began and (self.until is None or day.isoformat() <= self.until)


class Source(BaseModel):
    """Where a rule was read: A official text reposted, B specialist or data, C commercial."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    text: str
    grade: Literal["A", "B", "C"]


@cache
def instruments() -> tuple[Instrument, ...]:
    """The register, in the order in which they came into force."""
    text = (folder() / "instruments.json").read_bytes()
    return TypeAdapter(tuple[Instrument, ...]).validate_json(text)


@cache
def sources() -> dict[str, Source]:
    """The sources by their keys (F1, F2, …)."""
    text = (folder() / "sources.json").read_bytes()
    return {row.key: row for row in TypeAdapter(tuple[Source, ...]).validate_json(text)}
