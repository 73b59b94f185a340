"""What a rulebook says of enterprises (domain 4.1); every value is our proposal with a default."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.calendar import Span
from models.enterprise.terms import Lapse
from models.terms import Level, Party

MOST_SUPPLIERS = 500
"""Overseas suppliers that one enterprise may have admitted at a time."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Institution(_Row):
    """One of the supporting institutions that an enterprise must keep up (the domain has 15)."""

    name: str
    title: str
    title_zh: str


class ApplicationDocument(_Row):
    """One document of an application (domain 4.1)."""

    name: str
    title: str
    title_zh: str
    basis: str


class RungRule(_Row):
    """One rung of a ladder: when it is due after the base, who is told, what else it does."""

    level: Level
    after: Span
    party: Party
    effect: Lapse | None = None


class EnterpriseDeadlineRule(_Row):
    """One row of the register of enterprises; it opens anew with every event that opens it.

    `base` says from which instant the ladder counts: the opening event, or the enrolment's end.
    """

    id: str
    title: str
    title_zh: str
    basis: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    base: Literal["opening", "expiry"] = "opening"
    milestones: tuple[RungRule, ...]


class Repetition(_Row):
    """So many violations of these codes in so many days suspend an enterprise."""

    codes: tuple[str, ...]
    times: int
    days: int


class EnterpriseRules(_Row):
    """The part of a rulebook that concerns enterprises."""

    application: tuple[ApplicationDocument, ...]
    institutions: tuple[Institution, ...]
    enrolment: Span
    suspending_grade: Literal[1, 2]
    repetition: Repetition
    deadlines: tuple[EnterpriseDeadlineRule, ...]

    def deadline(self, deadline_id: str) -> EnterpriseDeadlineRule:
        """The row with that id."""
        return next(rule for rule in self.deadlines if rule.id == deadline_id)

    def effect(self, deadline_id: str, level: Level) -> Lapse | None:
        """What a rung does beside telling people."""
        rungs = self.deadline(deadline_id).milestones
        return next((rung.effect for rung in rungs if rung.level is level), None)

    def institution(self, name: str) -> Institution | None:
        """The institution of that name, None when there is none."""
        return next((row for row in self.institutions if row.name == name), None)
