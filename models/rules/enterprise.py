"""What a rulebook says of enterprises (domain 4.1); every value is our proposal with a default."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.kernel.codes import ViolationCode
from models.kernel.enterprise_terms import Lapse
from models.kernel.event_types import EventType
from models.kernel.terms import EscalationLevel, Party, System
from models.rules.calendar import Span

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


class EnterpriseEscalationRule(_Row):
    """A level of an escalation policy: how long after the base, who is notified, its effect."""

    level: EscalationLevel
    after: Span
    party: Party
    effect: Lapse | None = None


class EnterpriseDeadlineRule(_Row):
    """One row of the register of enterprises; it opens anew with every event that opens it.

    `base` says from which instant its levels count: the opening event, or the enrolment's end.
    Before a level is raised the systems that it `asks` are asked for their record of the `duty`.
    """

    id: str
    title: str
    title_zh: str
    basis: str
    opens: tuple[EventType, ...]
    closes: tuple[EventType, ...]
    base: Literal["opening", "expiry"] = "opening"
    duty: str = ""
    asks: tuple[System, ...] = ()
    levels: tuple[EnterpriseEscalationRule, ...]


class Repetition(_Row):
    """So many violations of these codes in so many days suspend an enterprise."""

    codes: tuple[ViolationCode, ...]
    times: int
    days: int


class EnterpriseRules(_Row):
    """The part of a rulebook that concerns enterprises.

    Whoever enters late what opens a deadline has the time `entry` to enter what followed, before
    anybody is called.
    An enrolment is renewed in the last `renewal_days` of its term: none is renewed in advance.
    """

    application: tuple[ApplicationDocument, ...]
    institutions: tuple[Institution, ...]
    enrolment: Span
    entry: Span
    renewal_days: int
    suspending_grade: Literal[1, 2]
    repetition: Repetition
    deadlines: tuple[EnterpriseDeadlineRule, ...]

    def deadline(self, deadline_id: str) -> EnterpriseDeadlineRule:
        """The row with that id."""
        return next(rule for rule in self.deadlines if rule.id == deadline_id)

    def effect(self, deadline_id: str, level: EscalationLevel) -> Lapse | None:
        """What a level does beside notifying people."""
        levels = self.deadline(deadline_id).levels
        return next((row.effect for row in levels if row.level is level), None)

    def institution(self, name: str) -> Institution | None:
        """The institution of that name, None when there is none."""
        return next((row for row in self.institutions if row.name == name), None)
