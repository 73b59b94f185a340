"""Clocks that are moved, on a real server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import Worker

from models.kernel.identity import consignment_workflow_id
from scripts.timelapse import TimeLapse
from workers.sandbox import OpenRunner


@workflow.defn
class Diary:
    """Writes down the time every six hours, until told to end."""

    def __init__(self) -> None:
        self.ended = False
        self.hours: list[float] = []

    @workflow.run
    async def run(self) -> list[float]:
        start = workflow.now()
        while not self.ended:
            try:
                await workflow.wait_condition(lambda: self.ended, timeout=timedelta(hours=6))
            except TimeoutError:
                self.hours.append(round((workflow.now() - start) / timedelta(hours=1), 1))
        return self.hours

    @workflow.update
    def end(self) -> None:
        self.ended = True


@asynccontextmanager
async def diary(lapse: TimeLapse) -> AsyncIterator[tuple[str, WorkflowHandle[Diary, list[float]]]]:
    number, queue, runner = f"NB26-{uuid4()}", str(uuid4()), OpenRunner()
    async with Worker(lapse.client, task_queue=queue, workflows=[Diary], workflow_runner=runner):
        yield (
            number,
            await lapse.client.start_workflow(
                Diary.run, id=consignment_workflow_id(number), task_queue=queue
            ),
        )


async def test_every_timer_on_the_way_fires_at_its_time_and_a_closed_clock_stays(
    temporal: Client,
) -> None:
    lapse = TimeLapse(temporal)
    async with diary(lapse) as (number, handle):
        start = datetime.now(UTC)
        await lapse.advance(number, start + timedelta(hours=20))
        await lapse.advance(number, start + timedelta(hours=10))
        assert await lapse.rest(number)
        await handle.execute_update(Diary.end)
        assert await handle.result() == [6.0, 12.0, 18.0]
        await lapse.advance(number, start + timedelta(days=400))
        assert not await lapse.rest(number)


async def test_a_clock_that_begins_behind_is_brought_to_the_time_that_it_shows(
    temporal: Client,
) -> None:
    behind = timedelta(hours=20)
    lapse = TimeLapse(temporal).of_those(behind)
    async with diary(lapse) as (number, handle):
        began = datetime.now(UTC) - behind
        await lapse.advance(number, began - timedelta(hours=1))
        await lapse.advance(number, began + timedelta(hours=13))
        await handle.execute_update(Diary.end)
        assert await handle.result() == [6.0, 12.0]


@pytest.mark.parametrize("taken", [True, False])
async def test_a_clock_is_moved_once_whether_the_call_is_lost_or_its_answer(
    temporal: Client, monkeypatch: pytest.MonkeyPatch, *, taken: bool
) -> None:
    lapse = TimeLapse(temporal)
    service, lost = lapse.client.workflow_service, list[object]()
    call = service.update_workflow_execution_options

    async def killed_before_it_answers(*given: Any, **named: Any) -> object:
        answer = await call(*given, **named) if lost or taken else None
        if not lost:
            lost.append(named)
            if named["retry"]:
                # What the SDK does of its own accord.
                return await call(*given, **named)
            raise RPCError("killed", RPCStatusCode.UNAVAILABLE, b"")
        return answer

    async with diary(lapse) as (number, handle):
        monkeypatch.setattr(service, "update_workflow_execution_options", killed_before_it_answers)
        await lapse.advance(number, datetime.now(UTC) + timedelta(hours=20))
        await handle.execute_update(Diary.end)
        assert await handle.result() == [6.0, 12.0, 18.0]
    assert lost
