"""A fact that is too large: kept as it came, answered 413, and operations are told."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
import pytest
from temporalio.client import Client

from models.health.findings import Fault
from models.kernel.limits import LARGEST_FACT
from models.kernel.terms import Party, System
from models.notifications.request import NotificationRequest
from tests.workers.gateway.fixtures import BOX, Gateway, Tracker, message, running
from tests.workflows.fake_activities import Doors
from workers.gateway import oversized
from workers.gateway.dead_letters import backlog
from workers.gateway.oversized import OversizedMessage, alarm_of
from workers.gateway.telling import teller
from workers.gateway.webhooks import LARGEST_BODY
from workers.health_checks.records import RecordProbes
from workers.task_queue_workers import tracker

LARGE = message(1, data={"container_no": BOX, "note": "废" * LARGEST_FACT})


@pytest.fixture
async def gateway(pool: asyncpg.Pool) -> AsyncIterator[Gateway]:
    async with running(pool, Tracker()) as found:
        yield found


async def test_a_fact_over_the_limit_is_kept_as_it_came_and_answered_413(gateway: Gateway) -> None:
    answers = [await gateway.take(LARGE) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {413}
    assert "it is kept, and operations are told" in answers[0].json()["fix"]
    (row,) = await gateway.pool.fetch("select message_id, raw, copies from gateway.oversized")
    assert (row["message_id"], row["raw"].decode(), row["copies"]) == ("checkpoint-1", LARGE, 2)
    assert gateway.tracker.told == []
    assert await backlog(gateway.pool) == []


async def test_a_fact_at_the_limit_is_taken_in(gateway: Gateway) -> None:
    room = LARGEST_FACT - len(message(2, data={"container_no": BOX, "note": ""}).encode())
    fits = message(2, data={"container_no": BOX, "note": "x" * room})
    assert len(fits.encode()) == LARGEST_FACT
    assert (await gateway.take(fits)).status_code == 202
    over = message(3, data={"container_no": BOX, "note": "x" * (room + 1)})
    assert (await gateway.take(over)).status_code == 413


async def test_what_nobody_signed_is_not_kept_however_large(gateway: Gateway) -> None:
    forged = await gateway.take(LARGE, webhook_signature="v1,Zm9yZ2Vk")
    assert forged.status_code == 401
    huge = await gateway.take("x" * (LARGEST_BODY + 1))
    assert huge.status_code == 413
    assert await gateway.pool.fetchval("select count(*) from gateway.oversized") == 0


async def test_operations_are_told_once_and_again_when_it_did_not_work(gateway: Gateway) -> None:
    told, away = list[NotificationRequest](), [OSError("no Temporal")]

    async def tell(one: NotificationRequest) -> None:
        if away:
            raise away.pop()
        told.append(one)

    await gateway.take(LARGE)
    with pytest.raises(OSError, match="no Temporal"):
        await oversized.tell_all(gateway.pool, tell)
    for _ in range(2):
        await oversized.tell_all(gateway.pool, tell)
    (one,) = told
    first = one.notifications[0]
    assert (one.number, first.party) == ("checkpoint", Party.OPERATIONS)
    assert first.said["bytes"] == str(len(LARGE.encode()))


async def test_the_status_of_the_stack_names_it(gateway: Gateway) -> None:
    probes = RecordProbes(None, gateway.pool)
    assert await probes.too_large() == []
    await gateway.take(LARGE)
    (one,) = await probes.too_large()
    assert (one.fault, one.subject) == (Fault.FACT_TOO_LARGE, "checkpoint checkpoint-1")
    assert one.why == f"{len(LARGE.encode())} bytes, at most {LARGEST_FACT}"


async def test_it_is_told_by_a_workflow_that_outlives_the_gateway(temporal: Client) -> None:
    one = OversizedMessage(
        system=System.CLEARANCE,
        message_id="m-1",
        digest=uuid4().hex,
        size=70_000,
        received_at=datetime.now(UTC),
    )
    queue, doors, first = str(uuid4()), Doors(), alarm_of(one).notifications[0]
    for _ in range(2):
        await teller(temporal, queue)(alarm_of(one))
    async with tracker(temporal, doors.all(), queue):
        async with asyncio.timeout(30):
            handle = temporal.get_workflow_handle(f"telling/{first.key}")
            await handle.result()
    assert doors.told == [first.subject]
