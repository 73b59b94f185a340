"""The past as another plan may be played on it: batches, their draws, where what was found lay."""

from datetime import datetime

import asyncpg

from models.consignment.selection import Why
from models.kernel.risk_terms import Channel
from models.kernel.terms import Channel as Drawn
from models.kernel.terms import Mode, Stage
from models.risk.played_batch import OldDraw, Place, PlayedBatch
from models.rules.rulebook import rulebook
from projections.batch_records import batch_rows
from projections.imported_history import imported
from projections.risk_batch_row import RiskBatchRow
from projections.risk_findings import FoundDefect

_OF_BOXES = frozenset({Channel.OPEN, Channel.EMPTY, Channel.LABORATORY})
_AT_THE_FACTORY = frozenset({Stage.FACTORY, Stage.DISPOSAL})


async def played_batches(pool: asyncpg.Pool, at: datetime) -> tuple[PlayedBatch, ...]:
    """All batches that were decided on, and those that were imported.

    Raises:
        NeverRan: there is no read model yet.
        UnreadableBatches: it passes consignments over.
        LedgerUnavailable: the database does not answer.
    """
    ours = tuple(played(row) for row in await batch_rows(pool, at))
    old = [
        PlayedBatch(record=each.batch, known_from=each.known_from) for each in await imported(pool)
    ]
    return (*ours, *(each for each in old if each.known_from <= at))


def played(row: RiskBatchRow) -> PlayedBatch:
    """A batch of ours; one that never came to a draw is evidence, and is not drawn again."""
    return PlayedBatch(
        record=row.record,
        known_from=row.concluded_at,
        drawn=None if row.mode is Mode.UNDECIDED else _draw(row),
        places={
            str(each.event_id): Place(box=each.box, channels=_channels(each, row))
            for each in row.findings
            if each.reason is not None
        },
    )


def _draw(row: RiskBatchRow) -> OldDraw:
    """What was drawn; of what was drawn by no chances that are known, what was looked at."""
    drawn = row.selection
    if drawn is None:
        sampled = int(Channel.LABORATORY in row.done)
        at = row.concluded_at
        return OldDraw(at=at, opened=row.opened, emptied=row.emptied, sampled=sampled)
    return OldDraw(
        at=drawn.at,
        chances=drawn.chances,
        opened=_boxes(drawn.why, Drawn.OPEN),
        emptied=_boxes(drawn.why, Drawn.EMPTY),
        sampled=_boxes(drawn.why, Drawn.LAB),
    )


def _boxes(why: tuple[Why, ...], channel: Drawn) -> int:
    return sum(len(each.boxes) for each in why if each.channel is channel)


def _channels(found: FoundDefect, row: RiskBatchRow) -> tuple[Channel, ...]:
    """The looks that can have led to a finding; in the port several may have, if none is told."""
    if found.reason is None:
        return ()
    executed = {
        Channel.OPEN: row.opened > 0,
        Channel.EMPTY: row.emptied > 0,
        Channel.LABORATORY: Channel.LABORATORY in row.done,
    }
    seen_by = rulebook(row.rulebook).risk.seen_by[found.reason]
    able = tuple(each for each in seen_by if executed.get(each, True))
    if row.mode is not Mode.PILOT:
        return able
    # At the factory boxes are looked into, and nothing else; before it everything else is done.
    inside = found.stage in _AT_THE_FACTORY
    return tuple(each for each in able if (each in _OF_BOXES) is inside)
