"""An event loop without a wall clock: when nothing can run, it is at once the next timer's time."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

A = TypeVar("A")


class _Skipping(asyncio.SelectorEventLoop):
    """For code that waits for nothing but timers."""

    _now = 0.0

    def time(self) -> float:
        return self._now

    def _run_once(self) -> None:
        waiting = [each for each in self._scheduled if not each.cancelled()]  # type: ignore[attr-defined]
        if not self._ready and waiting:  # type: ignore[attr-defined]
            self._now = max(self._now, min(each.when() for each in waiting))
        super()._run_once()  # type: ignore[misc]


def lasted(work: Coroutine[Any, Any, A]) -> tuple[A | Exception, timedelta]:
    """What came of it, and how long it would have taken."""

    async def timed() -> tuple[A | Exception, timedelta]:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            result: A | Exception = await work
        except Exception as error:  # noqa: BLE001 - how it ends is the answer
            result = error
        return result, timedelta(seconds=loop.time() - begun)

    with asyncio.Runner(loop_factory=_Skipping) as runner:
        return runner.run(timed())
