"""Compares two health checks: what is new, what is over.

A round knows what the one before has told. What could not be asked about is neither news nor gone.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from models.health.findings import FAULTS, Fault, Finding, Where, command, grouped
from models.health.texts import FINDINGS
from models.kernel.base_types import Frozen
from models.kernel.language import Language
from models.kernel.notification import Notification
from models.kernel.terms import EscalationLevel

MOST = 2000
"""So many findings a round remembers; the most urgent first."""
NAMED = 10
RAISED, GONE = "finding-raised", "finding-gone"
_LONGEST = 300


class HealthRound(Frozen):
    """What a round has found, and where the stack is, for who reads of it."""

    findings: tuple[Finding, ...] = ()
    where: Where


class Told(Frozen):
    """What operations know to be wrong when a round ends."""

    open: tuple[Finding, ...] = ()


class News(NamedTuple):
    """What is new, what is over, and what stands now."""

    new: Sequence[Finding]
    gone: Sequence[Finding]
    open: tuple[Finding, ...]


def compared(before: Iterable[Finding], found: Iterable[Finding]) -> News:
    """A finding is new once, until it is gone; what cannot be asked about stays as it was."""
    known = {each.same: each for each in before}
    there = {each.same: each for each in found}
    silent = {each.asked for each in there.values() if each.fault is Fault.NO_ANSWER}
    missing = [each for same, each in known.items() if same not in there]
    kept = [each for each in missing if each.asked in silent]
    standing = [_since(each, known.get(same)) for same, each in there.items()] + kept
    lasting = tuple(sorted(standing, key=_urgency)[:MOST])
    new = [each for each in lasting if each.same not in known]
    return News(new, [each for each in missing if each.asked not in silent], lasting)


def notifications_of(
    news: News, at: datetime, round_id: str, where: Where
) -> tuple[Notification, ...]:
    """One alarm a fault, however many it concerns."""
    raised = [
        _alarm(RAISED, fault, found, at, round_id, where)
        for fault, found in grouped(news.new).items()
    ]
    gone = [
        _alarm(GONE, fault, found, at, round_id, where)
        for fault, found in grouped(news.gone).items()
    ]
    return (*raised, *gone)


def _since(now: Finding, before: Finding | None) -> Finding:
    if before is None or before.since is None:
        return now
    return now.model_copy(update={"since": before.since})


def _urgency(finding: Finding) -> tuple[int, str, str]:
    return -FAULTS[finding.fault].level, finding.fault.value, finding.subject


def _alarm(  # noqa: PLR0913, PLR0917 - each is a word of the alarm
    kind: str, fault: Fault, found: Sequence[Finding], at: datetime, round_id: str, where: Where
) -> Notification:
    row, subjects = FAULTS[fault], named(found)
    why = next((each.why for each in found if each.why), "")[:_LONGEST]
    over = kind == GONE
    mend = "" if over else command(found[0], where) if len(found) == 1 else "guomen status"
    return Notification(
        key=f"{round_id}:{kind}:{fault}",
        party=row.party,
        level=EscalationLevel.L1 if over else row.level,
        subject=f"{FINDINGS[fault].said(Language.EN)}: {subjects}",
        box=None,
        at=at,
        kind=kind,
        said={"finding": fault.value, "subjects": subjects, "why": why, "mend": mend},
    )


def named(found: Sequence[Finding]) -> str:
    """The first few by name, the rest by number."""
    names = ", ".join(each.subject for each in found[:NAMED])
    return names if len(found) <= NAMED else f"{names} (+{len(found) - NAMED})"
