"""People are called: over real sockets, once, by every way, whatever else is down."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from temporalio import activity
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.testing import ActivityEnvironment

from activities.notify import Keep, Notify
from ledger import LedgerUnavailable
from models.emergency.messages import RaiseEmergency
from models.execution.activity_io import Call
from models.execution.workflow_io import Receipt
from models.kernel.clock import CHINA
from models.kernel.terms import Danger, EscalationLevel
from models.notifications.notice import Attempt, NoticeStatus
from models.notifications.request import NotificationRequest
from models.notifications.routes import Routing
from tests.notices import Sink, alarm, batch, sink
from tests.workflows.consignment_driver import journey
from tests.workflows.fake_activities import Doors
from workers.notifications import notification_store
from workers.settings import Settings
from workers.task_queue_workers import tracker
from workers.wiring import calling, notifier


def quiet_now() -> dict[str, str]:
    """Quiet hours around this moment."""
    now = datetime.now(CHINA)
    ends = (now - timedelta(hours=1), now + timedelta(hours=2))
    return {name: f"{each:%H:%M}" for name, each in zip(("from", "until"), ends, strict=True)}


pytestmark = pytest.mark.usefixtures("no_proxy")


@dataclass
class Callers:
    """Who tells people, and who brings it to them."""

    client: Client
    notify: Notify
    queue: str
    file: Path
    asked: datetime

    async def tell(self, told: NotificationRequest) -> None:
        """As the activity of a workflow does it."""
        environment = ActivityEnvironment()
        environment.info = replace(environment.info, scheduled_time=self.asked)
        call = Call[NotificationRequest](batch=None, key="key", request=told)
        await environment.run(self.notify.notify_people, call)

    async def ended(self, target: str, key: str) -> Any:
        """The outcome of one notice at one target."""
        return await self.client.get_workflow_handle(f"notice/{target}/{key}").result()


def routing(*routes: dict[str, Any], **sinks: Sink) -> Routing:
    targets = {name: {"url": each.url(name), "language": "en"} for name, each in sinks.items()}
    return Routing.model_validate({"targets": targets, "routes": routes})


@asynccontextmanager
async def callers(
    client: Client, folder: Path, keep: Keep, routes: Routing
) -> AsyncIterator[Callers]:
    queue = str(uuid4())
    settings = Settings(database_url="postgresql://unused", data=folder, task_queue=queue)
    notify = notifier(settings, routes, client, keep)
    doors = [*calling(settings, routes, keep), notify.notify_people]
    async with tracker(client, doors, queue, targets=routes.targets):
        yield Callers(client, notify, queue, folder / "notifications.jsonl", datetime.now(UTC))


def own(name: str) -> str:
    """A name that no other test has: workflows outlive a test."""
    return f"{name}-{uuid4()}"


async def lines(pool: asyncpg.Pool) -> set[tuple[str, int, NoticeStatus]]:
    return {(row.target, row.attempt, row.status) for row in await notification_store.listed(pool)}


async def until(reached: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(40):
        while not await reached():
            await asyncio.sleep(0.02)


async def test_every_target_hears_of_an_alarm_and_all_of_it_is_on_record(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, taking: Sink
) -> None:
    duty, lead, escalation = own("duty"), own("lead"), alarm(EscalationLevel.L2)
    routes = routing({"to": [duty, lead]}, **{duty: taking, lead: taking})
    async with callers(temporal, tmp_path, partial(notification_store.keep, pool), routes) as on:
        await on.tell(batch(escalation))
        await asyncio.gather(on.ended(duty, escalation.key), on.ended(lead, escalation.key))
    assert sorted(taking.paths) == sorted([f"/{duty}", f"/{lead}"])
    assert set(taking.titles) == {"[L2] NB26-000012: D08 transit window is overdue"}
    told = {(name, 1, NoticeStatus.SENT) for name in ("file", duty, lead)}
    assert await lines(pool) == told


async def test_an_activity_that_is_tried_again_tells_nobody_twice(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, taking: Sink
) -> None:
    duty, digest, escalations = (
        own("duty"),
        own("digest"),
        (alarm(EscalationLevel.L2), alarm(EscalationLevel.L3)),
    )
    routes = routing(
        {"to": [duty]},
        {"to": [digest], "digest": {"levels": ["L2"], "every_minutes": 1440}},
        **{duty: taking, digest: taking},
    )
    async with callers(temporal, tmp_path, partial(notification_store.keep, pool), routes) as on:
        for _ in range(3):
            await on.tell(batch(*escalations))
        await asyncio.gather(*(on.ended(duty, escalation.key) for escalation in escalations))
        await on.ended(digest, escalations[1].key)
        await until(lambda: _recorded(pool, digest, NoticeStatus.DIGEST))
    assert taking.paths.count(f"/{duty}") == 2
    assert taking.paths.count(f"/{digest}") == 1
    assert on.file.read_text().count('"key"') == 2
    assert len(await notification_store.listed(pool)) == 2 + 2 + 1 + 1


async def _recorded(pool: asyncpg.Pool, target: str, status: NoticeStatus) -> bool:
    return any((name, what) == (target, status) for name, _, what in await lines(pool))


async def test_a_target_that_fails_delays_no_other_and_is_tried_again(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, taking: Sink
) -> None:
    good, bad, escalation = own("good"), own("bad"), alarm(EscalationLevel.L2)
    with sink() as failing:
        failing.failures = 1
        routes = routing({"to": [bad, good]}, **{good: taking, bad: failing})
        async with callers(
            temporal, tmp_path, partial(notification_store.keep, pool), routes
        ) as on:
            await on.tell(batch(escalation))
            await on.ended(good, escalation.key)
            await until(lambda: _recorded(pool, bad, NoticeStatus.FAILED))
            assert failing.taken == []
            await on.ended(bad, escalation.key)
        assert len(failing.taken) == 1
    assert {(bad, 1, NoticeStatus.FAILED), (bad, 2, NoticeStatus.SENT)} <= await lines(pool)


async def test_what_quiet_hours_hold_back_waits_with_its_hour_on_record(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, taking: Sink
) -> None:
    duty, quiet, loud = own("duty"), alarm(EscalationLevel.L2), alarm(EscalationLevel.L3)
    routes = routing({"to": [duty], "quiet": quiet_now()}, **{duty: taking})
    async with callers(temporal, tmp_path, partial(notification_store.keep, pool), routes) as on:
        await on.tell(batch(quiet, loud))
        await on.ended(duty, loud.key)
        await until(lambda: _recorded(pool, duty, NoticeStatus.HELD))
    assert taking.titles == ["[L3] NB26-000012: D08 transit window is overdue"]
    (held,) = [
        row for row in await notification_store.listed(pool) if row.status is NoticeStatus.HELD
    ]
    assert held.alarm == quiet.key
    assert held.until is not None
    assert held.until > datetime.now(UTC)


async def test_without_routes_the_noticeboard_is_told_and_no_workflow_begins(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    escalation = alarm(EscalationLevel.L3)
    async with callers(temporal, tmp_path, partial(notification_store.keep, pool), Routing()) as on:
        await on.tell(batch(escalation))
        started = [each.id async for each in temporal.list_workflows(f"TaskQueue = '{on.queue}'")]
    assert started == []
    assert escalation.key in on.file.read_text()
    assert await lines(pool) == {("file", 1, NoticeStatus.SENT)}


async def test_a_file_that_cannot_be_written_stops_nobody_from_being_called(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, taking: Sink
) -> None:
    duty, escalation = own("duty"), alarm(EscalationLevel.L3)
    (tmp_path / "notifications.jsonl").mkdir()
    routes = routing({"to": [duty]}, **{duty: taking})
    async with callers(temporal, tmp_path, partial(notification_store.keep, pool), routes) as on:
        await on.tell(batch(escalation))
        await on.ended(duty, escalation.key)
    assert await lines(pool) == {("file", 1, NoticeStatus.FAILED), (duty, 1, NoticeStatus.SENT)}


class NoDatabase:
    """A record that cannot be reached, until it can."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool, self.back = pool, asyncio.Event()

    async def away(self) -> None:
        """Until it is back."""
        await self.back.wait()

    async def keep(self, lines_: Sequence[Attempt]) -> None:
        if not self.back.is_set():
            raise LedgerUnavailable("no answer from PostgreSQL")
        await notification_store.keep(self._pool, lines_)


class AndNotify(Doors):
    """Doors to nowhere, but for the one to people."""

    notify: Notify

    def all(self) -> Sequence[Callable[..., Any]]:
        others = [
            each
            for each in super().all()
            if activity._Definition.must_from_callable(each).name != "notify_people"
        ]
        return [*others, self.notify.notify_people]


async def test_an_emergency_calls_people_while_postgresql_is_down(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, taking: Sink
) -> None:
    duty, database = own("duty"), NoDatabase(pool)
    routes = routing({"to": [duty], "quiet": quiet_now()}, **{duty: taking})
    async with callers(temporal, tmp_path, database.keep, routes) as on:
        outside = AndNotify(ledger_away=database.away)
        outside.notify = on.notify
        async with journey(temporal, outside, real_time=True) as trip:
            fire = RaiseEmergency(officer="Li", kind=Danger.FIRE, reason="smoke")
            # Not by `act`, which waits until nothing is under way.
            await trip.handle.execute_update(fire.verb, fire, result_type=Receipt)
            try:
                await until(lambda: _came(taking, 1))
                assert await notification_store.listed(pool) == []
                assert outside.stream == {}
            finally:
                database.back.set()
            await until(lambda: _recorded(pool, duty, NoticeStatus.SENT))
            await until(lambda: _recorded(pool, "file", NoticeStatus.SENT))
    assert taking.titles[0].startswith("[EMERGENCY] ")
    assert "fire: smoke" in taking.titles[0]
    assert "emergency-raised" in on.file.read_text()


async def _came(taking: Sink, count: int) -> bool:
    return len(taking.taken) >= count


async def test_a_record_that_is_taken_over_is_kept_by_a_workflow(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    database, escalation = NoDatabase(pool), alarm(EscalationLevel.L2)
    async with callers(temporal, tmp_path, database.keep, Routing()) as on:
        await on.tell(batch(escalation))
        handle = temporal.get_workflow_handle(f"notice/record/{escalation.key}")
        assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
        database.back.set()
        await handle.result()
    assert await lines(pool) == {("file", 1, NoticeStatus.SENT)}
