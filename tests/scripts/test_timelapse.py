"""Clocks that are moved, on a real server."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from models.identity import consignment_workflow_id
from scripts.timelapse import TimeLapse


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


async def test_every_timer_on_the_way_fires_at_its_time_and_a_closed_clock_stays(
    temporal: Client,
) -> None:
    lapse, number, queue = TimeLapse(temporal), f"NB26-{uuid4()}", str(uuid4())
    runner = UnsandboxedWorkflowRunner()
    async with Worker(temporal, task_queue=queue, workflows=[Diary], workflow_runner=runner):
        start = datetime.now(UTC)
        handle = await lapse.client.start_workflow(
            Diary.run, id=consignment_workflow_id(number), task_queue=queue
        )
        await lapse.advance(number, start + timedelta(hours=20))
        await lapse.advance(number, start + timedelta(hours=10))
        assert await lapse.rest(number)
        await handle.execute_update(Diary.end)
        assert await handle.result() == [6.0, 12.0, 18.0]
        await lapse.advance(number, start + timedelta(days=400))
        assert not await lapse.rest(number)
