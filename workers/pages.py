"""The pages of enterprises after a loss of Temporal: each goes on from the ledger."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from temporalio.client import Client

from activities.register import Register
from ledger import Ledger
from models import reconciliation
from models.enterprise.outlook import next_due
from models.enterprise.terms import Standing
from models.language import Language
from models.values import Frozen
from workers.enrolling import resume_enterprise
from workers.histories import Histories
from workers.kinds import PAGES
from workers.resurrection import Fate, hindrance
from workers.standings import standings
from workers.unreadable import each_apart, reason


class PageRevival(Frozen):
    """One enterprise after resurrection; in a dry run, as it would be."""

    enterprise: str
    fate: Fate
    version: int
    standing: Standing | None = None
    next_due: datetime | None = None
    why: str = ""


@dataclass(frozen=True)
class Pages:
    """Brings the workflows of enterprises back; a second time it finds them running."""

    client: Client
    pool: Any
    task_queue: str
    dry_run: bool = False
    language: Language = Language.BOTH

    async def run(self) -> list[PageRevival]:
        """Every enterprise of the ledger, and what became of it."""
        known = (await standings(self.pool, kind=PAGES)).values()
        return await each_apart(known, self._revive, _unread)

    async def _revive(self, stands: reconciliation.Standing) -> PageRevival:
        revival = partial(PageRevival, enterprise=stands.number, version=stands.head.version)
        memory = await Histories(self.client, PAGES).memory(stands.number)
        if found := hindrance(stands, memory):
            fate, why = found
            return revival(fate=fate, why=why)
        snapshot = await Register(Ledger(self.pool)).snapshot(stands.number)
        if snapshot is None:
            return revival(fate=Fate.REFUSED, why="no events")
        fresh = self.dry_run or await resume_enterprise(
            self.client, snapshot, task_queue=self.task_queue, language=self.language
        )
        return revival(
            fate=Fate.RESURRECTED if fresh else Fate.RUNS,
            standing=snapshot.state.standing,
            next_due=next_due(snapshot.state),
        )


def _unread(stands: reconciliation.Standing, error: Exception) -> PageRevival:
    said = reason(PAGES.stream(stands.number), error)
    version = stands.head.version
    return PageRevival(enterprise=stands.number, fate=Fate.REFUSED, version=version, why=said)
