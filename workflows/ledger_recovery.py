"""Lets a run survive a ledger conflict and a request to cancel it.

After a reset a run decides again what it had decided, with other times, or knows less than the
ledger. On a conflict the ledger is right: nothing more goes out, the folded state is taken from the
ledger, and the next run goes on from it. What was accepted and is not recorded is decided again
there, under the same ids (docs/decisions/0026).
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from temporalio import workflow

from models.execution.activity_io import A
from workflows.activity_client import ActivityClient
from workflows.activity_specs import ActivitySpec
from workflows.aggregate import Aggregate

T = TypeVar("T")

_BEGUN = 3
"""Events of a run whose first task begins: started, task scheduled, task started."""

_LONGEST = 6
"""The power of two, in seconds, that a pause between recoveries grows to."""


async def followed(
    case: Aggregate[Any], line: ActivityClient, story: Callable[[], Coroutine[Any, Any, T]]
) -> T | None:
    """What the narrative comes to; None when the ledger has gone another way than this run."""
    looked = await _undisturbed(case, _look_out_for_resets(case, line), lambda: False)
    looked.result()
    followed_to = await _undisturbed(case, story(), lambda: case.behind)
    if case.behind:
        return None
    ended = followed_to.result()
    # A message that came in the same breath as the end is not recorded: then the ledger, and what
    # is kept beside it, are what the next run goes on from.
    case.behind = not case.outbox.empty
    return ended


async def _look_out_for_resets(case: Aggregate[Any], line: ActivityClient) -> None:
    """A run that was reset does not know what it knew: nothing goes out before it has looked.

    It would notify people of what it believes to be late. A reset gives a run other random numbers;
    one to the first task does so before there is anybody to hear of it, but leaves events before
    the task that begins the run, as a task does that a tracker was too slow for.
    """

    def reset(_: int) -> None:
        case.behind = True

    workflow.register_random_seed_callback(reset)
    if workflow.info().get_current_history_length() > _BEGUN and await line.was_reset():
        case.behind = True


async def recovered(case: Aggregate[Any], line: ActivityClient, kind: ActivitySpec[A]) -> A | None:
    """What the ledger has, if anything: at once; recoveries in a row come ever more rarely."""

    async def ask() -> A | None:
        if case.recoveries:
            await workflow.sleep(timedelta(seconds=2 ** min(case.recoveries, _LONGEST)))
        return await line.fold(kind)

    return (await _undisturbed(case, ask(), lambda: False)).result()


async def _undisturbed(
    case: Aggregate[Any], story: Coroutine[Any, Any, T], over: Callable[[], bool]
) -> asyncio.Task[T]:
    """Waits for a task of its own: a request to cancel the workflow reaches only this one.

    The request is put on record, people hear of it, and supervision goes on.
    """
    task = asyncio.create_task(story)
    while not (task.done() or over()):
        try:
            await workflow.wait_condition(lambda: task.done() or over())
        except asyncio.CancelledError:
            reason = workflow.cancellation_reason()
            if reason is None or case.cancelled:
                # The worker puts the workflow out of its memory.
                raise
            case.take_cancellation(reason, late=task.done())
    return task
