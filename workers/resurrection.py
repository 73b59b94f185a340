"""Temporal has lost everything: every consignment that is not at its end lives on from the ledger.

State and deadlines come from the events, ids are made from the domain: nothing is recorded twice.
A call that no event proves answered is made again under its old idempotency key.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from temporalio.client import Client

from ledger import Ledger
from ledger.connection import unavailable
from models.language import Language
from models.outlook import next_due, stage
from models.reconciliation import Memory, Standing, Verdict, judge
from models.start import Snapshot
from models.state import State
from models.terms import Outcome, Stage
from models.values import Frozen
from projections.history import snapshot_of
from workers.histories import Histories
from workers.kinds import CONSIGNMENTS
from workers.standings import Database, standings
from workers.starting import resume_consignment
from workers.unreadable import each_apart, reason

UNFINISHED = """
    select distinct stream_id
    from ledger.events
    where starts_with(stream_id, $2) and (
      event_type in ('call-failed', 'call-unanswered')
      or (
        event_type = $1
        -- Within minutes the last call is answered, or recorded as failed or unanswered.
        and recorded_at > (select max(recorded_at) from ledger.events) - interval '24 hours'
      )
    )
"""

Freed = Callable[[State], Awaitable[bool]]
"""Whether the enterprise knows that a released lot is free."""


class Fate(StrEnum):
    """What became of a consignment."""

    RESURRECTED = "resurrected"
    RUNS = "runs"
    REFUSED = "refused"


class Revival(Frozen):
    """One consignment after resurrection; in a dry run, as it would be."""

    consignment: str
    fate: Fate
    version: int
    stage: Stage | None = None
    next_due: datetime | None = None
    why: str = ""


@dataclass(frozen=True)
class Resurrection:
    """Brings workflows back; a second time it finds them running."""

    client: Client
    pool: Any
    task_queue: str
    freed: Freed
    dry_run: bool = False
    language: Language = Language.BOTH

    async def run(self) -> list[Revival]:
        """Every consignment that needs a workflow, and what became of it."""
        known = await standings(self.pool)
        unfinished = await _unfinished(self.pool)
        open_ = [one for one in known.values() if not one.closed]
        late = [one for one in known.values() if one.closed and one.number in unfinished]
        lives = await each_apart(open_, self._revive, _unread)
        found = await each_apart(late, self._revive_closed, _unread)
        return [*lives, *(one for one in found if one is not None)]

    async def _revive(self, stands: Standing) -> Revival:
        revival = partial(Revival, consignment=stands.number, version=stands.head.version)
        if found := hindrance(stands, await Histories(self.client).memory(stands.number)):
            fate, why = found
            return revival(fate=fate, why=why)
        snapshot = await snapshot_of(Ledger(self.pool), stands.number)
        return await self._start(stands.number, snapshot)

    async def _revive_closed(self, stands: Standing) -> Revival | None:
        """Closed, but a call may be left to be made."""
        if await Histories(self.client).described(stands.number) is not None:
            return None
        snapshot = await snapshot_of(Ledger(self.pool), stands.number)
        if snapshot is None or await self._at_rest(snapshot.state):
            return None
        return await self._start(stands.number, snapshot)

    async def _at_rest(self, state: State) -> bool:
        if state.waiting_calls:
            return False
        return state.outcome is not Outcome.RELEASED or await self.freed(state)

    async def _start(self, consignment: str, snapshot: Snapshot | None) -> Revival:
        if snapshot is None:
            return Revival(consignment=consignment, fate=Fate.REFUSED, version=0, why="no events")
        fresh = self.dry_run or await resume_consignment(
            self.client, snapshot, task_queue=self.task_queue, language=self.language
        )
        return Revival(
            consignment=consignment,
            fate=Fate.RESURRECTED if fresh else Fate.RUNS,
            version=snapshot.head.version,
            stage=stage(snapshot.state),
            next_due=next_due(snapshot.state),
        )


def _unread(stands: Standing, error: Exception) -> Revival:
    said = reason(CONSIGNMENTS.stream(stands.number), error)
    version = stands.head.version
    return Revival(consignment=stands.number, fate=Fate.REFUSED, version=version, why=said)


def hindrance(stands: Standing, memory: Memory | None) -> tuple[Fate, str] | None:
    """Why no workflow is started for an open stream; None when nothing speaks against it."""
    if memory is None:
        return None
    if memory.alive:
        return Fate.RUNS, ""
    judgement = judge(stands, memory)
    return None if judgement.verdict is Verdict.NO_HISTORY else (Fate.REFUSED, judgement.why)


async def _unfinished(database: Database) -> set[str]:
    with unavailable():
        rows = await database.fetch(UNFINISHED, CONSIGNMENTS.closed, CONSIGNMENTS.stream(""))
    return {CONSIGNMENTS.number(row["stream_id"]) for row in rows}
