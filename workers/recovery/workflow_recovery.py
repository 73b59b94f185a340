"""Restarts consignment workflows from the ledger.

State and deadlines come from the events, ids are made from the domain: nothing is recorded twice.
A call that no event proves answered is made again under its old idempotency key.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from temporalio.client import Client

from ledger import Ledger
from ledger.connection import unavailable
from models.consignment.state import State
from models.execution.accepted_messages import Kept
from models.execution.reconciliation import (
    Memory,
    ReconciliationVerdict,
    StreamStanding,
    judge,
    lost_by_ledger,
)
from models.execution.workflow_io import Snapshot, Start
from models.kernel.base_types import Frozen
from models.kernel.language import Language
from models.kernel.terms import Outcome, Stage
from models.process.derived_status import next_due, stage
from projections.stream_reader import snapshot_of
from workers.consignment_client import begin_consignment, resume_consignment
from workers.recovery import reconciliation_store
from workers.recovery.catching_up import CatchingUp
from workers.recovery.history_reader import Histories
from workers.recovery.stream_heads import HeadsDatabase, standings
from workers.recovery.unreadable_streams import each_apart, reason
from workers.stream_kinds import CONSIGNMENTS

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

NOT_TAKEN_UP = "it was told to go on from the ledger, and no tracker has taken that up: is one up?"

Freed = Callable[[State], Awaitable[bool]]
"""Whether the enterprise knows that a released lot is free."""


class RecoveryOutcome(StrEnum):
    """What became of a consignment."""

    RESURRECTED = "resurrected"
    CAUGHT_UP = "caught up"
    RUNS = "runs"
    REFUSED = "refused"


class Revival(Frozen):
    """One consignment after resurrection; in a dry run, as it would be.

    `messages` were accepted by a run that was broken off, and are decided again.
    """

    consignment: str
    fate: RecoveryOutcome
    version: int
    messages: int = 0
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

    async def run(self, numbers: Collection[str] = ()) -> list[Revival]:
        """Every consignment that needs a workflow, or one that knows the ledger; or these only."""
        known = await standings(self.pool, numbers or None)
        unfinished = await _unfinished(self.pool) | await self._catching_up.touched()
        open_ = [one for one in known.values() if not one.closed]
        late = [one for one in known.values() if one.closed and one.number in unfinished]
        lives = await each_apart(open_, self._revive, _unread)
        found = await each_apart(late, self._revive_closed, _unread)
        lost = await self._catching_up.unrecorded(known, numbers)
        begun = await each_apart(lost, self._begin_again, _unread_number)
        return [*lives, *(one for one in (*found, *begun) if one is not None)]

    @property
    def _catching_up(self) -> CatchingUp:
        return CatchingUp(Histories(self.client), Ledger(self.pool))

    async def _revive(self, stands: StreamStanding) -> Revival:
        revival = partial(Revival, consignment=stands.number, version=stands.head.version)
        memory = await Histories(self.client).memory(stands.number)
        if why := hindrance(stands, memory):
            return revival(fate=RecoveryOutcome.REFUSED, why=why)
        lost = await self._catching_up.lost(stands.number)
        if memory is not None and memory.alive:
            fate, why = await caught_up(self._catching_up, stands, memory, lost, self.dry_run)
            return revival(fate=fate, why=why, messages=len(lost))
        snapshot = await snapshot_of(Ledger(self.pool), stands.number)
        return await self._start(stands.number, snapshot, lost)

    async def _begin_again(self, number: str) -> Revival | None:
        """Ended before anything was recorded: it starts as it had, with all that it was told."""
        start = await self._catching_up.first_start(number, Start)
        if start is None or start.registration is None:
            return None
        lost = await self._catching_up.lost(number)
        anew = self.dry_run or await begin_consignment(
            self.client, start.model_copy(update={"kept": lost}), task_queue=self.task_queue
        )
        fate = RecoveryOutcome.RESURRECTED if anew else RecoveryOutcome.RUNS
        return Revival(consignment=number, fate=fate, version=0, messages=len(lost))

    async def _revive_closed(self, stands: StreamStanding) -> Revival | None:
        """Closed, but a call may be left to be made, a message that came last, or a run to end."""
        memory = await Histories(self.client).memory(stands.number)
        if memory is not None and memory.alive:
            found = await self._revive(stands)
            return None if found.fate is RecoveryOutcome.RUNS and not found.why else found
        lost = await self._catching_up.lost(stands.number)
        if memory is not None and (hindrance(stands, memory) or (memory.completed and not lost)):
            return None
        snapshot = await snapshot_of(Ledger(self.pool), stands.number)
        # One that was ended from outside is brought to its end, even if nothing is left to be done.
        forgotten = memory is None and not lost
        if snapshot is None or (forgotten and await self._at_rest(stands, snapshot.state)):
            return None
        return await self._start(stands.number, snapshot, lost)

    async def _at_rest(self, stands: StreamStanding, state: State) -> bool:
        """Its workflow was seen to have come to its end, and nothing is left to be done."""
        known = await reconciliation_store.proven(self.pool, {stands.number: stands.head.hash})
        if state.waiting_calls or not known:
            return False
        return state.outcome is not Outcome.RELEASED or await self.freed(state)

    async def _start(
        self, consignment: str, snapshot: Snapshot | None, lost: tuple[Kept, ...]
    ) -> Revival:
        if snapshot is None:
            return Revival(
                consignment=consignment, fate=RecoveryOutcome.REFUSED, version=0, why="no events"
            )
        fresh = self.dry_run or await resume_consignment(
            self.client,
            snapshot,
            task_queue=self.task_queue,
            language=self.language,
            kept=lost,
        )
        return Revival(
            consignment=consignment,
            fate=RecoveryOutcome.RESURRECTED if fresh else RecoveryOutcome.RUNS,
            version=snapshot.head.version,
            messages=len(lost),
            stage=stage(snapshot.state),
            next_due=next_due(snapshot.state),
        )


def _unread(stands: StreamStanding, error: Exception) -> Revival:
    return _unread_number(stands.number, error, stands.head.version)


def _unread_number(number: str, error: Exception, version: int = 0) -> Revival:
    said = reason(CONSIGNMENTS.stream(number), error)
    return Revival(consignment=number, fate=RecoveryOutcome.REFUSED, version=version, why=said)


def hindrance(stands: StreamStanding, memory: Memory | None) -> str:
    """Why nothing can go on from the ledger; empty when nothing speaks against it."""
    if memory is None or memory.alive or not lost_by_ledger(stands, memory):
        return ""
    return judge(stands, memory).why


async def caught_up(
    catching_up: CatchingUp,
    stands: StreamStanding,
    memory: Memory,
    lost: tuple[Kept, ...],
    dry_run: bool,  # noqa: FBT001 - passed on
) -> tuple[RecoveryOutcome, str]:
    """A running workflow goes on from the ledger if that knows more, or messages are missing."""
    behind = judge(stands, memory).verdict is ReconciliationVerdict.LEDGER_AHEAD
    if not (behind or lost):
        return RecoveryOutcome.RUNS, ""
    if dry_run or await catching_up.catch_up(stands.number, lost):
        return RecoveryOutcome.CAUGHT_UP, ""
    return RecoveryOutcome.RUNS, NOT_TAKEN_UP


async def _unfinished(database: HeadsDatabase) -> set[str]:
    with unavailable():
        rows = await database.fetch(UNFINISHED, CONSIGNMENTS.closed, CONSIGNMENTS.stream(""))
    return {CONSIGNMENTS.number(row["stream_id"]) for row in rows}
