"""Runs many coroutines with bounded concurrency."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

AT_ONCE = 8

_A = TypeVar("_A")
_B = TypeVar("_B")


async def each(items: Iterable[_A], work: Callable[[_A], Awaitable[_B]]) -> list[_B]:
    """What the work makes of each item, in their order, so many at a time."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(item: _A) -> _B:
        async with places:
            return await work(item)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(item)) for item in items]
    return [task.result() for task in tasks]
