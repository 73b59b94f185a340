"""Tells people of what came in and reached no consignment, by a workflow of its own."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog
from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.temporal_errors import is_transient
from ledger import LedgerUnavailable
from models.notifications.request import NotificationRequest

_SUMMARY = 150
_POLL_SECONDS = 1.0

Tell = Callable[[NotificationRequest], Awaitable[None]]
"""Tells people; told twice under the key of its first notification, they hear it once."""

_log = structlog.get_logger(__name__)


def teller(client: Client, task_queue: str) -> Tell:
    """By a workflow of its own, so that it is told whoever dies meanwhile."""

    async def tell(request: NotificationRequest) -> None:
        first = request.notifications[0]
        with contextlib.suppress(WorkflowAlreadyStartedError):
            await client.start_workflow(
                "TellPeople",
                request,
                id=f"telling/{first.key}",
                task_queue=task_queue,
                static_summary=first.subject[:_SUMMARY],
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            )

    return tell


async def keep_telling(
    what: str, tell_all: Callable[[], Awaitable[None]], stopping: asyncio.Event
) -> None:
    """Tells of `what` waits, round by round, until told to stop; what fails is tried again."""
    while not stopping.is_set():
        try:
            await tell_all()
        except LedgerUnavailable as error:
            _log.warning("the database does not answer", error=str(error))
        except Exception as error:  # noqa: BLE001 - one that cannot be told must not end the others
            level = _log.warning if is_transient(error) else _log.error
            level(f"nobody is told of {what}", error=str(error))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), _POLL_SECONDS)
