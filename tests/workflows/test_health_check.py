"""The regular look tells operations once, and again when it comes back; it needs no database."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from temporalio import activity
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionExecutionStartWorkflow,
    ScheduleActionStartWorkflow,
    ScheduleHandle,
    ScheduleSpec,
)

from models.execution.activity_io import Call, Empty, Reply
from models.health.changes import GONE, RAISED, HealthRound, Told
from models.health.findings import Fault, Finding, Where
from models.kernel.terms import Party
from models.notifications.request import NotificationRequest
from models.texts import PARTIES
from workers.task_queue_workers import tracker
from workflows.health_check import HealthCheckWorkflow

PAUSED = Finding(fault=Fault.SCHEDULE_PAUSED, subject="seal-ledger")
FAILING = Finding(fault=Fault.TASK_FAILS, subject="NB26-000001", workflow="consignment/NB26-000001")


@dataclass
class Rounds:
    """A schedule of looks; what each is to find, and what people were told."""

    handle: ScheduleHandle
    client: Client
    finds: list[Finding] = field(default_factory=list)
    known: list[Told] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    ended: str = ""

    @activity.defn
    async def check_health(self, before: Told) -> HealthRound:
        self.known.append(before)
        return HealthRound(findings=tuple(self.finds), where=Where(ui="http://ui"))

    @activity.defn
    async def notify_people(self, call: Call[NotificationRequest]) -> Reply[Empty]:
        assert call.request.about == "stack"
        self.told += [(alarm.kind, alarm.said["finding"]) for alarm in call.request.notifications]
        return Reply(head=None, answer=Empty())

    async def round(self, *finds: Finding) -> list[tuple[str, str]]:
        """One more look; what is told of it."""
        self.finds, self.told = [*finds], []
        self.ended = await self._begin()
        await self._end(self.ended)
        return self.told

    async def timeline(self) -> list[str]:
        """What the activities of the last look say in the Temporal UI."""
        history = await self.client.get_workflow_handle(self.ended).fetch_history()
        said = [event.user_metadata.summary.data for event in history.events]
        return [json.loads(each) for each in said if each]

    async def _begin(self) -> str:
        before = (await self.handle.describe()).info.num_actions
        await self.handle.trigger()
        async with asyncio.timeout(30):
            while (seen := (await self.handle.describe()).info).num_actions == before:
                await asyncio.sleep(0.02)
        last = seen.recent_actions[-1].action
        assert isinstance(last, ScheduleActionExecutionStartWorkflow)
        return last.workflow_id

    async def _end(self, workflow_id: str) -> None:
        await self.client.get_workflow_handle(workflow_id).result()
        # What ended is handed to the next round once the schedule has heard of it.
        async with asyncio.timeout(30):
            while (await self.handle.describe()).info.running_actions:
                await asyncio.sleep(0.02)


@asynccontextmanager
async def rounds(client: Client) -> AsyncIterator[Rounds]:
    name = f"health-{uuid4()}"
    action = ScheduleActionStartWorkflow(HealthCheckWorkflow.run, id=name, task_queue=name)
    handle = await client.create_schedule(name, Schedule(action=action, spec=ScheduleSpec()))
    looks = Rounds(handle, client)
    async with tracker(client, [looks.check_health, looks.notify_people], name):
        yield looks
    await handle.delete()


async def test_a_finding_is_told_once_and_its_end_and_its_return(temporal: Client) -> None:
    async with rounds(temporal) as looks:
        assert await looks.round() == []
        assert await looks.round(PAUSED) == [(RAISED, "schedule-paused")]
        assert await looks.round(PAUSED) == []
        assert await looks.round(PAUSED, FAILING) == [(RAISED, "task-fails")]
        assert await looks.round(FAILING) == [(GONE, "schedule-paused")]
        assert await looks.round(PAUSED) == [(RAISED, "schedule-paused"), (GONE, "task-fails")]
        assert [each.subject for each in looks.known[-1].open] == ["NB26-000001"]


async def test_the_timeline_says_who_is_notified_of_what(temporal: Client) -> None:
    async with rounds(temporal) as looks:
        await looks.round(PAUSED)
        _, notified = await looks.timeline()
        assert "seal-ledger" in notified
        assert PARTIES[Party.OPERATIONS].en in notified
