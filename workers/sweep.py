"""The regular round of reconciliation: heads of what has changed, while the histories are there."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from temporalio import activity
from temporalio.client import Client

from ledger import Ledger
from models.reconciliation import Judgement
from models.upkeep import Sweep
from workers import verdicts
from workers.auditing import Auditor
from workers.crowd import each
from workers.histories import Histories
from workers.kinds import PAGES
from workers.standings import changed, standings

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
        due = await changed(self._pool, await verdicts.reached(self._pool))
        due |= await verdicts.unsettled(self._pool)
        found = await each(sorted(due), _living(self._auditor.judge))
        await verdicts.keep(self._pool, found)
        # Enterprises are few and never end: all are due, and no verdict outlives a history.
        found += await each(
            sorted(await standings(self._pool, kind=PAGES)), _living(self._pages.judge)
        )
        # What is past its retention was kept as proven before: only what is not asks for a look.
        unsound = await self._unsound(found)
        await verdicts.swept(self._pool, position, len(found), len(unsound))
        return Sweep(position=position, judged=len(found), unsound=tuple(unsound))

    async def _unsound(self, found: list[Judgement]) -> list[str]:
        judged = await verdicts.remembered(self._pool, found)
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
