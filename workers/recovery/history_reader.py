"""Reads what Temporal knows of a stream: runs, batches sent, heads acknowledged.

Read from the histories themselves, with the data converter of the client.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from temporalio.api.common.v1 import Payloads, WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.workflowservice.v1 import GetWorkflowExecutionHistoryReverseRequest
from temporalio.client import Client, WorkflowHistory
from temporalio.service import RPCError, RPCStatusCode

from activities.ledger_append import to_append
from ledger.chain import chain_events
from models.execution.activity_io import EventBatch
from models.execution.reconciliation import Memory
from models.execution.visibility_filter import condition
from models.execution.workflow_io import Ending
from models.kernel.base_types import Frozen
from models.kernel.stream_head import StreamHead
from workers.stream_kinds import CONSIGNMENTS, StreamKind
from workers.temporal_api import described, instant, listed, status_of

_PAGE = 100
_BROKEN_OFF = 'ExecutionStatus IN ("Terminated", "Failed", "Canceled", "TimedOut")'
_M = TypeVar("_M", bound=Frozen)


class Based(Frozen):
    """The part of any snapshot that concerns the ledger."""

    head: StreamHead


class Started(Frozen):
    """The part of any start that concerns the ledger."""

    snapshot: Based | None = None


class _Carried(Frozen):
    """The part of any call that concerns the ledger."""

    batch: EventBatch | None = None


class _Answered(Frozen):
    """The part of any reply that concerns the ledger."""

    head: StreamHead | None = None


@dataclass(frozen=True)
class SentBatch:
    """A batch on its way to the ledger, as an activity was scheduled with it."""

    batch: EventBatch
    at: datetime

    @property
    def end(self) -> StreamHead:
        """The head that the stream has when the batch is in."""
        last = list(chain_events(to_append(self.batch)))[-1].after
        return StreamHead(version=last.version, hash=last.hash)


@dataclass
class HistorySummary:
    """What was read of a history so far, in whatever direction."""

    start: Started | None = None
    heads: dict[int, StreamHead] = field(default_factory=dict)
    offers: dict[int, SentBatch] = field(default_factory=dict)
    result: StreamHead | None = None
    next_run: str = ""

    @property
    def acknowledged(self) -> StreamHead:
        """The furthest head; one that a snapshot was started with counts as heard."""
        snapshot = self.start.snapshot if self.start else None
        known = [*self.heads.values(), snapshot.head if snapshot else StreamHead()]
        return max([*known, *filter(None, [self.result])], key=lambda head: head.version)

    @property
    def waiting(self) -> tuple[SentBatch, ...]:
        """The batches that nobody has acknowledged."""
        open_ = [offer for event, offer in self.offers.items() if event not in self.heads]
        known = self.acknowledged.version
        return tuple(offer for offer in open_ if offer.end.version > known)

    @property
    def offered(self) -> tuple[StreamHead, ...]:
        """Where they lead."""
        return tuple(offer.end for offer in self.waiting)


@dataclass(frozen=True)
class Run:
    """One run, whole."""

    history: WorkflowHistory
    run_id: str
    trace: HistorySummary

    @property
    def base(self) -> StreamHead:
        """The head that this run went on from."""
        snapshot = self.trace.start.snapshot if self.trace.start else None
        return snapshot.head if snapshot else StreamHead()


@dataclass(frozen=True)
class LastRun:
    """The last run of a workflow, as `RUNNING`, `PAUSED` or by how it ended."""

    id: str
    run_id: str
    first_run_id: str
    status: str
    close_time: datetime | None
    paused: tuple[str, ...] = ()
    """Activities that somebody has paused."""


class Histories:
    """Reads the histories of one namespace: of consignments, or of another kind."""

    def __init__(self, client: Client, kind: StreamKind = CONSIGNMENTS) -> None:
        self.client = client
        self.kind = kind

    async def described(self, number: str) -> LastRun | None:
        """The last workflow of a number, None when Temporal knows none."""
        found = await described(self.client, self.kind.stream(number))
        if found is None:
            return None
        info = found.workflow_execution_info
        return LastRun(
            id=info.execution.workflow_id,
            run_id=info.execution.run_id,
            first_run_id=info.first_run_id,
            status=status_of(info),
            close_time=instant(info.close_time),
            paused=tuple(
                f"{each.activity_type.name} (id {each.activity_id})"
                for each in found.pending_activities
                if each.paused
            ),
        )

    async def memory(self, number: str) -> Memory | None:
        """The last head heard, read from the end of the last run: its cost is bounded."""
        seen = await self.described(number)
        if seen is None:
            return None
        trace = await self.tail(seen.id, seen.run_id)
        return Memory(
            run_ids=(seen.run_id,),
            status=seen.status,
            acknowledged=trace.acknowledged,
            offered=trace.offered,
            paused=seen.paused,
        )

    async def tail(self, workflow_id: str, run_id: str) -> HistorySummary:
        """The end of a run, back to the last head heard."""
        trace = HistorySummary()
        async for event in self.backwards(workflow_id, run_id):
            await self._note(trace, event)
            if trace.result or event.event_id in trace.heads:
                break
        return trace

    async def runs(self, number: str) -> list[Run]:
        """Every run that is retained, in order of the stream that they wrote."""
        stream, seen = self.kind.stream(number), await self.described(number)
        known = [] if seen is None else [seen.first_run_id, seen.run_id]
        # The last run may have been deleted while those before it are retained.
        others = listed(self.client, condition("WorkflowId", stream))
        found_there = [each.execution async for each in others]
        known += [each.run_id for each in found_there if each.workflow_id == stream]
        found: dict[str, Run] = {}
        while known:
            run_id = known.pop()
            if run_id and run_id not in found and (run := await self._run(stream, run_id)):
                found[run_id] = run
                known.append(run.trace.next_run)
        return sorted(found.values(), key=lambda run: run.base.version)

    async def broken_off(self, number: str) -> bool:
        """Some run was ended from outside: what it had accepted may lie in its history alone."""
        stream = self.kind.stream(number)
        found = listed(self.client, f"{condition('WorkflowId', stream)} AND {_BROKEN_OFF}")
        return any([each.execution.workflow_id == stream async for each in found])

    async def ended(self, *, running: bool = False) -> AsyncIterator[str]:
        """The workflow ids of which some run was ended from outside; or those that are running."""
        how = 'ExecutionStatus = "Running"' if running else _BROKEN_OFF
        query = f'WorkflowType="{self.kind.workflow}" AND {how}'
        async for each in listed(self.client, query):
            yield each.execution.workflow_id

    async def known(self) -> AsyncIterator[str]:
        """The workflow ids of all of the kind that Temporal knows."""
        async for each in listed(self.client, f'WorkflowType="{self.kind.workflow}"'):
            yield each.execution.workflow_id

    async def backwards(self, workflow_id: str, run_id: str = "") -> AsyncIterator[HistoryEvent]:
        """The events of a run, by default of the last one, the latest first."""
        request = GetWorkflowExecutionHistoryReverseRequest(
            namespace=self.client.namespace,
            execution=WorkflowExecution(workflow_id=workflow_id, run_id=run_id),
            maximum_page_size=_PAGE,
        )
        while True:
            page = await self.client.workflow_service.get_workflow_execution_history_reverse(
                request
            )
            for event in page.history.events:
                yield event
            if not page.next_page_token:
                return
            request.next_page_token = page.next_page_token

    async def recalled(self, number: str, runs: Sequence[Run]) -> Memory | None:
        """The same as `memory`, from whole runs."""
        seen = await self.described(number)
        if seen is None or not runs:
            return None
        known = max((run.trace.acknowledged for run in runs), key=lambda head: head.version)
        return Memory(
            run_ids=tuple(run.run_id for run in runs),
            status=seen.status,
            acknowledged=known,
            offered=tuple(
                end for run in runs for end in run.trace.offered if end.version > known.version
            ),
        )

    async def _run(self, workflow_id: str, run_id: str) -> Run | None:
        handle = self.client.get_workflow_handle(workflow_id, run_id=run_id)
        try:
            history = await handle.fetch_history()
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return None
        trace = HistorySummary()
        for event in history.events:
            await self._note(trace, event)
        return Run(history, run_id, trace)

    async def _note(self, trace: HistorySummary, event: HistoryEvent) -> None:
        match event.event_type:
            case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED:
                started = event.workflow_execution_started_event_attributes
                trace.start = await self._decoded(started.input, Started)
            case EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
                scheduled = event.activity_task_scheduled_event_attributes
                carried = await self._decoded(scheduled.input, _Carried)
                if carried.batch is not None:
                    at = event.event_time.ToDatetime(UTC)
                    trace.offers[event.event_id] = SentBatch(carried.batch, at)
            case EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED:
                completed = event.activity_task_completed_event_attributes
                answered = await self._decoded(completed.result, _Answered)
                if answered.head is not None:
                    trace.heads[completed.scheduled_event_id] = answered.head
            case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED:
                ended = event.workflow_execution_completed_event_attributes
                trace.result = (await self._decoded(ended.result, Ending)).head
            case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW:
                goes_on = event.workflow_execution_continued_as_new_event_attributes
                trace.next_run = goes_on.new_execution_run_id
            case _:
                pass

    async def _decoded(self, payloads: Payloads, kind: type[_M]) -> _M:
        (value,) = await self.client.data_converter.decode(payloads.payloads, [kind])
        decoded: _M = value
        return decoded
