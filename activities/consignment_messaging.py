"""Sends one Update to each of many running consignments, some at a time.

One that does not answer keeps no other from hearing; in the end it is named.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from enum import StrEnum

from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.service import RPCError

from activities.errors import remote_unavailable
from activities.temporal_errors import GONE, is_transient
from models.execution.outsiders import ANSWERS_WITHIN, Outsider
from models.execution.workflow_io import Receipt
from models.kernel.event_types import EventType
from models.kernel.identity import tracking_no_of
from models.kernel.message import Update

_ANSWER = ANSWERS_WITHIN[Outsider.WORKFLOW]
_AT_ONCE = 8
_SHOWN = 5
NAMED = 1_000
"""Consignments that an answer names; of more it says how many."""


class Heard(StrEnum):
    """What became of a message at one consignment, as the answer calls it."""

    TOLD = "told"
    WENT_ON = "went_on"
    UNREACHED = "unreached"
    SILENT = "silent"


async def tell_all(
    running: AsyncIterator[str],
    tell: Callable[[str], Awaitable[Heard]],
    sign_of_life: Callable[[int], object],
) -> dict[Heard, list[str]]:
    """Tell each of these workflows; the numbers of the consignments by what became of it.

    `sign_of_life` is given after each how many are done.
    """
    found: dict[Heard, list[str]] = {each: [] for each in Heard}
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(workflow_id: str) -> None:
        async with turns:
            heard = await tell(workflow_id)
        found[heard].append(tracking_no_of(workflow_id))
        sign_of_life(sum(map(len, found.values())))

    async with asyncio.TaskGroup() as group:
        async for workflow_id in running:
            group.create_task(one(workflow_id))
            sign_of_life(sum(map(len, found.values())))
    return found


def need_heard(silent: Collection[str]) -> None:
    """That nobody is left who has not heard.

    Raises:
        ApplicationError: RemoteUnavailable, with some of their numbers; the next attempt tells all.
    """
    if silent:
        names = ", ".join(sorted(silent)[:_SHOWN])
        raise remote_unavailable(names, f"{len(silent)} consignments have not heard")


async def hears(
    client: Client, workflow_id: str, told: Update, message_id: str, takes: Collection[EventType]
) -> Heard:
    """Whether the message changed anything: `takes` are the events of those that took it in."""
    handle = client.get_workflow_handle(workflow_id)
    try:
        # An Update is polled for, each time with a time-out of its own.
        async with asyncio.timeout(_ANSWER.total_seconds()):
            receipt = await handle.execute_update(
                told.verb, told, id=message_id, result_type=Receipt
            )
    except TimeoutError:
        return Heard.SILENT
    except (RPCError, WorkflowUpdateFailedError) as error:
        if is_transient(error):
            return Heard.SILENT
        gone = isinstance(error, RPCError) and error.status in GONE
        return Heard.WENT_ON if gone else Heard.UNREACHED
    return Heard.TOLD if set(takes) & set(receipt.recorded) else Heard.WENT_ON
