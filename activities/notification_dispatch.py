"""Starts one delivery workflow for each notification and target.

The id of the workflow is that of the alarm at the target, so that a second hand-over finds the
first. What waits for the same hour at the same target waits together. No database is asked.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from temporalio.client import Client
from temporalio.common import Priority, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError

from activities.temporal_errors import is_transient
from models.execution.outsiders import ANSWERS_WITHIN, Outsider
from models.execution.task_priority import URGENT
from models.kernel.language import Language, Speaks
from models.kernel.markdown import clipped, marked
from models.notifications.notice import Attempt, DeliveryJob, Manner, Notice, QueuedNotice
from models.notifications.progress_texts import SUMMARY, TO_RECORD, at_hour
from models.notifications.renderer import headline
from models.notifications.routes import RoutedNotice, Routing
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force, rulebook

_ANSWER = ANSWERS_WITHIN[Outsider.TEMPORAL]
_SUMMARY_BYTES = 200


class NotTaken(NamedTuple):
    """A target that will not get a notice, and why."""

    target: str
    why: str


class NotificationDispatch:
    """Decides by the routes, and starts what is to be done."""

    def __init__(
        self, client: Client, task_queue: str, routing: Routing, language: Language
    ) -> None:
        self._client, self._queue = client, task_queue
        self._routing, self._language = routing, language

    async def hand_over(self, notice: Notice, now: datetime) -> list[NotTaken]:
        """Every target of its routes gets it, or will; handed over twice it comes once.

        The targets for which Temporal will never take it, with the reason.

        Raises:
            RPCError: Temporal does not answer; the next attempt goes on.
        """
        calendar = rulebook(in_force(day_in_china(now))).calendar
        refused: list[NotTaken] = []

        async def deliver(delivery: RoutedNotice) -> None:
            try:
                await self._deliver(notice, delivery)
            except RPCError as error:
                if is_transient(error):
                    raise
                refused.append(NotTaken(delivery.target, str(error)))

        handed = map(deliver, self._routing.deliveries(notice, now, calendar))
        # One that fails keeps no other from being called.
        for failure in await asyncio.gather(*handed, return_exceptions=True):
            if failure is not None:
                raise failure
        return refused

    async def _deliver(self, notice: Notice, delivery: RoutedNotice) -> None:
        if delivery.manner is Manner.NOW:
            await self._at_once(notice, delivery)
        else:
            await self._later(notice, delivery)

    async def carry(self, attempts: Sequence[Attempt]) -> None:
        """What could not be recorded is kept by a workflow until it can."""
        parcel = DeliveryJob(attempts=tuple(attempts), language=self._language)
        await self._start(parcel, f"notice/record/{attempts[0].notice.alarm.key}", TO_RECORD)

    async def _at_once(self, notice: Notice, delivery: RoutedNotice) -> None:
        handed = (QueuedNotice(notice=notice),)
        parcel = DeliveryJob(target=delivery.target, language=self._language, handed=handed)
        summary = SUMMARY.of(target=delivery.target, what=headline(notice, self._language))
        key = f"notice/{delivery.target}/{notice.alarm.key}"
        await self._start(parcel, key, summary, urgent=notice.urgent)

    async def _start(
        self, parcel: DeliveryJob, workflow_id: str, summary: Speaks, *, urgent: bool = False
    ) -> None:
        try:
            await self._client.start_workflow(
                "Notice",
                parcel,
                id=workflow_id,
                task_queue=self._queue,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                static_summary=self._clipped(summary),
                rpc_timeout=_ANSWER,
                priority=Priority(priority_key=URGENT) if urgent else Priority.default,
            )
        except WorkflowAlreadyStartedError:
            return

    async def _later(self, notice: Notice, delivery: RoutedNotice) -> None:
        hour = at_hour(delivery.at)
        await self._client.start_workflow(
            "Notice",
            DeliveryJob(target=delivery.target, language=self._language, until=delivery.at),
            id=f"notice/{delivery.target}/at {delivery.at:%Y-%m-%dT%H:%MZ}",
            task_queue=self._queue,
            static_summary=self._clipped(SUMMARY.of(target=delivery.target, what=hour)),
            start_signal="add",
            start_signal_args=[QueuedNotice(notice=notice, manner=delivery.manner)],
            rpc_timeout=_ANSWER,
        )

    def _clipped(self, summary: Speaks) -> str:
        """No more bytes than the list of the Temporal UI takes."""
        return clipped(marked(summary).said(self._language), _SUMMARY_BYTES)
