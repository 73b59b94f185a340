"""Which violations of an enterprise are kept one by one, and which are only counted.

A rulebook looks at those that lie so many days apart. What is older than any of its windows, or
behind the latest of too many, can lead to nothing any more: it stays as a number (and in the
ledger).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from models.enterprise.rules import Repetition
from models.enterprise.state import Breach

KEPT = 100
"""Of those that count towards a repetition, and of the others: the latest."""

_HEARD_LATE = timedelta(days=90)
"""How much later than it happened a violation may be heard of, and still find its window."""


def kept(
    breaches: Iterable[Breach],
    past: Mapping[str, int],
    rule: Repetition,
    settled: datetime | None,
) -> dict[str, object]:
    """The violations that may still matter, in their order, and how many others there were.

    What happened before `settled`, the last reinstatement, was settled by it.
    """
    known = tuple(breaches)
    if not known:
        return {}
    begins = max(breach.at for breach in known) - timedelta(days=rule.days) - _HEARD_LATE
    recent = [breach for breach in known if breach.at >= begins]
    counting = [breach for breach in recent if counts(breach, rule, settled)]
    others = [breach for breach in recent if not counts(breach, rule, settled)]
    stay = {breach.id for breach in (*_latest(counting), *_latest(others))}
    gone = Counter(b.code for b in known if b.id not in stay and not b.excused)
    return {
        "breaches": tuple(breach for breach in known if breach.id in stay),
        "past_breaches": dict(Counter(past) + gone),
    }


def counts(breach: Breach, rule: Repetition, settled: datetime | None) -> bool:
    """It may be one of those that are too many."""
    after = settled is None or breach.at > settled
    return breach.code in rule.codes and not breach.excused and after


def _latest(breaches: Iterable[Breach]) -> list[Breach]:
    return sorted(breaches, key=lambda breach: breach.at)[-KEPT:]
