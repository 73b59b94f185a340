"""Which violations of an enterprise are kept one by one, and which are only counted.

A rulebook looks at a few that lie near each other. What is behind the latest of very many can lead
to nothing any more: it stays as a number (and in the ledger).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from models.enterprise.state import CountedViolation, EnterpriseState
from models.kernel.base_types import replace
from models.rules.enterprise import Repetition

KEPT = 100
"""Of those that count towards a repetition, and of the others: the latest."""


def kept(state: EnterpriseState, breaches: tuple[CountedViolation, ...]) -> EnterpriseState:
    """The enterprise with those of the violations that may still matter, and a count of the others.

    What happened before its last reinstatement was settled by that.
    """
    rule, settled = state.rules.repetition, state.reinstated_at
    counting = [breach for breach in breaches if counts(breach, rule, settled)]
    others = [breach for breach in breaches if not counts(breach, rule, settled)]
    stay = {breach.id for breach in (*_latest(counting), *_latest(others))}
    gone = Counter(b.code for b in breaches if b.id not in stay and not b.excused)
    return replace(
        state,
        breaches=tuple(breach for breach in breaches if breach.id in stay),
        past_breaches=dict(Counter(state.past_breaches) + gone),
    )


def too_many(state: EnterpriseState, last: str) -> list[CountedViolation]:
    """The breaches that are too many together with the last one, by when they happened.

    What led to an earlier suspension has been settled by it.
    """
    rule = state.rules.repetition
    counted = sorted(
        (each for each in state.breaches if counts(each, rule, state.reinstated_at)),
        key=lambda breach: breach.at,
    )
    for start in range(len(counted) - rule.times + 1):
        some = counted[start : start + rule.times]
        near = some[-1].at - some[0].at <= timedelta(days=rule.days)
        if near and any(breach.id == last for breach in some):
            return some
    return []


def counts(breach: CountedViolation, rule: Repetition, settled: datetime | None) -> bool:
    """It may be one of those that are too many."""
    after = settled is None or breach.at > settled
    return breach.code in rule.codes and not breach.excused and after


def _latest(breaches: Iterable[CountedViolation]) -> list[CountedViolation]:
    return sorted(breaches, key=lambda breach: breach.at)[-KEPT:]
