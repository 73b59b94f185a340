"""A notice on its way: at once or at its hour, tried until it is taken, every try on record."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from temporalio import activity
from temporalio.client import Client, WorkflowFailureError, WorkflowHandle
from temporalio.exceptions import CancelledError
from temporalio.testing import TimeSkipper

from models.execution.activity_io import Call, Empty, Reply
from models.execution.task_priority import URGENT
from models.kernel.terms import EscalationLevel, Party
from models.notifications.notice import (
    Attempt,
    Attempts,
    DeliveryJob,
    Manner,
    NoticeOutcome,
    NoticeStatus,
    QueuedNotice,
    SendRequest,
    SendResult,
    each,
)
from models.notifications.request import NotificationRequest
from models.notifications.silent_targets import untold
from tests.notices import notice
from tests.replay.soundness import require_sound
from tests.workflows.clocked import Clocked
from tests.workflows.consignment_driver import NO_SKIPPING
from tests.workflows.fake_activities import Doors
from tests.workflows.ui_rules import complaints
from workers.task_queue_workers import tracker
from workflows.notification_delivery import NoticeWorkflow

Handle = WorkflowHandle[NoticeWorkflow, NoticeOutcome]
REFUSED = SendResult(sent=False, why="busy")


@dataclass
class Outside:
    """A target that refuses so often, and a record that can be away."""

    refusals: int = 0
    posted: list[SendRequest] = field(default_factory=list)
    turns: list[int | None] = field(default_factory=list)
    record: list[Attempt] = field(default_factory=list)
    handed_on: list[NotificationRequest] = field(default_factory=list)
    there: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def lines(self) -> list[tuple[int, NoticeStatus]]:
        return [(line.number, line.status) for line in self.record]

    def all(self) -> Sequence[Callable[..., Any]]:
        @activity.defn
        async def send_notice(posting: SendRequest) -> SendResult:
            self.posted.append(posting)
            self.turns.append(activity.info().priority.priority_key)
            return REFUSED if len(self.posted) <= self.refusals else SendResult(sent=True)

        @activity.defn
        async def record_attempts(attempts: Attempts) -> Empty:
            await self.there.wait()
            self.record += attempts.attempts
            return Empty()

        @activity.defn
        async def notify_people(call: Call[NotificationRequest]) -> Reply[Empty]:
            self.handed_on.append(call.request)
            return Reply(head=None, answer=Empty())

        return send_notice, record_attempts, notify_people


@dataclass
class OnItsWay(Clocked[Handle]):
    """One run, and what it meets."""

    outside: Outside

    async def replays(self) -> None:
        """The history leads today's code the same way, as after a crash."""
        history = await self.handle.fetch_history()
        await require_sound(history)
        assert complaints(history) == {}

    async def recording(self) -> list[str]:
        """The records that are under way."""
        raw = (await self.handle.describe()).raw_description
        names = [each.activity_type.name for each in raw.pending_activities]
        return [name for name in names if name == "record_attempts"]

    async def told(self, times: int) -> None:
        """Until the target was asked so often."""
        while len(self.outside.posted) < times:
            await asyncio.sleep(0.01)


@asynccontextmanager
async def on_its_way(
    client: Client,
    parcel: DeliveryJob,
    outside: Outside | None = None,
    *,
    away: bool = False,
) -> AsyncIterator[OnItsWay]:
    outside = outside or Outside()
    if not away:
        outside.there.set()
    skipper, queue = TimeSkipper(client, config=NO_SKIPPING), str(uuid4())
    async with tracker(client, outside.all(), queue, targets=[parcel.target]):
        handle = await skipper.client.start_workflow(
            NoticeWorkflow.run, parcel, id=f"notice/{uuid4()}", task_queue=queue
        )
        try:
            yield OnItsWay(handle, skipper, Doors(), datetime.now(UTC), outside)
        finally:
            if (await handle.describe()).close_time is None:
                await handle.terminate("the test is over")


def at_once(*levels: EscalationLevel) -> DeliveryJob:
    handed = tuple(QueuedNotice(notice=notice(level)) for level in levels)
    return DeliveryJob(target="duty", handed=handed)


async def test_a_notice_is_sent_once_and_recorded(temporal: Client) -> None:
    async with on_its_way(temporal, at_once(EscalationLevel.L2)) as way:
        assert await way.handle.result() == NoticeOutcome(notices=1, tries=1)
        await way.replays()
    (posting,) = way.outside.posted
    assert posting.target == "duty"
    assert way.outside.lines == [(1, NoticeStatus.SENT)]


@pytest.mark.parametrize("emergency, turn", [(True, URGENT), (False, None)])
async def test_what_is_told_of_an_emergency_is_sent_first(
    temporal: Client, *, emergency: bool, turn: int | None
) -> None:
    handed = (QueuedNotice(notice=notice(EscalationLevel.L2, emergency=emergency)),)
    async with on_its_way(temporal, DeliveryJob(target="duty", handed=handed)) as way:
        await way.handle.result()
    assert way.outside.turns == [turn]


async def test_a_target_that_refuses_is_tried_again_with_growing_pauses(temporal: Client) -> None:
    async with on_its_way(temporal, at_once(EscalationLevel.L2), Outside(refusals=3)) as way:
        await way.advance(minutes=2)
        assert await way.handle.result() == NoticeOutcome(notices=1, tries=4)
        await way.replays()
    refused = [(number, NoticeStatus.FAILED) for number in (1, 2, 3)]
    assert way.outside.lines == [*refused, (4, NoticeStatus.SENT)]
    assert {line.why for line in way.outside.record[:3]} == {"busy"}
    times = [line.at for line in way.outside.record]
    pauses = [round((b - a).total_seconds()) for a, b in pairwise(times)]
    assert all(pause >= least for pause, least in zip(pauses, (5, 10, 20), strict=True)), pauses


async def test_a_notice_that_nobody_takes_is_tried_on_and_on_ever_more_rarely(
    temporal: Client,
) -> None:
    async with on_its_way(temporal, at_once(EscalationLevel.L2), Outside(refusals=10_000)) as way:
        await way.advance(hours=6)
        tried = len(way.outside.posted)
        await way.advance(days=2)
        assert (await way.handle.describe()).close_time is None
        await way.replays()
    assert 0 < len(way.outside.posted) - tried < tried
    assert len(way.outside.record) == len(way.outside.posted)


async def test_a_notice_that_is_cancelled_is_on_record_as_not_sent(temporal: Client) -> None:
    async with on_its_way(temporal, at_once(EscalationLevel.L2), Outside(refusals=10_000)) as way:
        await way.advance(minutes=1)
        await way.handle.cancel()
        with pytest.raises(WorkflowFailureError) as failed:
            await way.handle.result()
    assert isinstance(failed.value.cause, CancelledError)
    assert way.outside.record[-1].why == "cancelled in Temporal"
    numbers = [number for number, _ in way.outside.lines]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    "level, patience",
    [(EscalationLevel.L2, timedelta(hours=2)), (EscalationLevel.L3, timedelta(minutes=15))],
)
async def test_operations_hear_of_a_target_that_takes_nothing(
    temporal: Client, level: EscalationLevel, patience: timedelta
) -> None:
    async with on_its_way(temporal, at_once(level), Outside(refusals=10_000)) as way:
        await way.advance(seconds=patience.total_seconds() / 2)
        assert way.outside.handed_on == []
        await way.advance(seconds=patience.total_seconds())
        await way.advance(hours=3)
    (told,) = way.outside.handed_on
    (alarm,) = told.notifications
    assert alarm.party is Party.OPERATIONS
    assert alarm.subject == "duty takes no notice: busy"


async def test_that_operations_could_not_be_told_is_told_to_nobody(temporal: Client) -> None:
    about_itself = untold(notice(), "ops", "busy", datetime.now(UTC))
    assert about_itself is not None
    handed = tuple(QueuedNotice(notice=each_) for each_ in each(about_itself))
    parcel = DeliveryJob(target="ops", handed=handed)
    async with on_its_way(temporal, parcel, Outside(refusals=10_000)) as way:
        await way.advance(hours=3)
    assert way.outside.handed_on == []


async def test_what_waits_for_the_same_hour_is_told_in_one_message(temporal: Client) -> None:
    until = datetime.now(UTC) + timedelta(hours=8)
    first, second = notice(EscalationLevel.L1), notice(EscalationLevel.L2)
    parcel = DeliveryJob(target="duty", until=until)
    async with on_its_way(temporal, parcel) as way:
        for one, manner in ((first, Manner.DIGEST), (second, Manner.HELD), (first, Manner.DIGEST)):
            await way.handle.signal(NoticeWorkflow.add, QueuedNotice(notice=one, manner=manner))
        await way.advance(hours=7)
        assert way.outside.posted == []
        # Each is put on record at once: which of them is there first is open.
        assert sorted(way.outside.lines) == [(0, NoticeStatus.DIGEST), (0, NoticeStatus.HELD)]
        assert {line.until for line in way.outside.record} == {until}
        await way.advance(hours=1, seconds=1)
        assert await way.handle.result() == NoticeOutcome(notices=2, tries=1)
        await way.replays()
    (posting,) = way.outside.posted
    assert posting.notices == (first, second)
    assert way.outside.lines[2:] == [(1, NoticeStatus.SENT), (1, NoticeStatus.SENT)]


async def test_an_hour_that_has_passed_is_now(temporal: Client) -> None:
    late = datetime.now(UTC) - timedelta(hours=1)
    parcel = at_once(EscalationLevel.L1).model_copy(update={"until": late})
    async with on_its_way(temporal, parcel) as way:
        assert (await way.handle.result()).tries == 1


async def test_more_than_people_read_at_once_comes_in_several_messages(temporal: Client) -> None:
    async with on_its_way(temporal, at_once(*[EscalationLevel.L1] * 45)) as way:
        assert await way.handle.result() == NoticeOutcome(notices=45, tries=3)
    assert [len(posting.notices) for posting in way.outside.posted] == [20, 20, 5]


async def test_a_record_that_is_away_delays_nothing(temporal: Client) -> None:
    async with on_its_way(temporal, at_once(EscalationLevel.L3), away=True) as way:
        await way.told(1)
        # The first is told, and its record is waited for: another one comes.
        await way.handle.signal(NoticeWorkflow.add, QueuedNotice(notice=notice()))
        await way.told(2)
        assert way.outside.record == []
        way.outside.there.set()
        assert await way.handle.result() == NoticeOutcome(notices=2, tries=2)
    # The one that came meanwhile is on record from when it came: what is taken in leaves a command.
    assert sorted(way.outside.lines) == [
        (0, NoticeStatus.DIGEST),
        (1, NoticeStatus.SENT),
        (1, NoticeStatus.SENT),
    ]


async def test_what_joins_is_put_on_record_at_once_while_another_record_is_under_way(
    temporal: Client,
) -> None:
    async with on_its_way(temporal, at_once(EscalationLevel.L3), away=True) as way:
        await way.told(1)
        await way.handle.signal(NoticeWorkflow.add, QueuedNotice(notice=notice()))
        await way.told(2)
        async with asyncio.timeout(30):
            while len(await way.recording()) < 3:
                await asyncio.sleep(0.05)
        way.outside.there.set()
        await way.handle.result()
        await way.replays()


async def test_what_others_did_is_recorded_for_them(temporal: Client) -> None:
    line = Attempt(
        notice=notice(), target="file", number=1, status=NoticeStatus.SENT, at=datetime.now(UTC)
    )
    async with on_its_way(temporal, DeliveryJob(attempts=(line,))) as way:
        assert await way.handle.result() == NoticeOutcome(notices=0, tries=0)
    assert way.outside.record == [line]
    assert way.outside.posted == []
