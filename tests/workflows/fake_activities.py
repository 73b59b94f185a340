"""Doors to nowhere: the activities with answers that a test chooses, and what was asked."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.errors import remote_refused
from models.enterprise import evolve as enterprises
from models.enterprise.notifications import notifications_of as enterprise_alarms_of
from models.execution import activity_io
from models.execution.activity_io import Call, EventBatch, Reply
from models.execution.enterprise_io import EnterpriseSnapshot
from models.execution.workflow_io import Snapshot
from models.kernel.base_types import Frozen
from models.kernel.event import EventRecord
from models.kernel.risk_terms import Why
from models.kernel.stream_head import StreamHead
from models.kernel.terms import RiskLevel
from models.notifications.request import NotificationRequest
from models.notifications.table import notifications_of
from models.process import evolve
from models.process.capacity_questions import CapacityQuestion
from models.process.stored_events import from_entries
from models.risk.react import LevelNews
from tests.draws import chances_of
from tests.history import START
from tests.levels import pinned
from tests.models.stories import INSTRUCTED

_QUESTIONS: dict[str, tuple[type[Frozen], Frozen]] = {
    "record": (activity_io.Empty, activity_io.Empty()),
    "fetch_instruction": (
        activity_io.InstructionRequest,
        activity_io.ControlInstruction(**INSTRUCTED.model_dump()),
    ),
    "draw_boxes": (
        activity_io.DrawRequest,
        activity_io.DrawAnswer(chances=chances_of("NB25-000001", (), START)),
    ),
    "permit_removal": (activity_io.BoxRequest, activity_io.Permission(permit_no="P-1")),
    "end_permit": (activity_io.PermitEnd, activity_io.Empty()),
    "order_transport": (
        activity_io.TripRequest,
        activity_io.AssignedTrip(
            trip_no="T-1",
            plate="浙B12345",
            haulier="甬通集卡",
            lock_no="L-1",
            planned_drive_minutes=90,
        ),
    ),
    "direct_road": (activity_io.RoadRequest, activity_io.Empty()),
    "permit_unloading": (activity_io.BoxRequest, activity_io.Empty()),
    "conclude": (activity_io.ConclusionRequest, activity_io.Empty()),
    "tag_stock": (activity_io.StockOrder, activity_io.Empty()),
    "pull_messages": (activity_io.PullRequest, activity_io.Pulled(reports=())),
    "look_up_duty": (activity_io.DutyQuestion, activity_io.DutiesDone()),
    "notify_people": (NotificationRequest, activity_io.Empty()),
    "report_violation": (activity_io.ViolationReport, activity_io.Empty()),
    "prove_order": (activity_io.OrderQuestion, activity_io.StatusProof()),
    "tell_finding": (
        activity_io.FindingReport,
        activity_io.LevelsTold(before=RiskLevel.R1, after=RiskLevel.R1, why=Why.COLD_START),
    ),
    "look_at_level": (
        activity_io.LevelQuestion,
        activity_io.LevelFound(assessment=pinned()),
    ),
    "carry_levels": (LevelNews, activity_io.StandingHeard()),
    "ask_capacity": (CapacityQuestion, activity_io.CapacityTaken(taken=0)),
    "carry_standing": (activity_io.StandingOrder, activity_io.StandingHeard()),
    "fold_consignment": (activity_io.Empty, activity_io.Empty()),
    "fold_enterprise": (activity_io.Empty, activity_io.Empty()),
    "look_at_run": (activity_io.Empty, activity_io.RunOrigin(reset=False)),
}


def _drawn(answer: Any, asked: Any) -> Any:
    """An instruction and a draw come with the chances of the boxes that are asked about."""
    if not isinstance(answer, activity_io.ControlInstruction | activity_io.DrawAnswer):
        return answer
    chances = chances_of(asked.subject.tracking_no, asked.boxes, asked.at)
    return answer.model_copy(update={"chances": chances})


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
    orders: dict[str, activity_io.StatusProof] = field(default_factory=dict)
    refusing: set[str] = field(default_factory=set)
    before: dict[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    requests: list[Frozen] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    stream: dict[int, EventRecord] = field(default_factory=dict)
    ledger_away: Callable[[], Awaitable[None]] | None = None

    @property
    def recorded(self) -> list[str]:
        """The event types of the stream, in order of their versions."""
        assert sorted(self.stream) == list(range(1, len(self.stream) + 1))
        return [self.stream[version].event_type for version in sorted(self.stream)]

    def calls(self, name: str) -> list[str]:
        """The keys under which something was asked."""
        return [key for door, key in self.asked if door == name]

    async def record(self, batch: EventBatch | None) -> StreamHead | None:
        """The append as the ledger does it: what is there already must be the same."""
        if batch is None:
            return None
        if self.ledger_away is not None:
            await self.ledger_away()
        for version, entry in enumerate(batch.entries, start=batch.after.version + 1):
            assert self.stream.setdefault(version, entry) == entry
        last = batch.after.version + len(batch.entries)
        return StreamHead(version=last, hash=f"{last:064x}")

    def folded(self, name: str) -> Snapshot | EnterpriseSnapshot | None:
        """The stream as a workflow goes on from it, if that is what is asked."""
        entries = [self.stream[version] for version in sorted(self.stream)]
        head = StreamHead(version=len(entries), hash=f"{len(entries):064x}")
        events = from_entries(entries)
        if name == "fold_consignment" and (state := evolve.fold(events)):
            untold = tuple(alarm for event in events for alarm in notifications_of(event))
            return Snapshot(state=state, head=head, pending_notifications=untold)
        if name == "fold_enterprise" and (page := enterprises.fold(events)):
            untold = tuple(alarm for event in events for alarm in enterprise_alarms_of(event))
            return EnterpriseSnapshot(state=page, head=head, pending_notifications=untold)
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
            if isinstance(call.request, NotificationRequest):
                self.told += [alarm.subject for alarm in call.request.notifications]
            if isinstance(call.request, activity_io.OrderQuestion):
                return Reply(head=head, answer=self.orders.get(call.request.order, usual))
            answer = self.folded(name) or self.answers.get(name, usual)
            return Reply(head=head, answer=_drawn(answer, call.request))

        ask.__annotations__ = {"call": Call[request]}  # type: ignore[valid-type]
        return activity.defn(name=name)(ask)


@dataclass
class SharedDoors(Doors):
    """Doors of several workflows: the ledger has a stream for each."""

    streams: dict[str, dict[int, EventRecord]] = field(default_factory=dict)

    async def record(self, batch: EventBatch | None) -> StreamHead | None:
        """The append to the stream of whoever asks."""
        self.stream = self.streams.setdefault(activity.info().workflow_id or "", {})
        return await super().record(batch)
