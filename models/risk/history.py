"""Which batches an assessment reckons with, and what they did to a pair one after the other."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from models.kernel.errors import BadHistory
from models.kernel.risk_terms import Band
from models.risk.exposure import Exposures
from models.risk.records import BatchRecord
from models.risk.spans import months_before
from models.risk.standing import Move, Standing
from models.risk.switching import REMEMBERED, FoundIn, Passed, Told, found, passed
from models.rules.risk import RiskRules
from models.texts.errors import AHEAD_OF_TIME, BATCH_TWICE


class Since(NamedTuple):
    """The last assessment of a pair, None before any, and how old a finding it missed may be."""

    last: datetime | None
    oldest: datetime


def checked(history: Sequence[BatchRecord], at: datetime) -> tuple[BatchRecord, ...]:
    """All batches by time and id.

    Raises:
        BadHistory: a batch is there twice, or something lies after the time of the assessment.
    """
    ordered = tuple(sorted(history, key=lambda batch: (batch.concluded_at, batch.id)))
    ids: set[str] = set()
    for batch in ordered:
        if batch.id in ids:
            raise BadHistory(BATCH_TWICE, batch=batch.id)
        ids.add(batch.id)
        times = [("concluded_at", batch.concluded_at)]
        times += [(finding.id, finding.occurred_at) for finding in batch.findings]
        for what, time in times:
            if time > at:
                raise BadHistory(
                    AHEAD_OF_TIME,
                    batch=batch.id,
                    what=what,
                    at=time.isoformat(),
                    now=at.isoformat(),
                )
    return ordered


def within(batches: Iterable[BatchRecord], at: datetime, months: int) -> list[BatchRecord]:
    """The batches that were concluded so many months before, or less."""
    since = months_before(at, months)
    return [batch for batch in batches if batch.concluded_at > since]


def digest(batches: Iterable[BatchRecord]) -> str:
    """The SHA-256 of the batches in their order: what an assessment was reckoned from."""
    whole = sha256()
    for batch in batches:
        whole.update(batch.model_dump_json().encode() + b"\n")
    return whole.hexdigest()


def played(
    standing: Standing,
    batches: Iterable[BatchRecord],
    since: Since,
    exposures: Exposures,
    rules: RiskRules,
) -> Told:
    """The pair, and what it went through, after what happened later than the last assessment.

    A finding of an older batch counts as well: a laboratory answers when the goods are long gone,
    and what was heard late and told nobody counts here, if it is younger than `oldest`. One that
    was told at once counts already, and not again (`Standing.counted`).
    """
    moves: tuple[Move, ...] = ()
    for batch in batches:
        for finding in sorted(batch.confirmed, key=lambda each: (each.occurred_at, each.id)):
            at = finding.occurred_at
            missed = len(standing.counted) < REMEMBERED and at > since.oldest
            if _later(batch.concluded_at, since) or _later(at, since) or missed:
                told = FoundIn(batch.id, rules.band(finding.reason), finding.id, at)
                standing, further = found(standing, told, rules.switching)
                moves += further
        clean = not batch.confirmed and not batch.pending
        if clean and _later(batch.concluded_at, since) and exposures.looked_for(batch, Band.MAJOR):
            whole = batch.inspected.emptied == batch.inspected.boxes
            told_of = Passed(batch.id, batch.concluded_at, batch.net_kg, whole)
            standing = passed(standing, told_of, rules.switching)
    return standing, moves


def _later(at: datetime, since: Since) -> bool:
    return since.last is None or at > since.last
