"""A deadline at work, and the rungs of its ladder: when who is told, and who answered.

`deadlines.py` opens, closes, freezes and fires them.
"""

from datetime import UTC, datetime
from functools import cache

from models.calendar import Span
from models.rulebook import DeadlineRule, register_row
from models.terms import Effect, Level, Party
from models.values import Value

NEVER = datetime.max.replace(tzinfo=UTC)
"""When a rung is due as long as nothing says what its ladder counts from."""


class Milestone(Value):
    """One rung of an open deadline, as an absolute instant.

    Once it has fired it waits for an answer until `answer_by`; then the next party is told.
    """

    level: Level
    due: datetime
    party: Party
    also: tuple[Party, ...] = ()
    effect: Effect | None = None
    violation: str | None = None
    silence: Span | None = None
    fired: bool = False
    withdrawn: bool = False
    undone: bool = False
    acknowledged_by: str | None = None
    answer_by: datetime | None = None
    unanswered: bool = False

    @property
    def standing(self) -> bool:
        """Fired and not withdrawn."""
        return self.fired and not self.withdrawn


class Deadline(Value):
    """A row of the register at work for this consignment, or for one of its boxes.

    It keeps to the rulebook that it was opened under, whatever version is pinned later. `again` is
    the latest opening that was heard of while it was open: another episode's, perhaps.
    """

    id: str
    rulebook: str
    box: str | None = None
    opened_at: datetime
    again: datetime | None = None
    closed_at: datetime | None = None
    moot: bool = False
    frozen_since: datetime | None = None
    limit: Level | None = None
    extensions: int = 0
    milestones: tuple[Milestone, ...]

    @property
    def rule(self) -> DeadlineRule:
        """Its row of the register."""
        return register_row(self.rulebook, self.id)

    @property
    def open(self) -> bool:
        """Still running: neither met, nor moot."""
        return self.closed_at is None

    @property
    def next(self) -> Milestone | None:
        """The next rung that has not fired, None when closed, frozen or exhausted."""
        if not self.open or self.frozen_since is not None:
            return None
        for rung in self.milestones:
            if not rung.fired:
                return rung
        return None

    @property
    def silent(self) -> Milestone | None:
        """The highest rung that fired, while it waits for an answer; None when none does."""
        if not self.open or self.frozen_since is not None:
            return None
        top: Milestone | None = None
        for rung in self.milestones:
            if rung.fired and (top is None or rung.level > top.level):
                top = rung
        if top is None or top.answer_by is None or not top.standing:
            return None
        return None if top.acknowledged_by or top.unanswered else top

    @property
    def level(self) -> Level | None:
        """The highest rung that fired and stands."""
        return max((rung.level for rung in self.milestones if rung.standing), default=None)

    @property
    def acknowledged_by(self) -> str | None:
        """Who answered the highest rung that stands."""
        level = self.level
        return next((r.acknowledged_by for r in self.milestones if r.level == level), None)

    @property
    def limit_due(self) -> datetime:
        """When the deadline itself is breached: at its limit, which is not always its last rung."""
        ladder = {rung.level: rung.due for rung in self.milestones}
        return ladder[self.limit if self.limit in ladder else max(ladder)]


@cache
def rungs(version: str, deadline_id: str) -> tuple[tuple[Span, Milestone], ...]:
    """The rungs of a row of the register as they open: how long after the base each is due."""
    rule = register_row(version, deadline_id)
    return tuple(
        (
            rung.after,
            Milestone(
                level=rung.level,
                due=NEVER,
                party=rung.party,
                also=rung.also,
                effect=rung.effect,
                violation=rung.violation,
                silence=rung.silence,
            ),
        )
        for rung in rule.milestones
    )


def deadline_key(deadline_id: str, box: str | None) -> str:
    """The key of a deadline in `State.deadlines`."""
    return f"{deadline_id}/{box}" if box else deadline_id
