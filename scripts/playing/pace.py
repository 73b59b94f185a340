"""At which pace the clocks of played consignments run: with the wall's, or so many times faster."""

import asyncio
from datetime import datetime, timedelta
from typing import Protocol

REAL = 1.0
"""The pace of the wall's clock: nothing is put forward."""

_REST = timedelta(0)


class MovableClock(Protocol):
    """What `TimeLapse` can do to the clock of a consignment."""

    async def clock(self, tracking_no: str) -> datetime | None:
        """What it shows, None when the consignment is closed."""

    async def advance(self, tracking_no: str, to: datetime) -> None:
        """Put it forward."""

    async def rest(self, tracking_no: str) -> bool:
        """Wait until nothing of the consignment is under way; False when it is closed."""


class Pace:
    """Waits as long as the time until the next step takes at this speed, then moves the clock.

    Any number of consignments wait at once; `at_once` of them are moved at a time.
    """

    def __init__(self, lapse: MovableClock, speed: float, at_once: int) -> None:
        self._lapse = lapse
        self._speed = speed
        self._places = asyncio.Semaphore(at_once)

    async def advance(self, tracking_no: str, to: datetime) -> None:
        """Let the time until `to` pass; at once for what lies behind, or is closed."""
        while (left := await self._left(tracking_no, to)) > _REST:
            await asyncio.sleep(left.total_seconds() / self._speed)
            if self._speed != REAL:
                break
        async with self._places:
            if self._speed == REAL:
                await self._lapse.rest(tracking_no)
            else:
                await self._lapse.advance(tracking_no, to)

    async def _left(self, tracking_no: str, to: datetime) -> timedelta:
        shows = await self._lapse.clock(tracking_no)
        return _REST if shows is None else to - shows
