"""Reconciles on a schedule the streams that have changed."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from temporalio import activity
from temporalio.client import Client

from ledger import Ledger
from models.execution.maintenance import Sweep
from models.execution.reconciliation import Judgement
from workers.concurrency import each
from workers.recovery import reconciliation_store
from workers.recovery.history_reader import Histories
from workers.recovery.reconciler import Auditor
from workers.recovery.stream_heads import changed, standings
from workers.stream_kinds import PAGES

_log = structlog.get_logger(__name__)


class Sweeper:
    """Judges by heads (level 2) and keeps the verdicts."""

    def __init__(
        self,
        client: Client,
        pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
    ) -> None:
        self._pool = pool
        self._ledger = Ledger(pool)
        self._auditor = Auditor(Histories(client), self._ledger, pool)
        self._pages = Auditor(Histories(client, PAGES), self._ledger, pool)

    @activity.defn
    async def reconcile_changed(self) -> Sweep:
        """Everything written since the last round, and what was not settled then."""
        position = await self._ledger.last_position()
        due = await changed(self._pool, await reconciliation_store.reached(self._pool))
        due |= await reconciliation_store.unsettled(self._pool)
        found = await each(sorted(due), _living(self._auditor.judge))
        await reconciliation_store.keep(self._pool, found)
        # Enterprises are few and never end: all are due, and no verdict outlives a history.
        found += await each(
            sorted(await standings(self._pool, kind=PAGES)), _living(self._pages.judge)
        )
        # What is past its retention was kept as proven before: only what is not asks for a look.
        unsound = await self._unsound(found)
        await reconciliation_store.swept(self._pool, position, len(found), len(unsound))
        return Sweep(position=position, judged=len(found), unsound=tuple(unsound))

    async def _unsound(self, found: list[Judgement]) -> list[str]:
        judged = await reconciliation_store.remembered(self._pool, found)
        for one in (one for one in judged if not one.sound):
            _log.error("not reconciled", number=one.number, verdict=one.verdict)
        return [one.number for one in judged if not one.sound]


def _living(judge: Callable[[str], Awaitable[Judgement]]) -> Callable[[str], Awaitable[Judgement]]:
    """A sign of life after each: a round is as long as there are consignments."""

    async def judged(number: str) -> Judgement:
        judgement = await judge(number)
        activity.heartbeat(number)
        return judgement

    return judged
