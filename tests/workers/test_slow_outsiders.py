"""One slow outsider does not hold up the others: a real server, a real database, a real tracker."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from temporalio import activity, workflow
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.common import Priority
from temporalio.service import RPCError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from ledger import Ledger
from models.emergency.messages import RaiseEmergency
from models.execution.activity_io import BoxRequest, Call, CallSubject, Permission, Reply
from models.execution.manifest_import import Wish
from models.execution.task_priority import URGENT, turn
from models.execution.workflow_io import Receipt
from models.kernel.identity import consignment_workflow_id
from models.kernel.terms import Danger, EscalationLevel
from models.notifications.notice import DeliveryJob, NoticeOutcome, QueuedNotice
from tests.notices import notice, sink
from tests.workers.imports.imported import manifest
from workers import wiring
from workers.consignment_client import consignment, start_consignment
from workers.imports.import_client import hand_over
from workers.notifications.routes_file import read_routes
from workers.settings import Settings
from workers.task_queue_workers import SLOTS, tracker
from workflows.activity_specs import ERRANDS
from workflows.notification_delivery import NoticeWorkflow
from workflows.task_queues import Queue, named

pytestmark = [pytest.mark.usefixtures("no_proxy"), pytest.mark.timeout(180)]

CROWD = 300
AT_MOST_S, TIMES = 2.0, 5
"""What the first record of a consignment may take beside three hundred calls that hang.

Or so many times what it takes alone, where the machine has much else to do.
"""


@workflow.defn
class Asks:
    """Asks a system so often at the same time, on behalf of one enterprise after the other."""

    @workflow.run
    async def run(self, wish: list[str]) -> None:
        """The queue, the activity, and a key of fairness for each call; `!` makes one urgent."""
        queue, activity, *turns = wish
        await asyncio.gather(*(self._asked(queue, activity, each) for each in turns))

    async def _asked(self, queue: str, activity: str, whose: str) -> None:
        urgent = URGENT if whose.endswith("!") else None
        subject = CallSubject(tracking_no=whose, seq_no="I1", registered_no="I1", entry_id=None)
        row = next(each for each in ERRANDS if each.activity == activity)
        await workflow.execute_activity(
            activity,
            Call(batch=None, key=whose, request=BoxRequest(subject=subject, box=whose)),
            task_queue=queue,
            start_to_close_timeout=row.attempt,
            priority=Priority(priority_key=urgent, fairness_key=whose),
        )


@dataclass
class Busy:
    """A tracker at work, and the outsiders around it."""

    client: Client
    pool: asyncpg.Pool
    base: str

    async def first_record(self) -> float:
        """Seconds from the start of a new consignment to its first event in the ledger."""
        (registration,) = manifest(1)
        ledger, begun = Ledger(self.pool), time.monotonic()
        await start_consignment(self.client, ledger, registration, task_queue=self.base)
        stream = consignment_workflow_id(registration.tracking_no)
        await until(lambda: self._recorded(stream))
        return time.monotonic() - begun

    async def patience(self) -> float:
        """Seconds that a first record may take beside the crowd; taken before there is one."""
        return max(AT_MOST_S, TIMES * await self.first_record())

    async def _recorded(self, stream: str) -> bool:
        return bool((await Ledger(self.pool).head(stream)).version)

    async def backlog(self, queue: str) -> int:
        """How many activities wait for a slot."""
        answer = await self.client.workflow_service.describe_task_queue(
            DescribeTaskQueueRequest(
                namespace="default",
                task_queue=TaskQueue(name=queue),
                task_queue_type=2,  # type: ignore[arg-type]
                report_stats=True,
            )
        )
        return answer.stats.approximate_backlog_count

    @asynccontextmanager
    async def crowd(self, queue: Queue, activity: str, turns: list[str]) -> AsyncIterator[None]:
        """So many calls in a queue; they are ended with the block."""
        runner, own = UnsandboxedWorkflowRunner(), f"{self.base}-asks"
        async with Worker(self.client, task_queue=own, workflows=[Asks], workflow_runner=runner):
            handle = await self.client.start_workflow(
                Asks.run, [named(self.base, queue), activity, *turns], id=own, task_queue=own
            )
            try:
                yield
            finally:
                # It may have come to its end by itself.
                with suppress(RPCError):
                    await handle.terminate("the test is over")


async def until(reached: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(120):
        while not await reached():
            await asyncio.sleep(0.02)


@asynccontextmanager
async def listening(*, answers: bool) -> AsyncIterator[str]:
    """The address of a system that says yes to everything, or that says nothing at all."""
    never = asyncio.Event()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if not answers:
            await never.wait()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
        writer.close()

    async with await asyncio.start_server(take, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            never.set()


@asynccontextmanager
async def busy(
    client: Client, pool: asyncpg.Pool, database_url: str, folder: Path, **targets: str
) -> AsyncIterator[Busy]:
    """Everything as in operation, but clearance, which hangs."""
    base, file = str(uuid4()), folder / "notices.toml"
    urls = "".join(f'[targets.{name}]\nurl = "{url}"\n' for name, url in targets.items())
    to = json.dumps(sorted(targets))
    file.write_text(urls + (f"[[routes]]\nto = {to}\n" if targets else ""), encoding="utf-8")
    async with listening(answers=False) as hanging, listening(answers=True) as well:
        settings = Settings(
            database_url=database_url,
            data=folder,
            task_queue=base,
            notices=file,
            clearance_url=hanging,
            checkpoint_url=well,
            enterprise_url=well,
        )
        async with wiring.activities(settings, pool, client) as doors:
            serving = tracker(
                client,
                [*doors, *wiring.imports(client, pool, settings)],
                base,
                targets=read_routes(file).targets,
            )
            async with serving:
                yield Busy(client, pool, base)


async def test_notices_to_a_target_that_hangs_hold_up_neither_records_nor_other_targets(
    temporal: Client, pool: asyncpg.Pool, database_url: str, tmp_path: Path
) -> None:
    with sink(open_=False) as hanging, sink() as well:
        targets = {"hangs": f"{hanging.url()}?rto=30", "works": well.url()}
        async with busy(temporal, pool, database_url, tmp_path, **targets) as on:

            async def told(target: str) -> NoticeOutcome:
                parcel = DeliveryJob(
                    target=target, handed=(QueuedNotice(notice=notice(EscalationLevel.L1)),)
                )
                handle = await temporal.start_workflow(
                    NoticeWorkflow.run, parcel, id=f"notice/{uuid4()}", task_queue=on.base
                )
                return await handle.result()

            patience = await on.patience()
            waiting = [asyncio.create_task(told("hangs")) for _ in range(CROWD)]
            queue = named(on.base, Queue.NOTICES, "hangs")
            most = CROWD - 3 * SLOTS[Queue.NOTICES]
            await until(lambda: _at_least(on, queue, most))
            try:
                assert await on.first_record() <= patience
                assert (await told("works")).tries == 1
            finally:
                hanging.gate.set()
                await _ended(temporal, on.base)
                await asyncio.gather(*waiting, return_exceptions=True)


async def _at_least(on: Busy, queue: str, count: int) -> bool:
    return await on.backlog(queue) >= count


async def _ended(client: Client, queue: str) -> None:
    query = f"TaskQueue = '{queue}' AND ExecutionStatus = 'Running'"
    running = [each.id async for each in client.list_workflows(query)]
    ends = (client.get_workflow_handle(each).terminate("the test is over") for each in running)
    await asyncio.gather(*ends, return_exceptions=True)


async def test_calls_to_a_system_that_hangs_hold_up_neither_records_nor_other_systems(
    temporal: Client, pool: asyncpg.Pool, database_url: str, tmp_path: Path
) -> None:
    async with busy(temporal, pool, database_url, tmp_path) as on:
        patience = await on.patience()
        async with on.crowd(Queue.CLEARANCE, "permit_removal", ["E"] * CROWD):
            full, slots = named(on.base, Queue.CLEARANCE), SLOTS[Queue.CLEARANCE]
            await until(lambda: _at_least(on, full, CROWD - 2 * slots))
            assert await on.first_record() <= patience
            await _answered(on, Queue.ENTERPRISE, "permit_unloading")
        await _ended(temporal, on.base)


async def _answered(on: Busy, queue: Queue, activity: str) -> None:
    """Another system answers, on behalf of a second crowd of one."""
    own = f"{on.base}-{activity}"
    runner = UnsandboxedWorkflowRunner()
    async with Worker(on.client, task_queue=own, workflows=[Asks], workflow_runner=runner):
        wish = [named(on.base, queue), activity, "E"]
        async with asyncio.timeout(60):
            await on.client.execute_workflow(Asks.run, wish, id=own, task_queue=own)


async def test_a_record_waits_for_nobody_who_looks_into_the_database(
    temporal: Client, pool: asyncpg.Pool, database_url: str, tmp_path: Path
) -> None:
    # Whoever looks or notes has taken every connection that there is.
    looking = await asyncpg.create_pool(database_url, min_size=2, max_size=2)
    async with looking, busy(temporal, looking, database_url, tmp_path) as on:
        taken = [await looking.acquire() for _ in range(2)]
        (registration,) = manifest(1)
        await start_consignment(temporal, Ledger(pool), registration, task_queue=on.base)
        stream = consignment_workflow_id(registration.tracking_no)
        try:
            await until(lambda: Busy(temporal, pool, on.base)._recorded(stream))
        finally:
            for connection in taken:
                await looking.release(connection)
        await _ended(temporal, on.base)


async def test_an_emergency_comes_before_an_import(
    temporal: Client, pool: asyncpg.Pool, database_url: str, tmp_path: Path
) -> None:
    size, rate = 400, 100
    with sink() as duty:
        async with busy(temporal, pool, database_url, tmp_path, duty=duty.url()) as on:
            (known,) = manifest(1)
            await start_consignment(temporal, Ledger(pool), known, task_queue=on.base)
            wish = Wish("清单.csv", manifest(size), rate)
            handed = await hand_over(temporal, pool, wish, task_queue=on.base)
            stream = consignment_workflow_id(known.tracking_no)
            await until(lambda: Busy(temporal, pool, on.base)._recorded(stream))
            fire = RaiseEmergency(officer="Li", kind=Danger.FIRE, reason="smoke")
            workflow_of = consignment(temporal, known.tracking_no)
            await workflow_of.execute_update(fire.verb, fire, result_type=Receipt)
            await until(lambda: _told(duty.titles))
            # At that rate an import of this size cannot be over by now.
            assert (await handed.handle.describe()).close_time is None
            assert len(await Ledger(pool).read_stream(stream)) > 1
            await handed.handle.terminate("the test is over")
            await _ended(temporal, on.base)


async def _told(titles: list[str]) -> bool:
    return any("smoke" in title for title in titles)


@pytest.mark.parametrize(
    "turns, first",
    [(["A"] * 20 + ["B"], "B"), (["A"] * 20 + ["A!"], "A!")],
    ids=["enterprises in turn", "what is urgent"],
)
async def test_the_server_is_told_to_let_go_first(
    temporal: Client, turns: list[str], first: str
) -> None:
    """With one slot, out of a queue that nobody has served until now."""
    served: list[str] = []

    async def permit_removal(call: Call[BoxRequest]) -> Reply[Permission]:
        served.append(call.key)
        return Reply(head=None, answer=Permission(permit_no="P"))

    on = Busy(temporal, None, str(uuid4()))  # type: ignore[arg-type]
    door = activity.defn(permit_removal)
    one = {**SLOTS, Queue.CLEARANCE: 1}
    async with on.crowd(Queue.CLEARANCE, "permit_removal", turns):
        queue = named(on.base, Queue.CLEARANCE)
        await until(lambda: _at_least(on, queue, len(turns)))
        async with tracker(temporal, [door], on.base, queues=[Queue.CLEARANCE], slots=one):
            await until(lambda: _all(served, len(turns)))
    # A few may have been taken out of the queue together.
    assert first in served[:5], served


async def _all(served: list[str], count: int) -> bool:
    return len(served) >= count


async def test_consignments_take_turns_by_enterprise(
    temporal: Client, pool: asyncpg.Pool, database_url: str, tmp_path: Path
) -> None:
    async with busy(temporal, pool, database_url, tmp_path) as on:
        (known,) = manifest(1)
        await start_consignment(temporal, Ledger(pool), known, task_queue=on.base)
        described = await consignment(temporal, known.tracking_no).describe()
        await _ended(temporal, on.base)
    priority = described.raw_description.workflow_execution_info.priority
    assert priority.fairness_key == turn(known.enterprise)


def test_a_long_name_of_an_enterprise_is_a_key_all_the_same() -> None:
    one, other = "再生铜业" * 20 + "甲", "再生铜业" * 20 + "乙"
    assert turn("甬江再生铜业有限公司") == "甬江再生铜业有限公司"
    assert turn(one) != turn(other)
    assert max(len(turn(each).encode()) for each in (one, other)) <= 64
