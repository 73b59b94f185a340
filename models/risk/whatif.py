"""What if other rules had held: levels, boxes, laboratory lots, and what would have escaped.

Exact where the draw is nested and every finding lies in a box that is known; bounded where not;
expected, with an interval, where the other rules look into boxes that nobody has looked into.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from models.kernel.clock import CHINA
from models.kernel.risk_terms import Channel
from models.kernel.terms import RiskLevel
from models.risk.besides import besides
from models.risk.comparison import Escaped, Looked, Moved, Span, WhatIf
from models.risk.played_batch import PlayedBatch
from models.risk.records import Pair, heaviest
from models.risk.redraw import Fate
from models.risk.replay import replay
from models.risk.replayed import Replayed
from models.risk.standing import Circumstances
from models.rules.risk import RiskRules


def whatif(
    batches: Sequence[PlayedBatch],
    told: Mapping[Pair, Circumstances],
    rules: RiskRules,
    span: tuple[datetime, datetime],
    nights: int = 1,
) -> WhatIf:
    """Play the whole past under other rules, and compare the batches drawn in a span.

    Args:
        batches: All that is known, imported batches too.
        told: What is known of each pair beside its batches; what is not speaks against it.
        rules: The other rules; their `plan` and `floor` say what is drawn.
        span: From when, and before when, batches are compared.
        nights: An assessment at most every so many nights.
    """
    played = replay(batches, told, rules, nights)
    rows = [row for row in played.rows if span[0] <= row.drawn.at < span[1]]
    lost = [row for row in rows if row.played.record.confirmed and not _found(row)]
    moved = list(_moved(rows))
    return WhatIf(
        begins=_day(span[0]),
        ends=_day(span[1]),
        batches=len(rows),
        exact=sum(row.exact for row in rows),
        bounded=sum(not row.exact and not row.stricter for row in rows),
        stricter=sum(row.stricter for row in rows),
        boxes=sum(row.played.record.inspected.boxes for row in rows),
        was=_was(rows),
        would_be=_would_be(rows),
        levels=_levels(rows),
        escaped=tuple(_of_fate(rows, Fate.MISSED)),
        unknown=tuple(_of_fate(rows, Fate.UNKNOWN)),
        missed_batches=len(lost),
        harm=sum(heaviest(row.played.record.confirmed, rules) for row in lost),
        found_besides=besides(played.records, rows, rules, span[1]),
        hurt=tuple(each for each in moved if each.after > each.before),
        helped=tuple(each for each in moved if each.after < each.before),
        first_difference=_first(row for row in rows if row.differs),
        exact_before=_first(row for row in played.rows if not row.exact),
    )


def _found(row: Replayed) -> bool:
    """Whether anything would or might have been found."""
    return bool(row.of_fate(Fate.KEPT) or row.of_fate(Fate.UNKNOWN))


def _was(rows: Sequence[Replayed]) -> Looked:
    looked = [row.played.record.inspected for row in rows]
    return Looked(
        opened=_known(each.opened for each in looked),
        emptied=_known(each.emptied for each in looked),
        sampled=_known(Channel.LABORATORY in each.done for each in looked),
    )


def _known(counts: Iterable[int]) -> Span:
    count = sum(counts)
    return Span(least=count, most=count)


def _would_be(rows: Sequence[Replayed]) -> Looked:
    return Looked(
        opened=_between((row.least.opened, row.most.opened) for row in rows),
        emptied=_between((row.least.emptied, row.most.emptied) for row in rows),
        sampled=_between((row.least.sampled, row.most.sampled) for row in rows),
    )


def _between(counts: Iterable[tuple[int, int]]) -> Span:
    pairs = list(counts)
    return Span(least=sum(low for low, _ in pairs), most=sum(high for _, high in pairs))


def _levels(rows: Sequence[Replayed]) -> dict[RiskLevel, dict[RiskLevel, int]]:
    found = {before: dict.fromkeys(RiskLevel, 0) for before in RiskLevel}
    for row in rows:
        found[row.played.record.level][row.level] += 1
    return found


def _of_fate(rows: Iterable[Replayed], fate: Fate) -> Iterator[Escaped]:
    for row in rows:
        record = row.played.record
        for finding in row.of_fate(fate):
            yield Escaped(
                batch=record.id,
                finding=finding.id,
                reason=finding.reason,
                supplier=record.supplier,
            )


def _moved(rows: Iterable[Replayed]) -> Iterator[Moved]:
    last = {row.played.record.pair: row for row in rows}
    for pair, row in sorted(last.items()):
        yield Moved(**pair._asdict(), before=row.played.record.level, after=row.level)


def _first(rows: Iterable[Replayed]) -> date | None:
    return min((_day(row.drawn.at) for row in rows), default=None)


def _day(at: datetime) -> date:
    return at.astimezone(CHINA).date()
