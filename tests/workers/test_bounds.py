"""What has bounds, on the real server and the real ledger: outages, violations, boxes."""

import asyncio
import base64
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from activities.enterprise_messaging import Enrolment
from activities.enterprise_repository import EnterpriseRepository
from activities.ledger_append import Recorder
from activities.temporal_errors import is_transient
from ledger import CoalescingWriter, Ledger
from models.consignment.registration import MOST_BOXES
from models.consignment.state import State
from models.enterprise.messages import ViolationNotice
from models.execution.accepted_messages import update_id
from models.execution.activity_io import Call, StandingOrder, ViolationReport
from models.execution.manifest_import import Tally
from models.execution.reconciliation import ReconciliationVerdict
from models.execution.workflow_io import Snapshot, Start
from models.kernel.base_types import replace
from models.kernel.errors import Oversized
from models.kernel.identity import consignment_workflow_id, enterprise_workflow_id
from models.kernel.stream_head import StreamHead
from models.kernel.terms import Mode, Overlay, System
from models.process.messages import Report
from models.supervision.messages import Unknown
from models.transport.events import ArrivalNotified
from tests.enterprises import breach, enterprise
from tests.fullest import full
from tests.history import START, append_to, sample_registration
from tests.workers.imports.imported import manifest, office
from tests.workers.recovery.recovery_fixtures import lived
from tests.workers.recovery.test_workflow_recovery import resurrected
from tests.workflows.fake_activities import Doors
from workers.consignment_client import Handle, consignment, start_consignment
from workers.imports import import_activity, import_store
from workers.recovery.workflow_recovery import RecoveryOutcome
from workers.task_queue_workers import tracker
from workflows.consignment import ConsignmentWorkflow
from workflows.enterprise import PilotEnterpriseWorkflow

MANY = 3_500
INVALID = RPCError("Blob data size exceeds limit", RPCStatusCode.INVALID_ARGUMENT, b"")


async def test_forty_five_large_facts_outlast_a_locked_ledger_and_nothing_is_lost(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        handle, before = consignment(temporal, one.number), len((await one.state()).seen)
        async with pool.acquire() as other, other.transaction():
            await other.execute("lock table ledger.events in access exclusive mode")
            for number in range(45):
                fact = Unknown(raw=f"{number} " + "x" * 60_000)
                at = datetime.now(UTC)
                report = Report(
                    id=f"m-{number}", system=System.CHECKPOINT, occurred_at=at, fact=fact
                )
                await handle.execute_update(
                    ConsignmentWorkflow.report, report, id=update_id(report)
                )
        async with asyncio.timeout(120):
            while await _recorded(pool, one.stream) < 45:
                await asyncio.sleep(0.1)
        assert len((await one.state()).seen) >= before + 45
        async with asyncio.timeout(60):
            while (found := await one.judged(3)).verdict is ReconciliationVerdict.IN_FLIGHT:
                await asyncio.sleep(0.1)
        assert found.verdict is ReconciliationVerdict.AGREE, found.why


async def test_what_a_run_holds_that_nobody_can_compress_begins_the_next_one(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        handle = consignment(temporal, one.number)
        async with pool.acquire() as other, other.transaction():
            await other.execute("lock table ledger.events in access exclusive mode")
            sent = await noise_until_it_is_busy(handle)
            await handle.terminate("lost while much was accepted")
        (revival,) = await resurrected(one)
        # What was on its way when the ledger came back may be recorded already.
        assert revival.fate is RecoveryOutcome.RESURRECTED
        assert 0 < revival.messages <= sent
        async with asyncio.timeout(120):
            while await _recorded(pool, one.stream) < sent:
                await asyncio.sleep(0.1)
        assert await _recorded(pool, one.stream) == sent


async def noise_until_it_is_busy(handle: Handle) -> int:
    """How many facts of sixty kilobytes a run takes in while the ledger is away."""
    for number in range(60):
        report = noise(number)
        try:
            await handle.execute_update(ConsignmentWorkflow.report, report, id=update_id(report))
        except WorkflowUpdateFailedError as refused:
            if is_transient(refused):
                return number
            raise
    raise AssertionError("it was never busy")


def noise(number: int) -> Report:
    """A fact of sixty kilobytes that takes as much compressed."""
    raw = base64.b64encode(random.Random(number).randbytes(45_000)).decode()  # noqa: S311
    return Report(
        id=f"noise-{number}",
        system=System.CHECKPOINT,
        occurred_at=datetime.now(UTC),
        fact=Unknown(raw=raw),
    )


async def _recorded(pool: asyncpg.Pool, stream: str) -> int:
    count: int = await pool.fetchval(
        "select count(*) from ledger.events where stream_id = $1"
        " and event_type = 'fact-not-understood'",
        stream,
    )
    return count


@asynccontextmanager
async def register(temporal: Client, pool: asyncpg.Pool) -> AsyncIterator[Enrolment]:
    """The register of enterprises, with a tracker that keeps their pages."""
    queue = str(uuid4())
    async with CoalescingWriter(Ledger(pool)) as writer, tracker(temporal, Doors().all(), queue):
        yield Enrolment(Recorder(writer), EnterpriseRepository(Ledger(pool)), temporal, queue)


def told(notice: ViolationNotice, code: str) -> Call[ViolationReport]:
    """What a consignment asks its register to hear."""
    return Call(batch=None, key=notice.id, request=ViolationReport(enterprise=code, notice=notice))


async def test_an_enterprise_with_thousands_of_violations_is_still_told_of_the_next(
    temporal: Client, pool: asyncpg.Pool
) -> None:
    page, code, env = enterprise(), f"企业 {uuid4()}", ActivityEnvironment()
    for number in range(MANY):
        page.tell(breach("SV-01", number))
    stream = enterprise_workflow_id(code)
    for begins in range(0, len(page.events), 500):
        await append_to(Ledger(pool), stream, page.events[begins : begins + 500])
    async with register(temporal, pool) as office_:
        await env.run(office_.report_violation, told(breach("SV-01", MANY), code))
        handle = temporal.get_workflow_handle(stream)
        state = await handle.query(PilotEnterpriseWorkflow.state)
        await handle.terminate("the test is over")
    assert state.counting["SV-01"] == MANY + 1


async def test_what_the_ledger_has_of_a_violation_is_not_told_again(
    temporal: Client, pool: asyncpg.Pool
) -> None:
    code, notice = f"企业 {uuid4()}", breach("SV-01", 1)
    page = enterprise(notice)
    page.events = [_of(event, code, notice) for event in page.events]
    await append_to(Ledger(pool), enterprise_workflow_id(code), page.events)
    async with register(temporal, pool) as office_:
        await ActivityEnvironment().run(office_.report_violation, told(notice, code))
        with pytest.raises(RPCError, match="not found"):
            await temporal.get_workflow_handle(enterprise_workflow_id(code)).describe()


def _of(event: Any, code: str, notice: ViolationNotice) -> Any:
    from models.kernel.identity import event_id  # noqa: PLC0415

    cause = notice.id if event.body.type == "enterprise-violation-noted" else "register"
    return replace(event, id=event_id(enterprise_workflow_id(code), cause, event.body.type, 0))


class Silent:
    """A client of Temporal that answers everything with one error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def get_workflow_handle(self, *_: object) -> "Silent":
        return self

    async def execute_update(self, *_: object, **__: object) -> None:
        raise self.error


@pytest.mark.parametrize(
    "error, again",
    [
        (INVALID, False),
        (RPCError("no right", RPCStatusCode.PERMISSION_DENIED, b""), False),
        (
            RPCError(
                "grpc: received message larger than max", RPCStatusCode.RESOURCE_EXHAUSTED, b""
            ),
            False,
        ),
        (RPCError("slow down", RPCStatusCode.RESOURCE_EXHAUSTED, b""), True),
        (RPCError("away", RPCStatusCode.UNAVAILABLE, b""), True),
        (WorkflowUpdateFailedError(ApplicationError("full", type="Busy")), True),
        (WorkflowUpdateFailedError(ApplicationError("no", type="Refused")), False),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_what_is_final_is_not_tried_again_as_if_the_register_were_away(
    pool: asyncpg.Pool, error: Exception, *, again: bool
) -> None:
    assert is_transient(error) is again
    client: Any = Silent(error)
    async with CoalescingWriter(Ledger(pool)) as writer:
        office_ = Enrolment(Recorder(writer), EnterpriseRepository(Ledger(pool)), client, "any")
        with pytest.raises(ApplicationError) as failed:
            await ActivityEnvironment().run(office_.report_violation, told(breach(), "E"))
    assert failed.value.non_retryable is not again


async def test_one_consignment_that_cannot_be_told_does_not_hide_the_others(
    pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    client: Any = Silent(INVALID)
    async with CoalescingWriter(Ledger(pool)) as writer:
        office_ = Enrolment(Recorder(writer), EnterpriseRepository(Ledger(pool)), client, "any")

        async def running(_: str) -> AsyncIterator[str]:
            yield consignment_workflow_id("NB25-000002")
            yield consignment_workflow_id("NB25-000001")

        monkeypatch.setattr(office_, "_running", running)
        order = StandingOrder(enterprise="E", order="e-1", suspended=True, reason="SV-01")
        call = Call(batch=None, key="standing:e-1", request=order)
        reply = await ActivityEnvironment().run(office_.carry_standing, call)
    assert reply.answer.unreached == ("NB25-000001", "NB25-000002")


async def test_a_consignment_with_too_many_boxes_is_not_started(
    temporal: Client, ledger: Ledger
) -> None:
    over = sample_registration(1, MOST_BOXES + 1)
    with pytest.raises(Oversized, match="split the consignment"):
        await start_consignment(temporal, ledger, over, task_queue="nobody")
    wordy = sample_registration(2, vessel="x" * 200_000)
    with pytest.raises(Oversized, match="shorten its texts"):
        await start_consignment(temporal, ledger, wordy, task_queue="nobody")


async def test_an_import_names_what_cannot_be_started_and_starts_the_rest(
    temporal: Client, pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, found = office(temporal, pool), manifest(5)

    async def start(client: Client, books: Ledger, one: Any, **more: Any) -> bool:
        if one.tracking_no == found[1].tracking_no:
            raise INVALID
        return await start_consignment(client, books, one, **more)

    monkeypatch.setattr(import_activity, "start_consignment", start)
    boxes = sample_registration(9, MOST_BOXES + 1).boxes
    found[3] = found[3].model_copy(update={"boxes": boxes})
    async with at.tracker():
        handed = await at.take(found)
        assert await handed.handle.result() == Tally(started=3, refused=2)
    refused = await import_store.refusals(pool, handed.batch)
    assert [number for number, _ in refused] == [found[1].tracking_no, found[3].tracking_no]
    assert "Blob data size exceeds limit" in refused[0][1]
    assert "split the consignment" in refused[1][1]


async def test_a_consignment_at_the_box_limit_with_a_full_life_goes_on_in_new_runs(
    temporal: Client,
) -> None:
    state, queue, doors = full(MOST_BOXES), str(uuid4()), Doors()
    # What it was late for has long been told: nothing rings while it is looked at.
    met = {name: replace(each, closed_at=START) for name, each in state.deadlines.items()}
    state = replace(state, deadlines=met, disposal=None, mode=Mode.PILOT, overlays=(Overlay.HOLD,))
    head = StreamHead(version=state.version, hash=f"{state.version:064x}")
    start = Start(
        snapshot=Snapshot(state=state, head=head), rulebook=state.rulebook, continue_after=1
    )
    async with tracker(temporal, doors.all(), queue):
        handle = await temporal.start_workflow(
            ConsignmentWorkflow.run,
            start,
            id=f"consignment/{uuid4()}",
            task_queue=queue,
        )
        following = temporal.get_workflow_handle(handle.id)
        for box in list(state.boxes)[:2]:
            fact, now = ArrivalNotified(box=box), datetime.now(UTC) + timedelta(days=1)
            report = Report(id=f"m-{box}", system=System.CHECKPOINT, occurred_at=now, fact=fact)
            async with asyncio.timeout(60):
                await following.execute_update(ConsignmentWorkflow.report, report, id=report.id)
        async with asyncio.timeout(60):
            while (await following.describe()).run_id == handle.first_execution_run_id:
                await asyncio.sleep(0.05)
        lives: State = await following.query(ConsignmentWorkflow.state)
        await following.terminate("the test is over")
    assert len(lives.boxes) == MOST_BOXES
    assert lives.version >= state.version
