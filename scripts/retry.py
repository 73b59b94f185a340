"""Patience with what comes back: a server, a database or a tracker that is being started again."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from temporalio.client import RPCTimeoutOrCancelledError

from activities import temporal_errors
from ledger import LedgerUnavailable
from ledger.connection import TRANSIENT
from models.kernel.errors import GuomenError
from scripts.texts.errors import STAYS_AWAY

PATIENCE_S = 180.0
_FIRST_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 2.0
SILENT: tuple[type[Exception], ...] = (
    *TRANSIENT,
    LedgerUnavailable,
    RPCTimeoutOrCancelledError,
)
"""What a call raises when nobody is there to answer it."""

_T = TypeVar("_T")


class StaysAway(GuomenError):
    """Temporal or the database does not come back."""


async def retry_until(call: Callable[[], Awaitable[_T]], patience_s: float = PATIENCE_S) -> _T:
    """Make a call that may be repeated until it is answered, for a bounded time.

    Raises:
        StaysAway: nobody answered in that time.
    """
    ends, pause = time.monotonic() + patience_s, _FIRST_PAUSE_S
    while True:
        try:
            return await call()
        except Exception as error:
            if not passing(error):
                raise
            if time.monotonic() > ends:
                raise StaysAway(STAYS_AWAY, seconds=f"{patience_s:g}", error=error) from error
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_S)


def passing(error: BaseException) -> bool:
    """Whether an error says that somebody is away, rather than that the call is wrong."""
    return isinstance(error, SILENT) or temporal_errors.is_transient(error)
