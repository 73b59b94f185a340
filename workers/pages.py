"""The pages of enterprises after a loss of Temporal: each goes on from the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from activities.register import Register
from ledger import Ledger
from ledger.connection import unavailable
from models.enterprise.outlook import next_due
from models.enterprise.terms import Standing
from models.identity import enterprise_of, enterprise_workflow_id
from models.language import Language
from models.values import Frozen
from workers.crowd import each
from workers.enrolling import enterprise, resume_enterprise
from workers.resurrection import Fate

PAGES = """
    select stream_id
    from ledger.events
    where version = 1 and starts_with(stream_id, $1)
    order by stream_id
"""


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
        with unavailable():
            rows = await self.pool.fetch(PAGES, enterprise_workflow_id(""))
        return await each([enterprise_of(row["stream_id"]) for row in rows], self._revive)

    async def _revive(self, code: str) -> PageRevival:
        snapshot = await Register(Ledger(self.pool)).snapshot(code)
        if snapshot is None:
            return PageRevival(enterprise=code, fate=Fate.REFUSED, version=0, why="no events")
        kept = await self._kept(code) or not (
            self.dry_run
            or await resume_enterprise(
                self.client, snapshot, task_queue=self.task_queue, language=self.language
            )
        )
        return PageRevival(
            enterprise=code,
            fate=Fate.RUNS if kept else Fate.RESURRECTED,
            version=snapshot.head.version,
            standing=snapshot.state.standing,
            next_due=next_due(snapshot.state),
        )

    async def _kept(self, code: str) -> bool:
        try:
            seen = await enterprise(self.client, code).describe()
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return False
        return seen.status is WorkflowExecutionStatus.RUNNING
