"""Reads from histories which messages a workflow had accepted.

Who sent one has a receipt. When the run that accepted it was reset, terminated or lost before the
ledger had what it led to, it lies here and nowhere else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from temporalio.api.common.v1 import Payloads
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.update.v1 import Outcome, Request
from temporalio.converter import DataConverter

from ledger import Recorded
from models.execution import accepted_messages
from models.execution.accepted_messages import CANCEL, Kept, Missed
from models.kernel.base_types import Frozen
from workers.recovery.history_reader import Run
from workers.stream_kinds import StreamKind

_M = TypeVar("_M", bound=Frozen)
Known = tuple[str, str]
"""Name and id of a message."""


class _Begun(Frozen):
    """The part of any start that concerns messages."""

    kept: tuple[Kept, ...] = ()
    offset_seconds: int = 0


class _Receipt(Frozen):
    """The part of any answer that says whether a message led to anything."""

    recorded: tuple[str, ...] = ("unknown",)


@dataclass(frozen=True)
class AcceptedMessages:
    """Those that a run took in, and those that a reset brought to it and that it did not take in.

    Of the latter the sender has the receipt of an earlier run.
    """

    taken: tuple[Kept, ...]
    brought: tuple[Kept, ...]

    def __iter__(self) -> Iterator[Kept]:
        """All of them."""
        return iter((*self.taken, *self.brought))


@dataclass
class _Reading:
    """What was read of one history so far."""

    begun: _Begun = field(default_factory=_Begun)
    run_id: str = ""
    admitted: dict[str, tuple[datetime, Request]] = field(default_factory=dict)
    accepted: dict[int, Kept] = field(default_factory=dict)
    found: list[Kept] = field(default_factory=list)

    def time(self, event: HistoryEvent) -> datetime:
        """When something happened, by the clock of the domain."""
        shift = timedelta(seconds=self.begun.offset_seconds)
        return event.event_time.ToDatetime(UTC) + shift


class Accepted:
    """Reads the messages of one kind of workflow."""

    def __init__(self, kind: StreamKind, converter: DataConverter) -> None:
        self._kind, self._converter = kind, converter

    async def of(self, run: Run) -> AcceptedMessages:
        """What a run had accepted, but for what led to nothing when it came."""
        reading = _Reading()
        for event in run.history.events:
            await self._note(reading, event)
        late = [await self._kept(*each) for each in reading.admitted.values()]
        taken = (*reading.found, *reading.accepted.values())
        return AcceptedMessages(taken, tuple(one for one in late if one is not None))

    async def _note(self, reading: _Reading, event: HistoryEvent) -> None:
        match event.event_type:
            case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED:
                started = event.workflow_execution_started_event_attributes
                reading.begun = await self._decoded(started.input, _Begun)
                reading.run_id = started.original_execution_run_id
                reading.found += reading.begun.kept
            case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED:
                signal = event.workflow_execution_signaled_event_attributes
                if signal.signal_name == "catch_up":
                    reading.found += (await self._decoded(signal.input, Missed)).kept
            case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED:
                reason = event.workflow_execution_cancel_requested_event_attributes.cause
                asked = accepted_messages.cancellation(reading.run_id, reason)
                reading.found.append(
                    accepted_messages.kept(CANCEL, asked.id, reading.time(event), asked)
                )
            case _:
                await self._note_update(reading, event)

    async def _note_update(self, reading: _Reading, event: HistoryEvent) -> None:
        match event.event_type:
            case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ADMITTED:
                request = event.workflow_execution_update_admitted_event_attributes.request
                reading.admitted[request.meta.update_id] = (reading.time(event), request)
            case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
                taken = event.workflow_execution_update_accepted_event_attributes
                mine = (reading.time(event), taken.accepted_request)
                at, request = reading.admitted.pop(taken.protocol_instance_id, mine)
                if one := await self._kept(at, request):
                    reading.accepted[event.event_id] = one
            case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED:
                done = event.workflow_execution_update_completed_event_attributes
                if not await self._led_to_something(done.outcome):
                    reading.accepted.pop(done.accepted_event_id, None)
            case _:
                pass

    async def _led_to_something(self, outcome: Outcome) -> bool:
        if not outcome.HasField("success"):
            return False
        return bool((await self._decoded(outcome.success, _Receipt)).recorded)

    async def _kept(self, at: datetime, request: Request) -> Kept | None:
        kind = self._kind.messages.get(request.input.name)
        if kind is None:
            return None
        (said,) = await self._converter.decode(request.input.args.payloads, [kind])
        return accepted_messages.kept(request.input.name, request.meta.update_id, at, said)

    async def _decoded(self, payloads: Payloads, kind: type[_M]) -> _M:
        (value,) = await self._converter.decode(payloads.payloads[:1], [kind])
        decoded: _M = value
        return decoded


def unrecorded(found: Iterable[Kept], rows: Sequence[Recorded]) -> Iterable[Kept]:
    """Those of which the ledger holds nothing, each once, in the order in which they came."""
    seen = {row.metadata["cause"]: row.metadata["digest"] for row in rows}
    once: dict[Known, Kept] = {}
    for one in sorted(found, key=lambda one: one.at):
        once.setdefault((one.name, one.id), one)
    return [one for one in once.values() if not accepted_messages.recorded(one, seen)]
