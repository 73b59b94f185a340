"""Whether every workflow that should go on does: tasks, activities, what was accepted, who is gone.

The index of Temporal gives the candidates; one of them is described, and only of a suspect the end
of its history is read.
"""

from collections.abc import AsyncIterator, Awaitable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionResponse as Described
from temporalio.client import Client
from temporalio.service import RPCError

from ledger import Ledger, LedgerUnavailable
from models.execution.reconciliation import ReconciliationVerdict
from models.health.findings import Fault, Finding
from models.kernel.stream_head import StreamHead
from workers.concurrency import each
from workers.health_checks.naming import Name, name_of
from workers.health_checks.pending import PROBLEMS, PendingActivity, faults, waiting
from workers.health_checks.streams import open_streams
from workers.recovery.history_reader import Histories, HistorySummary
from workers.recovery.reconciler import Auditor
from workers.recovery.stream_heads import standings
from workers.stream_kinds import CONSIGNMENTS, StreamKind
from workers.temporal_api import described, instant, listed, status_of

MINUTES = timedelta(minutes=2)
"""What was accepted is recorded within seconds; so long without is a fault."""
LONG = timedelta(minutes=10)
MOST_DESCRIBED = 2_000
MOST_READ = 200

OURS = (
    "Consignment",
    "PilotEnterprise",
    "ImportManifest",
    "Notice",
    "TellPeople",
    "Reconciliation",
    "SealLedger",
    "KeepDrawKeys",
    "AssessRisk",
    "PlanRiskReview",
    "HealthCheck",
)
_GOING_ON = frozenset({"RUNNING", "PAUSED"})
_TYPES = ", ".join(f'"{each}"' for each in OURS)
_ALIVE = f'WorkflowType IN ({_TYPES}) AND ExecutionStatus IN ("Running", "Paused")'
_SUSPECT = f"{_ALIVE} AND ({PROBLEMS} IS NOT NULL OR TemporalPauseInfo IS NOT NULL)"
_PAUSED = f'WorkflowType IN ({_TYPES}) AND ExecutionStatus = "Paused"'


class Limits(NamedTuple):
    """How many are looked at, and how long may be waited.

    Attributes:
        described: so many workflows beside the suspects.
        unrecorded: what was accepted may wait so long for the ledger.
        retried: any other call may be made again for so long.
    """

    described: int = MOST_DESCRIBED
    unrecorded: timedelta = MINUTES
    retried: timedelta = LONG


class Workflows:
    """Looks at the workflows of one namespace; those that are `known` are suspects."""

    def __init__(
        self,
        client: Client,
        pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
        *,
        known: Iterable[str] = (),
        limits: Limits = Limits(),  # noqa: B008 - a tuple
    ) -> None:
        self._client, self._pool = client, pool
        self._known, self._limits = tuple(known), limits

    async def standing(self) -> list[Finding]:
        """Tasks that fail, activities and workflows that are paused or get no further."""
        suspects = dict.fromkeys(self._known)
        suspects |= dict.fromkeys([each async for each in self._ids(_SUSPECT)])
        suspects |= dict.fromkeys([each async for each in self._ids(_PAUSED)])
        running = [each async for each in self._ids(_ALIVE)]
        asked = list(dict.fromkeys([*suspects, *running]))
        now = datetime.now(UTC)
        seen = await each(asked[: max(self._limits.described, len(suspects))], self._described)
        found = [one for one in seen if one is not None and _goes_on(one)]
        failing = [fault for one in found for fault in faults(one)]
        late = [(one, held) for one in found if (held := waiting(one, now))]
        return [
            *await each(failing, self._explained),
            *await self._late(late[:MOST_READ], now),
            *_unseen(asked[max(self._limits.described, len(suspects)) :]),
        ]

    async def gone(self, kind: StreamKind = CONSIGNMENTS) -> list[Finding]:
        """Streams that are open, and that no workflow goes on with."""
        streams = await open_streams(self._pool, kind)
        alive = f'WorkflowType = "{kind.workflow}" AND ExecutionStatus IN ("Running", "Paused")'
        running = {one async for one in self._ids(alive)}
        missing = sorted(streams - running)

        async def left(workflow_id: str) -> Finding | None:
            return await _readable(workflow_id, self._left(workflow_id))

        seen = await each(missing[: self._limits.described], left)
        found = [one for one in seen if one is not None]
        return found + _unseen(missing[self._limits.described :])

    async def _ids(self, query: str) -> AsyncIterator[str]:
        async for one in listed(self._client, query):
            yield one.execution.workflow_id

    async def _described(self, workflow_id: str) -> Described | None:
        return await described(self._client, workflow_id)

    async def _left(self, workflow_id: str) -> Finding | None:
        """Looked at by itself: the index follows a moment later."""
        name, seen = name_of(workflow_id), await described(self._client, workflow_id)
        if seen is None:
            return name.finding(Fault.WORKFLOW_GONE, None, "", "")
        info = seen.workflow_execution_info
        status = status_of(info)
        if status in _GOING_ON or await self._closed_since(name):
            return None
        verdict, why = await self._verdict(name)
        lost = verdict in {ReconciliationVerdict.WORKFLOW_AHEAD, ReconciliationVerdict.NO_LEDGER}
        fault = Fault.LEDGER_LOST if lost else Fault.WORKFLOW_ENDED
        return name.finding(fault, instant(info.close_time), why or status, workflow_id)

    async def _closed_since(self, name: Name) -> bool:
        if name.kind is None:
            return False
        return (await standings(self._pool, [name.subject], name.kind))[name.subject].closed

    async def _verdict(self, name: Name) -> tuple[ReconciliationVerdict | None, str]:
        if name.kind is None:
            return None, ""
        histories = Histories(self._client, name.kind)
        judged = await Auditor(histories, Ledger(self._pool), self._pool).judge(name.subject)
        return judged.verdict, judged.why

    async def _explained(self, finding: Finding) -> Finding:
        """With what the last task that is in the history failed of."""
        if finding.fault is not Fault.TASK_FAILS:
            return finding
        histories = Histories(self._client)
        async for event in histories.backwards(finding.workflow):
            if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED:
                failed = event.workflow_task_failed_event_attributes
                return finding.model_copy(update={"why": failed.failure.message[:300]})
            if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
                break
        return finding

    async def _late(
        self, late: list[tuple[Described, tuple[PendingActivity, ...]]], now: datetime
    ) -> list[Finding]:
        heads = await self._heads(one for one, _ in late)

        async def judged(one: tuple[Described, tuple[PendingActivity, ...]]) -> Finding | None:
            workflow_id = one[0].workflow_execution_info.execution.workflow_id
            return await _readable(workflow_id, self._judged(*one, heads, now))

        return [one for one in await each(late, judged) if one is not None]

    async def _heads(self, late: Iterable[Described]) -> Mapping[str, StreamHead]:
        """What the ledger holds of these; nothing while it does not answer, which is said too."""
        names = [name_of(one.workflow_execution_info.execution.workflow_id) for one in late]
        found: dict[str, StreamHead] = {}
        if self._pool is None:
            return found
        for kind in {name.kind for name in names if name.kind is not None}:
            numbers = [name.subject for name in names if name.kind is kind]
            try:
                stands = await standings(self._pool, numbers, kind)
            except LedgerUnavailable:
                continue
            found |= {kind.stream(number): one.head for number, one in stands.items()}
        return found

    async def _judged(
        self,
        one: Described,
        held: tuple[PendingActivity, ...],
        heads: Mapping[str, StreamHead],
        now: datetime,
    ) -> Finding | None:
        execution = one.workflow_execution_info.execution
        name = name_of(execution.workflow_id)
        longest = max(held, key=lambda each: each.at_least)
        by_tries, why = longest.at_least, longest.why
        if name.kind is not None:
            histories = Histories(self._client, name.kind)
            trace = await histories.tail(execution.workflow_id, execution.run_id)
            head = heads.get(execution.workflow_id, StreamHead())
            since = _unrecorded_since(trace, head)
            if since is not None and max(by_tries, now - since) >= self._limits.unrecorded:
                lost = head.version and head.version < trace.acknowledged.version
                fault = Fault.LEDGER_LOST if lost else Fault.NOT_RECORDED
                return name.finding(fault, min(since, now - by_tries), why, execution.workflow_id)
        first = await self._scheduled(one, held)
        since = min(first or now, now - by_tries)
        if now - since < self._limits.retried:
            return None
        return name.finding(Fault.ACTIVITY_RETRIED, since, why, execution.workflow_id)

    async def _scheduled(
        self, one: Described, held: tuple[PendingActivity, ...]
    ) -> datetime | None:
        """When the first of these was wanted; each try forgets when the one before it was."""
        ids = {each.activity.activity_id for each in held}
        first: datetime | None = None
        workflow_id = one.workflow_execution_info.execution.workflow_id
        async for event in Histories(self._client).backwards(workflow_id):
            if event.activity_task_scheduled_event_attributes.activity_id in ids:
                first = instant(event.event_time)
                ids.discard(event.activity_task_scheduled_event_attributes.activity_id)
            if not ids:
                break
        return first


async def _readable(workflow_id: str, looking: Awaitable[Finding | None]) -> Finding | None:
    """What is found; of a history that nobody can read, that: it hides none of the others."""
    try:
        return await looking
    except (RPCError, LedgerUnavailable):
        raise
    except Exception as error:  # noqa: BLE001 - whatever lies in a history
        why = f"its history cannot be read: {error}"
        return name_of(workflow_id).finding(Fault.NOT_LOOKED_AT, None, why, workflow_id)


def _goes_on(seen: Described) -> bool:
    return status_of(seen.workflow_execution_info) in _GOING_ON


def _unrecorded_since(trace: HistorySummary, head: StreamHead) -> datetime | None:
    """Since when a batch waits that the ledger does not hold; None when it holds them all."""
    waits = [offer.at for offer in trace.waiting if offer.end.version > head.version]
    return min(waits, default=None)


def _unseen(rest: list[str]) -> list[Finding]:
    if not rest:
        return []
    return [Finding(fault=Fault.NOT_LOOKED_AT, subject=f"{len(rest)} workflows")]
