"""Restarts enterprise workflows from the ledger after a loss of Temporal."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from temporalio.client import Client

from activities.enterprise_repository import EnterpriseRepository
from ledger import Ledger
from models.enterprise.derived_status import next_due
from models.execution import reconciliation
from models.execution.enterprise_io import EnterpriseStart
from models.kernel.base_types import Frozen
from models.kernel.enterprise_terms import EnterpriseStatus
from models.kernel.language import Language
from workers.enterprise_client import open_enterprise, resumed
from workers.recovery.catching_up import CatchingUp
from workers.recovery.history_reader import Histories
from workers.recovery.stream_heads import standings
from workers.recovery.unreadable_streams import each_apart, reason
from workers.recovery.workflow_recovery import RecoveryOutcome, caught_up, hindrance
from workers.stream_kinds import PAGES


class PageRevival(Frozen):
    """One enterprise after resurrection; in a dry run, as it would be."""

    enterprise: str
    fate: RecoveryOutcome
    version: int
    messages: int = 0
    standing: EnterpriseStatus | None = None
    next_due: datetime | None = None
    why: str = ""


@dataclass(frozen=True)
class EnterpriseRecovery:
    """Brings the workflows of enterprises back; a second time it finds them running."""

    client: Client
    pool: Any
    task_queue: str
    dry_run: bool = False
    language: Language = Language.BOTH

    async def run(self, codes: Collection[str] = ()) -> list[PageRevival]:
        """Every enterprise of the ledger, or these only, and what became of it."""
        known = await standings(self.pool, codes or None, PAGES)
        found = await each_apart(known.values(), self._revive, _unread)
        lost = await self._catching_up.unrecorded(known, codes)
        begun = await each_apart(lost, self._begin_again, _unread_code)
        return [*found, *(one for one in begun if one is not None)]

    @property
    def _catching_up(self) -> CatchingUp:
        return CatchingUp(Histories(self.client, PAGES), Ledger(self.pool))

    async def _revive(self, stands: reconciliation.StreamStanding) -> PageRevival:
        revival = partial(PageRevival, enterprise=stands.number, version=stands.head.version)
        memory = await Histories(self.client, PAGES).memory(stands.number)
        if why := hindrance(stands, memory):
            return revival(fate=RecoveryOutcome.REFUSED, why=why)
        lost = await self._catching_up.lost(stands.number)
        if memory is not None and memory.alive:
            fate, why = await caught_up(self._catching_up, stands, memory, lost, self.dry_run)
            return revival(fate=fate, why=why, messages=len(lost))
        snapshot = await EnterpriseRepository(Ledger(self.pool)).snapshot(stands.number)
        if snapshot is None:
            return revival(fate=RecoveryOutcome.REFUSED, why="no events")
        start = resumed(snapshot, self.language).model_copy(update={"kept": lost})
        fresh = await self._opened(start)
        return revival(
            fate=RecoveryOutcome.RESURRECTED if fresh else RecoveryOutcome.RUNS,
            messages=len(lost),
            standing=snapshot.state.standing,
            next_due=next_due(snapshot.state),
        )

    async def _begin_again(self, code: str) -> PageRevival | None:
        """Ended before anything was recorded: it starts as it had, with all that it was told."""
        start = await self._catching_up.first_start(code, EnterpriseStart)
        if start is None or start.snapshot is not None:
            return None
        lost = await self._catching_up.lost(code)
        anew = await self._opened(start.model_copy(update={"kept": lost}))
        fate = RecoveryOutcome.RESURRECTED if anew else RecoveryOutcome.RUNS
        return PageRevival(enterprise=code, fate=fate, version=0, messages=len(lost))

    async def _opened(self, start: EnterpriseStart) -> bool:
        if self.dry_run:
            return True
        return await open_enterprise(self.client, start, task_queue=self.task_queue)


def _unread(stands: reconciliation.StreamStanding, error: Exception) -> PageRevival:
    return _unread_code(stands.number, error, stands.head.version)


def _unread_code(code: str, error: Exception, version: int = 0) -> PageRevival:
    said = reason(PAGES.stream(code), error)
    return PageRevival(enterprise=code, fate=RecoveryOutcome.REFUSED, version=version, why=said)
