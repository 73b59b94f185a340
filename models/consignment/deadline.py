"""A deadline that was opened, and its escalations: when who is notified, and who answered.

`models/deadlines` opens, closes, freezes and fires them.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated

from pydantic import Field

from models.kernel.base_types import Value, replace
from models.kernel.event_body import DeadlineBody
from models.kernel.terms import Danger, Effect, EscalationLevel, Party
from models.rules.calendar import Span
from models.rules.rulebook import DeadlineRule, register_row

NEVER = datetime.max.replace(tzinfo=UTC)
"""When an escalation is due as long as nothing says what its levels count from."""

_IF_ANY = Field(exclude_if=lambda value: not value)
"""A state has many deadlines, one for each danger on each box: what is not said is left out."""


class Escalation(Value):
    """One level of the escalation policy of an open deadline, due at an absolute instant.

    Once it has fired it waits for an answer until `answer_by`; then the next party is notified.
    """

    level: EscalationLevel
    due: datetime
    party: Party
    also: Annotated[tuple[Party, ...], _IF_ANY] = ()
    effect: Annotated[Effect | None, _IF_ANY] = None
    violation: Annotated[str | None, _IF_ANY] = None
    silence: Annotated[Span | None, _IF_ANY] = None
    fired: Annotated[bool, _IF_ANY] = False
    withdrawn: Annotated[bool, _IF_ANY] = False
    undone: Annotated[bool, _IF_ANY] = False
    acknowledged_by: Annotated[str | None, _IF_ANY] = None
    answer_by: Annotated[datetime | None, _IF_ANY] = None
    unanswered: Annotated[bool, _IF_ANY] = False

    @property
    def standing(self) -> bool:
        """Fired and not withdrawn."""
        return self.fired and not self.withdrawn


class Deadline(Value):
    """A row of the register at work for this consignment, one of its boxes, or one danger.

    It keeps to the rulebook that it was opened under, whatever version is pinned later. `again` is
    the latest opening that was heard of while it was open: another episode's, perhaps. Until
    `quiet_until` nothing of it is raised: its opening was entered late, and more may follow.
    """

    id: str
    rulebook: str
    box: Annotated[str | None, _IF_ANY] = None
    danger: Annotated[Danger | None, _IF_ANY] = None
    opened_at: datetime
    again: Annotated[datetime | None, _IF_ANY] = None
    quiet_until: Annotated[datetime | None, _IF_ANY] = None
    closed_at: Annotated[datetime | None, _IF_ANY] = None
    moot: Annotated[bool, _IF_ANY] = False
    frozen_since: Annotated[datetime | None, _IF_ANY] = None
    limit: Annotated[EscalationLevel | None, _IF_ANY] = None
    extensions: Annotated[int, _IF_ANY] = 0
    escalations: tuple[Escalation, ...]

    @property
    def key(self) -> str:
        """Its key in `State.deadlines`."""
        return deadline_key(self.id, self.box, self.danger)

    @property
    def rule(self) -> DeadlineRule:
        """Its row of the register."""
        return register_row(self.rulebook, self.id)

    @property
    def open(self) -> bool:
        """Still running: neither met, nor moot."""
        return self.closed_at is None

    @property
    def next(self) -> Escalation | None:
        """The next escalation that has not fired, None when closed, frozen or exhausted."""
        if not self.open or self.frozen_since is not None:
            return None
        for escalation in self.escalations:
            if not escalation.fired:
                return escalation
        return None

    @property
    def silent(self) -> Escalation | None:
        """The highest escalation that fired, while it waits for an answer; None when none does."""
        if not self.open or self.frozen_since is not None:
            return None
        top: Escalation | None = None
        for escalation in self.escalations:
            if escalation.fired and (top is None or escalation.level > top.level):
                top = escalation
        if top is None or top.answer_by is None or not top.standing:
            return None
        return None if top.acknowledged_by or top.unanswered else top

    @property
    def level(self) -> EscalationLevel | None:
        """The highest escalation that fired and stands."""
        return max(
            (escalation.level for escalation in self.escalations if escalation.standing),
            default=None,
        )

    @property
    def overdue_since(self) -> datetime | None:
        """When the first of its escalations that stand was due; None when none does."""
        return min((r.due for r in self.escalations if r.standing), default=None)

    @property
    def acknowledged_by(self) -> str | None:
        """Who answered the highest escalation that stands."""
        level = self.level
        return next((r.acknowledged_by for r in self.escalations if r.level == level), None)

    @property
    def limit_due(self) -> datetime:
        """When the deadline itself is breached: at its limit, not always its last level."""
        due = {escalation.level: escalation.due for escalation in self.escalations}
        return due[self.limit if self.limit in due else max(due)]


@cache
def escalations_of(version: str, deadline_id: str) -> tuple[tuple[Span, Escalation], ...]:
    """The escalations of a row as they open, and how long after the base each is due."""
    rule = register_row(version, deadline_id)
    return tuple(
        (
            level.after,
            Escalation(
                level=level.level,
                due=NEVER,
                party=level.party,
                also=level.also,
                effect=level.effect,
                violation=level.violation,
                silence=level.silence,
            ),
        )
        for level in rule.levels
    )


def deadline_key(deadline_id: str, box: str | None, danger: Danger | None = None) -> str:
    """The key of a deadline in `State.deadlines`, like D12, D08/CSQU3054383, D18/FIRE."""
    return "/".join(part for part in (deadline_id, danger, box) if part)


def key_of(body: DeadlineBody) -> str:
    """The key of the deadline that an event speaks of."""
    return deadline_key(body.deadline, body.box, body.danger)


def mark(deadline: Deadline, level: int, change: Callable[[Escalation], Escalation]) -> Deadline:
    """The deadline with the escalation of one level changed: fired, withdrawn, unanswered."""
    changed = [change(r) if r.level == level else r for r in deadline.escalations]
    return replace(deadline, escalations=tuple(changed))


def answer(deadline: Deadline, officer: str, level: int) -> Deadline:
    """The deadline with its fired escalations up to a level acknowledged."""
    changed = [
        replace(r, acknowledged_by=officer)
        if r.standing and r.level <= level and r.acknowledged_by is None
        else r
        for r in deadline.escalations
    ]
    return replace(deadline, escalations=tuple(changed))


def armed_again(deadline: Deadline, level: int, at: datetime, every: timedelta) -> Deadline:
    """The deadline with its top level due once more, if that is the level that was spoken of."""
    if level != max(escalation.level for escalation in deadline.escalations):
        return deadline
    return mark(
        deadline,
        level,
        lambda top: replace(
            top,
            due=at + every,
            fired=False,
            acknowledged_by=None,
            answer_by=None,
            unanswered=False,
        ),
    )


def extend(deadline: Deadline, more: timedelta) -> Deadline:
    """The deadline with what has not fired moved; whoever extends, has answered."""
    moved = shift(deadline, more, since=None)
    changed = [replace(r, answer_by=None) for r in moved.escalations]
    return replace(moved, escalations=tuple(changed))


def shift(deadline: Deadline, by: timedelta, *, since: datetime | None) -> Deadline:
    """Moves what has not fired, or not been answered yet, and was not due before `since`."""

    def moved(escalation: Escalation) -> Escalation:
        at = escalation.answer_by if escalation.fired else escalation.due
        if at is None or (since is not None and at <= since):
            return escalation
        return (
            replace(escalation, answer_by=at + by)
            if escalation.fired
            else replace(escalation, due=at + by)
        )

    return replace(deadline, escalations=tuple(map(moved, deadline.escalations)))
