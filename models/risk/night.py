"""The nightly assessment: from all batches and streams to the events that say what is new."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from models.kernel.event_body import Body
from models.risk.assess import assess
from models.risk.assessment import Assessment
from models.risk.events import AssessmentMade
from models.risk.records import BatchRecord, Pair, pair_of
from models.risk.standing import Circumstances, Standing, Standings
from models.risk.supplier_events import CensusEnded, PairAssessed, PairBody
from models.risk.supplier_stream import SupplierStream
from models.risk.telling import moved
from models.rules.rulebook import Rulebook


class Night(NamedTuple):
    """What is new, by supplier; `made` is None when nothing is."""

    suppliers: Mapping[str, tuple[Body, ...]]
    made: AssessmentMade | None


def pairs_of(records: Iterable[BatchRecord], known: Iterable[SupplierStream]) -> tuple[Pair, ...]:
    """Every pair that has a batch, or that anything is recorded of."""
    standing = {row.pair for stream in known for row in stream.risk.standings}
    return tuple(sorted({*standing, *(batch.pair for batch in tidy(records, known))}))


def tidy(
    records: Iterable[BatchRecord], known: Iterable[SupplierStream]
) -> tuple[BatchRecord, ...]:
    """All batches, imported ones too, each under the one name of its pair; the first of an id."""
    imported = [batch for stream in known for batch in stream.imported]
    found: dict[str, BatchRecord] = {}
    for batch in (*records, *imported):
        pair = pair_of(batch.enterprise, batch.supplier, batch.kind)
        found.setdefault(batch.id, batch.model_copy(update=pair._asdict()))
    return tuple(found.values())


def ground(
    records: Iterable[BatchRecord],
    known: Collection[SupplierStream],
    told: Mapping[Pair, Circumstances],
    last: AssessmentMade | None,
) -> tuple[tuple[BatchRecord, ...], Standings]:
    """From what an assessment starts: all batches, and how every pair stood after the last one."""
    batches = tidy(records, known)
    rows = tuple(_rows(batches, known, told))
    assessed = {each.pair for stream in known for each in stream.assessed}
    fresh = tuple(row.pair for row in rows if row.pair not in assessed)
    return batches, Standings(at=last.as_of if last else None, rows=rows, fresh=fresh)


def night(  # noqa: PLR0913, PLR0917 - everything that an assessment follows from
    records: Sequence[BatchRecord],
    known: Mapping[str, SupplierStream],
    latest: Mapping[Pair, PairAssessed],
    told: Mapping[Pair, Circumstances],
    last: AssessmentMade | None,
    rules: Rulebook,
    at: datetime,
) -> Night:
    """The assessment of a night; what has not changed since the last one is not said again.

    `latest` is what was recorded last of each pair, `told` what is known of it beside its batches.
    What an officer or a document gives for a time lies above a level and is not part of it, but
    for an approval, which stands in for what a pair has not shown.

    Raises:
        BadHistory: a batch contradicts itself or lies ahead of `at`.
    """
    batches, before = ground(records, known.values(), told, last)
    found = assess(batches, before, rules.risk, at)
    # What moved comes first: the snapshot after it is how the pair stands.
    said = defaultdict[str, list[Body]](list)
    for move in found.moves:
        said[move.pair.supplier] += moved([move], rules.risk)
    for body in _snapshots(found, before.rows, latest, rules):
        said[body.supplier].append(body)
    new = {supplier: tuple(said[supplier]) for supplier in sorted(said) if said[supplier]}
    if not new and last is not None and last.input_sha256 == found.digest:
        return Night({}, None)
    return Night(new, _made(found, len(batches), rules))


def _snapshots(
    found: Assessment,
    rows: Sequence[Standing],
    latest: Mapping[Pair, PairAssessed],
    rules: Rulebook,
) -> Iterator[PairBody]:
    """How each pair stands, if that is new."""
    before = {row.pair: row for row in rows}
    for assessed, standing in zip(found.pairs, found.standings, strict=True):
        pair = assessed.pair
        if pair in before and before[pair].census and not standing.census:
            yield CensusEnded(**pair._asdict())
        known = latest.get(pair)
        if known is None or (known.assessed, known.standing) != (assessed, standing):
            yield PairAssessed(
                **pair._asdict(),
                as_of=found.at,
                model=found.model,
                rulebook=rules.version,
                input_sha256=found.digest,
                assessed=assessed,
                standing=standing,
            )


def _rows(
    batches: Iterable[BatchRecord],
    known: Iterable[SupplierStream],
    told: Mapping[Pair, Circumstances],
) -> Iterator[Standing]:
    """How every pair stands before; one that only has batches begins where unknown ones do."""
    standing = {row.pair: row for stream in known for row in stream.risk.standings}
    first: dict[Pair, datetime] = {}
    for batch in batches:
        first[batch.pair] = min(batch.concluded_at, first.get(batch.pair, batch.concluded_at))
    for pair in sorted({*standing, *first}):
        yield _told(standing.get(pair) or Standing(pair=pair, since=first[pair]), told)


def _told(row: Standing, told: Mapping[Pair, Circumstances]) -> Standing:
    known = told.get(row.pair, row.circumstances)
    given = {"officer": None, "cold": row.circumstances.cold}
    return row.model_copy(update={"circumstances": known.model_copy(update=given)})


def _made(found: Assessment, batches: int, rules: Rulebook) -> AssessmentMade:
    return AssessmentMade(
        as_of=found.at,
        model=found.model,
        rulebook=rules.version,
        input_sha256=found.digest,
        results_sha256=sha256(found.model_dump_json().encode()).hexdigest(),
        batches=batches,
        pairs=len(found.pairs),
        worsened=sum(move.after is not move.before for move in found.moves),
        missed_ppm=found.missed_ppm,
        portfolio=found.portfolio,
    )
