"""The deadlines of an enterprise: rows of the rulebook, opened and closed by its events."""

from datetime import datetime

from models.enterprise.rules import EnterpriseDeadlineRule
from models.enterprise.state import EnterpriseState
from models.ladder import Deadline, Milestone
from models.record import Event
from models.rulebook import rulebook


def follow(state: EnterpriseState, event: Event) -> dict[str, Deadline]:
    """The deadlines after an event; what it both closes and opens begins anew."""
    found = dict(state.deadlines)
    for rule in state.rules.deadlines:
        known = found.get(rule.id)
        if known is not None and known.open and event.body.type in rule.closes:
            found[rule.id] = known.replace(closed_at=event.occurred_at)
        if event.body.type in rule.opens and not _runs(found.get(rule.id)):
            found[rule.id] = _opened(rule, state, event.occurred_at)
    return found


def due(state: EnterpriseState) -> tuple[Deadline, Milestone] | None:
    """The earliest rung that will fire next, None when nothing runs."""
    running = ((deadline, deadline.next) for deadline in state.deadlines.values())
    ranked = [(deadline, rung) for deadline, rung in running if rung is not None]
    return min(ranked, key=lambda pair: (pair[1].due, pair[0].id), default=None)


def _runs(known: Deadline | None) -> bool:
    return known is not None and known.open


def _opened(rule: EnterpriseDeadlineRule, state: EnterpriseState, at: datetime) -> Deadline:
    calendar = rulebook(state.rulebook).calendar
    base = at if rule.base == "opening" else state.valid_to or at
    rungs = tuple(
        Milestone(level=rung.level, due=calendar.after(base, rung.after), party=rung.party)
        for rung in rule.milestones
    )
    return Deadline(id=rule.id, rulebook=state.rulebook, opened_at=at, milestones=rungs)
