"""Doors to nowhere: the activities with answers that a test chooses, and what was asked."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.errors import remote_refused
from models import calls, evolve
from models.alarms import alarms_of
from models.calls import Batch, Call, Reply
from models.enterprise import evolve as enterprises
from models.enterprise.alarms import alarms_of as enterprise_alarms_of
from models.enterprise.start import EnterpriseSnapshot
from models.record import Entry, from_entries
from models.start import Head, Snapshot
from models.values import Frozen

_QUESTIONS: dict[str, tuple[type[Frozen], Frozen]] = {
    "record": (calls.Nothing, calls.Nothing()),
    "fetch_instruction": (
        calls.InstructionRequest,
        calls.Instruction(risk_level="R1", standing="ENROLLED"),
    ),
    "permit_removal": (calls.BoxRequest, calls.Permission(permit_no="P-1")),
    "end_permit": (calls.PermitEnd, calls.Nothing()),
    "order_transport": (
        calls.TripRequest,
        calls.Trip(
            trip_no="T-1",
            plate="浙B12345",
            haulier="甬通集卡",
            lock_no="L-1",
            planned_drive_minutes=90,
        ),
    ),
    "direct_road": (calls.RoadRequest, calls.Nothing()),
    "permit_unloading": (calls.BoxRequest, calls.Nothing()),
    "conclude": (calls.Conclusion, calls.Nothing()),
    "tag_stock": (calls.StockOrder, calls.Nothing()),
    "pull_messages": (calls.PullRequest, calls.Pulled(reports=())),
    "notify_people": (calls.Notices, calls.Nothing()),
    "report_violation": (calls.ViolationReport, calls.Nothing()),
    "prove_order": (calls.OrderQuestion, calls.Proof()),
    "carry_standing": (calls.StandingOrder, calls.StandingHeard()),
    "fold_consignment": (calls.Nothing, calls.Nothing()),
    "fold_enterprise": (calls.Nothing, calls.Nothing()),
    "look_at_run": (calls.Nothing, calls.Begun(reset=False)),
}


def silence() -> ApplicationError:
    """No answer, and none before the patience of the call is over: no test waits for that."""
    return ApplicationError(
        "checkpoint: 503", type="RemoteUnavailable", next_retry_delay=timedelta(hours=2)
    )


@dataclass
class Doors:
    """Records what passes; `answers` replace the usual ones, `refusing` fails for good.

    `orders` is what the register says of each order. `before` is done before a door answers: it may
    fail, or wait for something.
    """

    answers: dict[str, Frozen] = field(default_factory=dict)
    orders: dict[str, calls.Proof] = field(default_factory=dict)
    refusing: set[str] = field(default_factory=set)
    before: dict[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    requests: list[Frozen] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    stream: dict[int, Entry] = field(default_factory=dict)
    ledger_away: Callable[[], Awaitable[None]] | None = None

    @property
    def recorded(self) -> list[str]:
        """The event types of the stream, in order of their versions."""
        assert sorted(self.stream) == list(range(1, len(self.stream) + 1))
        return [self.stream[version].event_type for version in sorted(self.stream)]

    def calls(self, name: str) -> list[str]:
        """The keys under which something was asked."""
        return [key for door, key in self.asked if door == name]

    async def record(self, batch: Batch | None) -> Head | None:
        """The append as the ledger does it: what is there already must be the same."""
        if batch is None:
            return None
        if self.ledger_away is not None:
            await self.ledger_away()
        for version, entry in enumerate(batch.entries, start=batch.after.version + 1):
            assert self.stream.setdefault(version, entry) == entry
        last = batch.after.version + len(batch.entries)
        return Head(version=last, hash=f"{last:064x}")

    def folded(self, name: str) -> Snapshot | EnterpriseSnapshot | None:
        """The stream as a workflow goes on from it, if that is what is asked."""
        entries = [self.stream[version] for version in sorted(self.stream)]
        head = Head(version=len(entries), hash=f"{len(entries):064x}")
        events = from_entries(entries)
        if name == "fold_consignment" and (state := evolve.fold(events)):
            untold = tuple(alarm for event in events for alarm in alarms_of(event))
            return Snapshot(state=state, head=head, untold=untold)
        if name == "fold_enterprise" and (page := enterprises.fold(events)):
            untold = tuple(alarm for event in events for alarm in enterprise_alarms_of(event))
            return EnterpriseSnapshot(state=page, head=head, untold=untold)
        return None

    def all(self) -> Sequence[Callable[..., Any]]:
        """One activity a door."""
        return [self._door(name, *question) for name, question in _QUESTIONS.items()]

    def _door(self, name: str, request: type[Frozen], usual: Frozen) -> Callable[..., Any]:
        async def ask(call: Call[Any]) -> Reply[Any]:
            self.asked.append((name, call.key))
            self.requests.append(call.request)
            head = await self.record(call.batch)
            if name in self.refusing:
                raise remote_refused(name, 422, "no such thing")
            if name in self.before:
                await self.before[name]()
            if isinstance(call.request, calls.Notices):
                self.told += [alarm.subject for alarm in call.request.alarms]
            if isinstance(call.request, calls.OrderQuestion):
                return Reply(head=head, answer=self.orders.get(call.request.order, usual))
            answer = self.folded(name) or self.answers.get(name, usual)
            return Reply(head=head, answer=answer)

        ask.__annotations__ = {"call": Call[request]}  # type: ignore[valid-type]
        return activity.defn(name=name)(ask)


@dataclass
class SharedDoors(Doors):
    """Doors of several workflows: the ledger has a stream for each."""

    streams: dict[str, dict[int, Entry]] = field(default_factory=dict)

    async def record(self, batch: Batch | None) -> Head | None:
        """The append to the stream of whoever asks."""
        self.stream = self.streams.setdefault(activity.info().workflow_id or "", {})
        return await super().record(batch)
