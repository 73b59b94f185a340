"""What the database says of the others: messages that wait, systems that are silent, verdicts."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from temporalio.client import Client

from ledger import Ledger
from ledger.connection import unavailable
from models.findings import Fault, Finding
from projections import queries
from workers import verdicts
from workers.auditing import Auditor
from workers.crowd import each
from workers.histories import Histories

# By status: so long a message may wait. One that is parked may wait for its import.
PATIENCE: Mapping[str, timedelta] = {
    "received": timedelta(minutes=5),
    "failed": timedelta(minutes=5),
    "parked": timedelta(hours=1),
    "dead": timedelta(0),
}
WAIT = """
    select m.status, count(*) as messages, min(m.received_at) as since,
      (array_agg(m.last_error order by m.received_at))[1] as why
    from gateway.waiting m
    left join unnest($1::text[], $2::interval[]) as patience (status, at_most) using (status)
    where m.received_at < clock_timestamp() - coalesce(patience.at_most, interval '5 minutes')
    group by m.status
    order by m.status
"""
MOST_JUDGED = 100


class Records:
    """Asks the database, and of what it says about histories, Temporal too."""

    def __init__(
        self,
        client: Client | None,
        pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
    ) -> None:
        self._client, self._pool = client, pool

    async def messages(self) -> list[Finding]:
        """Messages that were taken in and have reached no consignment."""
        with unavailable():
            rows = await self._pool.fetch(WAIT, [*PATIENCE], [*PATIENCE.values()])
        return [
            Finding(
                fault=Fault.MESSAGES_WAIT,
                subject=row["status"],
                since=row["since"],
                why=f"{row['messages']}: {row['why'] or ''}"[:300],
            )
            for row in rows
        ]

    async def silences(self) -> list[Finding]:
        """Calls of consignments that a system does not answer, by what it said."""
        with unavailable():
            found = await queries.silences(self._pool)
        return [
            Finding(
                fault=Fault.SYSTEM_SILENT,
                subject=one.reason[:200],
                since=one.since,
                why=f"{one.calls} calls",
            )
            for one in found
        ]

    async def unsettled(self) -> list[Finding]:
        """What reconciliation has found, judged again: it may be mended since."""
        known = sorted(await verdicts.unsettled(self._pool))
        judged = known[:MOST_JUDGED]
        if self._client is None:
            return [_not_reconciled(number) for number in known]
        auditor = Auditor(Histories(self._client), Ledger(self._pool), self._pool)
        again = await verdicts.remembered(self._pool, await each(judged, auditor.judge))
        still = [
            _not_reconciled(one.number, f"{one.verdict}: {one.why}")
            for one in again
            if not one.sound
        ]
        return [*still, *map(_not_reconciled, known[MOST_JUDGED:])]


def _not_reconciled(number: str, why: str = "") -> Finding:
    return Finding(fault=Fault.NOT_RECONCILED, subject=number, number=number, why=why[:300])
