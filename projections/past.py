"""The board of another moment: every consignment folded up to a horizon, none read from a view."""

from __future__ import annotations

from functools import partial

from projections.folding import Share, folded, long_connection, shares, spread
from projections.horizon import Horizon
from projections.status import StatusRow, rows


async def statuses_at(dsn: str, horizon: Horizon) -> list[StatusRow]:
    """How every consignment stood, in the order of the board: the most escalated first."""
    async with long_connection(dsn) as connection:
        over = await shares(connection, horizon.position)
    found: list[StatusRow] = []
    await spread(partial(_statuses_of, dsn, horizon), over, found.extend)
    return sorted(found, key=_rank)


async def _statuses_of(dsn: str, horizon: Horizon, share: Share) -> list[StatusRow]:
    async with long_connection(dsn) as connection:
        done = await folded(connection, share, horizon)
    return [row for consignment in done.subjects for row in rows(consignment)]


def _rank(row: StatusRow) -> tuple[int, float, str]:
    due = row.next_due.timestamp() if row.next_due else float("inf")
    return -(row.escalation_level or 0), due, row.consignment
