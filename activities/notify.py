"""Notifies people: first the notification log, then the routes; works without the database."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

import structlog
from temporalio import activity

from activities.answering import answering
from activities.notification_dispatch import NotificationDispatch
from activities.notification_log import NotificationLog
from models.execution.activity_io import Call, Empty, Reply
from models.execution.outsiders import Outsider, seconds
from models.notifications.notice import Attempt, Attempts, Notice, NoticeStatus, each
from models.notifications.request import NotificationRequest

Keep = Callable[[Sequence[Attempt]], Awaitable[None]]
"""Puts lines on the record; raises when the database cannot answer."""

FILE = "file"
"""What the record calls the noticeboard."""

_log = structlog.get_logger()


class Notify:
    """Tells at once, and records afterwards: an alarm never waits for a database."""

    def __init__(self, board: NotificationLog, desk: NotificationDispatch, keep: Keep) -> None:
        self._board, self._desk, self._keep = board, desk, keep

    @activity.defn
    async def notify_people(self, call: Call[NotificationRequest]) -> Reply[Empty]:
        """Every alarm of a batch, to everybody whom it concerns; told twice, it is heard once."""
        notices = each(call.request)
        # A retry must come to the same hour; in time-lapse the workflow's own is far away.
        now = min(activity.info().scheduled_time, datetime.now(UTC))
        posted = [self._posted(notice) for notice in notices]
        handed = (self._handed(notice, now) for notice in notices)
        ends = await asyncio.gather(*handed, return_exceptions=True)
        failed = [attempt for end in ends if isinstance(end, list) for attempt in end]
        await self._record([*posted, *failed])
        for end in ends:
            if isinstance(end, BaseException):
                raise end
        return Reply(head=None, answer=Empty())

    async def _handed(self, notice: Notice, now: datetime) -> list[Attempt]:
        """Lines for the targets that will never get it; one such notice holds up no other."""
        refused = await self._desk.hand_over(notice, now)
        for target, why in refused:
            _log.error("not handed over", key=notice.alarm.key, target=target, why=why)
        return [_attempt(notice, NoticeStatus.FAILED, why, target) for target, why in refused]

    def _posted(self, notice: Notice) -> Attempt:
        try:
            self._board.post([notice])
        except OSError as error:
            _log.error("not in the file", key=notice.alarm.key, why=str(error))
            return _attempt(notice, NoticeStatus.FAILED, f"{error.strerror}")
        return _attempt(notice, NoticeStatus.SENT)

    async def _record(self, attempts: Sequence[Attempt]) -> None:
        try:
            async with asyncio.timeout(seconds(Outsider.NOTE)):
                await self._keep(attempts)
        except Exception as error:  # noqa: BLE001 - whatever keeps the record from being written
            _log.info("recorded later", why=str(error))
            await self._desk.carry(attempts)


class NoticeRecord:
    """Records what became of notices, as soon as the database answers."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep

    @activity.defn
    async def record_attempts(self, attempts: Attempts) -> Empty:
        """Recorded twice, a line is there once."""
        async with answering(Outsider.QUERY):
            await self._keep(attempts.attempts)
        return Empty()


def _attempt(notice: Notice, status: NoticeStatus, why: str = "", target: str = FILE) -> Attempt:
    return Attempt(
        notice=notice, target=target, number=1, status=status, why=why, at=datetime.now(UTC)
    )
