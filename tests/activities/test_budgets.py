"""Time-outs add up: an attempt is longer than what it contains, and no retry is endless unseen.

The real activities run on a clock without a wall. Everybody answers at the last moment: then all of
it must fit into the attempt. Or one of them never answers: then the activity itself must say so
before the server gives up on it.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx2
import pytest
from temporalio import activity
from temporalio.client import Client
from temporalio.testing import ActivityEnvironment

from activities.enterprise_messaging import Enrolment
from activities.enterprise_repository import EnterpriseRepository
from activities.ledger_append import Recorder
from activities.notification_dispatch import NotificationDispatch
from activities.notification_log import NotificationLog
from activities.notification_sender import Caller
from activities.notify import NoticeRecord, Notify
from activities.supplier_stream import AnsweringStreams
from activities.system_http import SystemClient
from ledger import Appended, CoalescingWriter, Ledger
from ledger import Head as LedgerHead
from ledger.connection import COMMAND_SECONDS, CONNECT_SECONDS, SERVER_SETTINGS
from ledger.envelope import AppendVerdict
from models.enterprise.messages import ViolationNotice
from models.execution import activity_io
from models.execution.activity_io import Call, CallSubject, Empty, EventBatch
from models.execution.outsiders import ANSWERS_WITHIN, Outsider, seconds
from models.execution.workflow_io import Receipt
from models.kernel.base_types import Frozen
from models.kernel.codes import ReasonCode
from models.kernel.enterprise_terms import Resource
from models.kernel.event import to_entry
from models.kernel.language import Language
from models.kernel.stream_head import StreamHead
from models.kernel.terms import EscalationLevel, MetalKind, Stage, Suspicion, System
from models.notifications.notice import Attempt, Attempts, NoticeStatus, SendRequest, SendResult
from models.notifications.request import NotificationRequest
from models.notifications.routes import Routing
from models.process.capacity_questions import CapacityQuestion
from models.process.decide import register
from models.risk.react import FoundBatch, LevelNews
from models.risk.records import Finding, Pair
from systems import webhook_sender
from tests.activities.clockless import lasted
from tests.draws import FixedDrawing
from tests.history import RULEBOOK, sample_registration
from tests.notices import alarm, notice
from workers.gateway.delivery import PATIENCE_SECONDS, SEARCH_SECONDS
from workers.gateway.webhook_store import LEASE_SECONDS
from workers.wiring import doors
from workflows.activity_specs import DRAIN, ERRANDS, LOOK_AT_RUN, Errand, longest
from workflows.task_queues import Queue

LAST_MOMENT = timedelta(milliseconds=10)
NEVER = timedelta(days=1)
NOW = datetime(2026, 3, 4, 7, 0, tzinfo=UTC)
SUBJECT = CallSubject(tracking_no="NB26-1", seq_no="I1", registered_no="I1", entry_id=None)
BATCH = EventBatch(
    stream_id="consignment/NB26-1",
    after=StreamHead(),
    entries=tuple(map(to_entry, register(sample_registration(1), RULEBOOK, NOW))),
)
TARGETS = {f"target-{number}": {"url": "json://127.0.0.1"} for number in range(12)}
ROUTING = Routing.model_validate({"targets": TARGETS, "routes": [{"to": list(TARGETS)}]})
ANSWERS: dict[str, dict[str, Any]] = {
    "/instructions/I1": {"checks": {"port": []}},
    "/risk/credit/E": {"credit_level": "GENERAL", "risk_level": "R1", "pilot": "ENROLLED"},
    "/fleets/E": {"trucks_free": 1, "locks_free": 1},
    "/permissions/remove": {"status": "GRANTED", "permission_no": "P"},
    "/trips": {"trip_no": "T", "plate": "P", "lock_no": "L", "planned_drive_min": 90},
    "/messages": {"messages": []},
    "/duties/E": {"done": []},
}


class Slow:
    """Everybody outside, each of whom takes as long as he may; one of them takes for ever."""

    def __init__(self, silent: Outsider | None) -> None:
        self._silent = silent

    async def takes(self, whom: Outsider) -> None:
        usual = ANSWERS_WITHIN[whom] - LAST_MOMENT
        await asyncio.sleep((NEVER if whom is self._silent else usual).total_seconds())

    async def append(self, _: object) -> Appended:
        await self.takes(Outsider.APPEND)
        head = LedgerHead(version=1, hash="0" * 64)
        return Appended(verdict=AppendVerdict.APPENDED, head=head, last_position=1)

    async def has_any(self, _: object) -> bool:
        await self.takes(Outsider.READ)
        return False

    async def read_stream(self, _: str) -> list[object]:
        await self.takes(Outsider.READ)
        return []

    async def start_workflow(self, *_: object, rpc_timeout: timedelta, **__: object) -> None:
        async with asyncio.timeout(rpc_timeout.total_seconds()):
            await self.takes(Outsider.TEMPORAL)

    async def execute_update_with_start_workflow(self, *_: object, **__: object) -> None:
        await self.takes(Outsider.WORKFLOW)

    async def list_workflows(self, _: str, rpc_timeout: timedelta) -> Any:
        """As many as are told at a time."""
        async with asyncio.timeout(rpc_timeout.total_seconds()):
            await self.takes(Outsider.TEMPORAL)
        for number in range(8):
            known = SimpleNamespace(get=lambda _: "E")
            yield SimpleNamespace(id=f"consignment/NB26-{number}", typed_search_attributes=known)

    def get_workflow_handle(self, _: str) -> Any:
        async def execute_update(*_: object, **__: object) -> Receipt:
            await self.takes(Outsider.WORKFLOW)
            return Receipt(recorded=(), stage=Stage.PORT, must_act=None, next_due=None)

        return SimpleNamespace(execute_update=execute_update)

    async def note(self, _: object) -> None:
        await self.takes(Outsider.NOTE)
        # The last way out takes longest: what was not recorded is handed to a workflow.
        raise OSError

    async def keep(self, _: object) -> None:
        await self.takes(Outsider.QUERY)

    async def taken(self, _: object) -> activity_io.CapacityTaken:
        await self.takes(Outsider.READ)
        return activity_io.CapacityTaken(taken=0)

    async def send(self, *_: object, **__: object) -> SendResult:
        async with asyncio.timeout(seconds(Outsider.TARGET)):
            await self.takes(Outsider.TARGET)
        return SendResult(sent=True)

    def remote(self, system: System) -> SystemClient:
        async def answer(request: httpx2.Request) -> httpx2.Response:
            await self.takes(Outsider(system.value))
            return httpx2.Response(200, json=ANSWERS.get(request.url.path, {}))

        transport = httpx2.MockTransport(answer)
        client = httpx2.AsyncClient(base_url="http://outside", transport=transport, trust_env=False)
        return SystemClient(system.value, client)


def call(request: Frozen) -> Call[Any]:
    return Call[Any](batch=BATCH, key="key", request=request)


BOX = activity_io.BoxRequest(subject=SUBJECT, box="CSQU3054383")
ASKED: dict[str, Frozen] = {
    "record": call(Empty()),
    "fetch_instruction": call(
        activity_io.InstructionRequest(
            subject=SUBJECT,
            enterprise="E",
            supplier="S",
            kind=MetalKind.COPPER,
            risk_level="R1",
            boxes=("B",),
            at=NOW,
        )
    ),
    "draw_boxes": call(activity_io.DrawRequest(subject=SUBJECT, boxes=("B",), at=NOW)),
    "permit_removal": call(BOX),
    "end_permit": call(
        activity_io.PermitEnd(subject=SUBJECT, box="CSQU3054383", permit_no="P", reason="lapsed")
    ),
    "conclude": call(activity_io.ConclusionRequest(subject=SUBJECT, outcome="RELEASED")),
    "order_transport": call(activity_io.TripRequest(subject=SUBJECT, box="CSQU3054383")),
    "direct_road": call(
        activity_io.RoadRequest(
            subject=SUBJECT,
            order="STOP_FLEET",
            box="CSQU3054383",
            trip_no="T",
            haulier="H",
            reason="late",
        )
    ),
    "permit_unloading": call(BOX),
    "tag_stock": call(activity_io.StockOrder(subject=SUBJECT, state="FREE")),
    "pull_messages": call(
        activity_io.PullRequest(
            system=System.CHECKPOINT, subjects=tuple(f"S{n}" for n in range(30)), since=NOW
        )
    ),
    "look_up_duty": call(
        activity_io.DutyQuestion(system=System.ENTERPRISE, enterprise="E", duty="DRILL", since=NOW)
    ),
    "notify_people": call(
        NotificationRequest(
            number="NB26-1",
            at=NOW,
            notifications=tuple(alarm(EscalationLevel.L3) for _ in range(20)),
        )
    ),
    "report_violation": call(
        activity_io.ViolationReport(
            enterprise="E",
            notice=ViolationNotice(id="v", consignment="NB26-1", code="SV-01", occurred_at=NOW),
        )
    ),
    "tell_finding": call(
        activity_io.FindingReport(
            found=FoundBatch(
                pair=Pair("E", "S", MetalKind.COPPER),
                batch="NB26-1",
                finding=Finding(
                    id="f",
                    reason=ReasonCode.INCLUSION,
                    suspicion=Suspicion.CONFIRMED,
                    occurred_at=NOW,
                ),
            ),
            rulebook="2025-09",
        )
    ),
    "look_at_level": call(
        activity_io.LevelQuestion(pair=Pair("E", "S", MetalKind.COPPER), at=NOW, rulebook="2025-09")
    ),
    "carry_levels": call(LevelNews(supplier="S", finding="f")),
    "prove_order": call(activity_io.OrderQuestion(enterprise="E", order="o")),
    "ask_capacity": call(
        CapacityQuestion(
            id="e", consignment="NB26-1", resource=Resource.BAYS, holder="E", at=NOW, box="B"
        )
    ),
    "carry_standing": call(
        activity_io.StandingOrder(enterprise="E", order="o", suspended=True, reason="audit")
    ),
    "send_notice": SendRequest(target="target-1", notices=(notice(),)),
    "record_attempts": Attempts(
        attempts=(Attempt(notice=notice(), target="t", number=1, status=NoticeStatus.SENT, at=NOW),)
    ),
}
"""What each activity is asked; those of an import and of upkeep take steps, see below."""

FOLDS = {"fold_consignment", "fold_enterprise", "look_at_run"}
"""Two reads of one stream, or none: said by their rows alone."""

STEPS = {
    *("start_consignments", "seal_ledger", "reconcile_changed", "check_health", "keep_draw_keys"),
    *("assess_risk", "plan_review"),
}
"""Many steps with signs of life in between; what they wait for is said by their rows alone."""


def offered(slow: Slow, folder: Path) -> dict[str, Callable[..., Coroutine[Any, Any, Any]]]:
    """The real activities, before slow outsiders."""
    recorder = Recorder(cast("CoalescingWriter", slow))
    register = EnterpriseRepository(cast("Ledger", slow))
    client = cast("Client", slow)
    remotes = {system: slow.remote(system) for system in System}
    desk = NotificationDispatch(client, "queue", ROUTING, Language.EN)
    notify = Notify(NotificationLog(folder / "board.jsonl"), desk, slow.note)
    caller = Caller(dict.fromkeys(TARGETS, cast("Any", slow)), ROUTING, Language.EN, lambda _: "")
    enrolment = Enrolment(recorder, register, client, "queue")
    found: Sequence[Callable[..., Any]] = (
        *doors(
            *(recorder, remotes, register, enrolment, notify, FixedDrawing()),
            streams=AnsweringStreams(cast("Ledger", slow), slow),
            client=client,
            taken=slow.taken,
        ),
        caller.send_notice,
        NoticeRecord(slow.keep).record_attempts,
    )
    return {str(activity._Definition.must_from_callable(door).name): door for door in found}


def errand(name: str) -> Errand:
    return next(row for row in ERRANDS if row.activity == name)


def test_every_activity_is_looked_at() -> None:
    assert {row.activity for row in ERRANDS} == ASKED.keys() | STEPS | FOLDS


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("silent", [None, *Outsider], ids=lambda one: one or "nobody")
def test_an_attempt_is_longer_than_what_it_contains(
    name: str, silent: Outsider | None, tmp_path: Path
) -> None:
    door = offered(Slow(silent), tmp_path)[name]
    came, took = lasted(ActivityEnvironment().run(door, ASKED[name]))
    if silent is None:
        assert not isinstance(came, Exception), came
    assert took < errand(name).attempt


@pytest.mark.parametrize("row", ERRANDS, ids=lambda row: f"{row.activity} in {row.queue}")
def test_the_sum_of_a_row_leaves_room(row: Errand) -> None:
    assert row.waits or row is LOOK_AT_RUN, "only a look at oneself waits for nobody"
    if row.whole is None:
        assert longest(row.waits) < row.attempt
    else:
        heartbeat = row.patience.heartbeat
        assert heartbeat is not None
        assert longest(row.waits) < heartbeat < row.whole


@pytest.mark.parametrize("row", ERRANDS, ids=lambda row: f"{row.activity} in {row.queue}")
def test_every_retry_has_an_end_or_somebody_who_hears_of_it(row: Errand) -> None:
    patience = row.patience
    assert patience.in_all or patience.quiet or patience.seen
    for limit in filter(None, (patience.in_all, patience.quiet)):
        assert limit >= 2 * row.attempt


@pytest.mark.parametrize("name", ["record", "notify_people", "record_attempts", "carry_standing"])
def test_what_nobody_would_do_again_is_tried_for_ever(name: str) -> None:
    patience = errand(name).patience
    assert patience.in_all is None
    assert not patience.retry.maximum_attempts


def by_queue() -> Iterator[tuple[Queue, set[Outsider]]]:
    """Whom each row keeps a slot waiting for, without the ledger and Temporal, which all need.

    Nor those whom the check of health asks: it takes one slot, as there is one at a time.
    """
    ours = {Outsider.APPEND, Outsider.READ, Outsider.QUERY, Outsider.NOTE, Outsider.TEMPORAL}
    ours.add(Outsider.PROBE)
    for row in ERRANDS:
        yield row.queue, {one for asked in row.waits for one in asked} - ours


def test_the_activities_of_a_queue_wait_for_the_same_outsiders() -> None:
    found: dict[Queue, set[Outsider]] = {}
    for queue, waited in by_queue():
        assert found.setdefault(queue, waited) == waited, queue
    assert found[Queue.MAIN] == set()


def test_the_server_ends_a_statement_before_the_recorder_loses_patience() -> None:
    def server(name: str) -> float:
        return float(SERVER_SETTINGS[name].removesuffix("s"))

    assert server("lock_timeout") < server("statement_timeout") < COMMAND_SECONDS
    assert server("statement_timeout") + CONNECT_SECONDS <= seconds(Outsider.APPEND)
    assert seconds(Outsider.QUERY) >= COMMAND_SECONDS + CONNECT_SECONDS


def test_a_message_is_ours_for_longer_than_a_try_takes() -> None:
    assert SEARCH_SECONDS + PATIENCE_SECONDS < LEASE_SECONDS
    assert SEARCH_SECONDS + PATIENCE_SECONDS < webhook_sender._ANSWER_S
    # A tracker that has just been started lives a consignment's whole history first: 3 to 5 s.
    assert PATIENCE_SECONDS >= 2 * 5


def test_a_tracker_that_stops_is_longer_patient_than_a_system_is_slow() -> None:
    assert max(ANSWERS_WITHIN[Outsider(system.value)] for system in System) < DRAIN
