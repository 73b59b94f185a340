"""The board of another moment: every consignment folded up to a horizon, none read from a view."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from projections.errors import UnreadableStream
from projections.horizon import Horizon
from projections.parallel_fold import StreamRange, folded, long_connection, shares, spread
from projections.status import StatusRow, rows


class Past(NamedTuple):
    """How every consignment stood, and the streams that could not be read up to then."""

    rows: list[StatusRow]
    unreadable: list[UnreadableStream]


async def statuses_at(dsn: str, horizon: Horizon) -> Past:
    """How every consignment stood, in the order of the board: the most escalated first."""
    async with long_connection(dsn) as connection:
        over = await shares(connection, horizon.position)
    found = Past([], [])

    def done(share: Past) -> None:
        found.rows.extend(share.rows)
        found.unreadable.extend(share.unreadable)

    await spread(partial(_statuses_of, dsn, horizon), over, done)
    return Past(sorted(found.rows, key=_rank), sorted(found.unreadable))


async def _statuses_of(dsn: str, horizon: Horizon, share: StreamRange) -> Past:
    async with long_connection(dsn) as connection:
        done = await folded(connection, share, horizon)
    found = [row for consignment in done.subjects for row in rows(consignment)]
    return Past(found, list(done.unreadable))


def _rank(row: StatusRow) -> tuple[int, float, str]:
    due = row.next_due.timestamp() if row.next_due else float("inf")
    return -(row.escalation_level or 0), due, row.consignment
