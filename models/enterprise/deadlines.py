"""The deadlines of an enterprise: rows of the rulebook, opened and closed by its events.

Officers enter what they have done, perhaps days later and one after the other. A deadline whose
opening was entered late waits for what is entered next, and what by the dates of the page had been
done in time takes back what was raised. Before a level is raised the systems are asked that may
have it on record: what one has is no entry, but gives officers the time of one, once an opening.
"""

from collections.abc import Iterator
from datetime import datetime

from models.consignment.deadline import Deadline, Escalation
from models.enterprise.state import EnterpriseState
from models.kernel.base_types import replace
from models.kernel.event import Event
from models.kernel.event_types import EventType
from models.rules.enterprise import EnterpriseDeadlineRule
from models.rules.rulebook import rulebook


def follow(state: EnterpriseState, event: Event) -> dict[str, Deadline]:
    """The deadlines after an event; what it both closes and opens begins anew."""
    found, kind = dict(state.deadlines), event.body.type
    for rule in state.rules.deadlines:
        known = found.get(rule.id)
        if _of_the_past(rule, known, event):
            continue
        if known is not None and known.open and kind in rule.closes:
            found[rule.id] = replace(known, closed_at=event.occurred_at)
        if kind in rule.opens and not _runs(found.get(rule.id)):
            found[rule.id] = _opened(rule, state, event)
    return found


def due(state: EnterpriseState) -> tuple[Deadline, Escalation] | None:
    """The earliest escalation that will fire next, `due` when it does; None when nothing runs."""
    running = ((deadline, deadline.next) for deadline in state.deadlines.values())
    ranked = [(deadline, escalation) for deadline, escalation in running if escalation is not None]
    first = min(
        ranked,
        key=lambda pair: (_rings(*pair), pair[1].due, pair[0].id),
        default=None,
    )
    return first and (first[0], replace(first[1], due=_rings(*first)))


def reported(state: EnterpriseState, deadline: Deadline) -> bool:
    """A system has told of it since it opened: it is waited for an entry once."""
    told = state.duties.get(deadline.id)
    return told is not None and told >= deadline.opened_at


def told(state: EnterpriseState, deadline_id: str, at: datetime) -> EnterpriseState:
    """Officers have from then on the time of an entry."""
    known = state.deadlines.get(deadline_id)
    if known is None:
        return state
    quiet = rulebook(state.rulebook).calendar.after(at, state.rules.entry)
    waits = replace(known, quiet_until=max(quiet, known.quiet_until or quiet))
    return replace(
        state,
        deadlines={**state.deadlines, deadline_id: waits},
        duties={**state.duties, deadline_id: at},
    )


def refuted(
    state: EnterpriseState, kind: EventType, at: datetime
) -> Iterator[tuple[Deadline, Escalation]]:
    """Escalations that stand although what closes their deadline had been done in time."""
    for deadline in state.deadlines.values():
        if not deadline.open or kind not in state.rules.deadline(deadline.id).closes:
            continue
        for escalation in deadline.escalations:
            if escalation.standing and at <= escalation.due:
                yield deadline, escalation


def _of_the_past(rule: EnterpriseDeadlineRule, known: Deadline | None, event: Event) -> bool:
    """What recurs and is entered late, when the next period has begun, does not end that one."""
    recurs = event.body.type in rule.opens and event.body.type in rule.closes
    return recurs and known is not None and known.open and event.occurred_at < known.opened_at


def _rings(deadline: Deadline, escalation: Escalation) -> datetime:
    return max(escalation.due, deadline.quiet_until or escalation.due)


def _runs(known: Deadline | None) -> bool:
    return known is not None and known.open


def _opened(rule: EnterpriseDeadlineRule, state: EnterpriseState, event: Event) -> Deadline:
    calendar, at = rulebook(state.rulebook).calendar, event.occurred_at
    base = at if rule.base == "opening" else state.valid_to or at
    escalations = tuple(
        Escalation(level=level.level, due=calendar.after(base, level.after), party=level.party)
        for level in rule.levels
    )
    quiet = calendar.after(event.heard, state.rules.entry) if event.heard else None
    return Deadline(
        id=rule.id,
        rulebook=state.rulebook,
        opened_at=at,
        quiet_until=quiet,
        escalations=escalations,
    )
