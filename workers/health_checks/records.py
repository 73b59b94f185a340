"""What the database says of the others: messages, systems, targets, limits, verdicts."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from temporalio.client import Client

from ledger import Ledger
from ledger.connection import unavailable
from models.health.findings import Fault, Finding
from models.kernel.event_types import EventType
from models.kernel.limits import LARGEST_FACT
from projections import queries
from workers.concurrency import each
from workers.health_checks.naming import name_of
from workers.notifications import notification_store
from workers.recovery import reconciliation_store
from workers.recovery.history_reader import Histories
from workers.recovery.reconciler import Auditor
from workflows.limit_warnings import KIND

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
    where m.danger is distinct from 'alarm'
      and m.received_at < clock_timestamp() - coalesce(patience.at_most, interval '5 minutes')
    group by m.status
    order by m.status
"""
# The notice of a limit is told at every target of a route: once is enough here.
NEAR_LIMITS = """
    select distinct on (stream) stream, subject, raised_at
    from notices.attempts
    where kind = $1 and raised_at > clock_timestamp() - interval '1 day'
    order by stream, raised_at desc
"""
ALARMS = """
    select number, system, type, aliases, received_at, last_error
    from gateway.waiting
    where danger = 'alarm' and received_at < clock_timestamp() - interval '30 seconds'
    order by received_at
    limit 100
"""
REFUSED = """
    select system, why, first_at, said
    from gateway.refused
    where last_at > clock_timestamp() - interval '1 hour'
    order by system, why
"""
# As consignments judge it, each by its own clock; whom they tell stands here.
CLOCKS = """
    select split_part(subject, ':', 1) as system, count(distinct alarm) as notices,
      min(at) as since, (array_agg(subject order by at desc))[1] as why
    from notices.attempts
    where kind = $1 and at > clock_timestamp() - interval '1 day'
    group by split_part(subject, ':', 1)
    order by 1
"""
TOO_LARGE = """
    select system, message_id, bytes, received_at, why
    from gateway.too_large
    where received_at > clock_timestamp() - interval '1 day'
    order by received_at desc
    limit 100
"""
MOST_JUDGED = 100
_SET_ASIDE = {"too-large": Fault.FACT_TOO_LARGE, "unreadable": Fault.MESSAGE_UNREADABLE}


class RecordProbes:
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

    async def targets(self) -> list[Finding]:
        """Targets of the routes with notices that they have not taken."""
        return [
            Finding(
                fault=Fault.TARGET_SILENT,
                subject=one.target,
                since=one.since,
                why=f"{one.notices}: {one.why}"[:300],
            )
            for one in await notification_store.silent_targets(self._pool)
        ]

    async def near_limits(self) -> list[Finding]:
        """Workflows that came near to a limit of Temporal within a day, as operations were told."""
        with unavailable():
            rows = await self._pool.fetch(NEAR_LIMITS, KIND)
        return [
            name_of(row["stream"]).finding(
                Fault.LIMIT_NEAR, row["raised_at"], row["subject"], row["stream"]
            )
            for row in rows
        ]

    async def too_large(self) -> list[Finding]:
        """Messages of the last day that were kept and not taken in."""
        with unavailable():
            rows = await self._pool.fetch(TOO_LARGE)
        return [
            Finding(
                fault=_SET_ASIDE[row["why"]],
                subject=f"{row['system']} {row['message_id']}"[:200],
                since=row["received_at"],
                why=f"{row['bytes']} bytes, at most {LARGEST_FACT}",
            )
            for row in rows
        ]

    async def alarms(self) -> list[Finding]:
        """Alarms that were taken in and have reached no consignment."""
        with unavailable():
            rows = await self._pool.fetch(ALARMS)
        return [
            Finding(
                fault=Fault.ALARM_UNMATCHED,
                subject=f"{row['system']} {row['type']} {' '.join(row['aliases'])}"[:200],
                since=row["received_at"],
                why=(row["last_error"] or "")[:300],
                number=str(row["number"]),
            )
            for row in rows
        ]

    async def refused(self) -> list[Finding]:
        """Systems whose messages were refused within an hour: what they report, nobody hears."""
        with unavailable():
            rows = await self._pool.fetch(REFUSED)
        return [
            Finding(
                fault=Fault.SYSTEM_REFUSED,
                subject=f"{row['system']} {row['why']}",
                since=row["first_at"],
                why=row["said"][:300],
            )
            for row in rows
        ]

    async def clocks(self) -> list[Finding]:
        """Systems that within a day dated what cannot have happened then."""
        with unavailable():
            rows = await self._pool.fetch(CLOCKS, EventType.CLOCK_DOUBTED.value)
        return [
            Finding(
                fault=Fault.CLOCK_WRONG,
                subject=row["system"],
                since=row["since"],
                why=f"{row['notices']}: {row['why']}"[:300],
            )
            for row in rows
        ]

    async def unsettled(self) -> list[Finding]:
        """What reconciliation has found, judged again: it may be mended since."""
        known = sorted(await reconciliation_store.unsettled(self._pool))
        judged = known[:MOST_JUDGED]
        if self._client is None:
            return [_not_reconciled(number) for number in known]
        auditor = Auditor(Histories(self._client), Ledger(self._pool), self._pool)
        again = await reconciliation_store.remembered(self._pool, await each(judged, auditor.judge))
        still = [
            _not_reconciled(one.number, f"{one.verdict}: {one.why}")
            for one in again
            if not one.sound
        ]
        return [*still, *map(_not_reconciled, known[MOST_JUDGED:])]


def _not_reconciled(number: str, why: str = "") -> Finding:
    return Finding(fault=Fault.NOT_RECONCILED, subject=number, number=number, why=why[:300])
