"""Names and passes over a stream that cannot be read.

A row of another release, a history that cannot be decoded, a batch that the ledger does not take:
whoever works through many says which one it is, does the others, and ends with an exit code.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

import structlog
from temporalio.service import RPCError, RPCStatusCode

from activities.temporal_errors import is_too_large
from ledger import LedgerUnavailable
from ledger.connection import TRANSIENT
from models.kernel.incoming import escaped
from workers.concurrency import each

_SILENT = (*TRANSIENT, LedgerUnavailable)
_OF_ONE = (RPCStatusCode.INVALID_ARGUMENT, RPCStatusCode.NOT_FOUND, RPCStatusCode.DATA_LOSS)
_LONGEST = 300

_log = structlog.get_logger(__name__)
_A = TypeVar("_A")
_B = TypeVar("_B")


def concerns_all(error: Exception) -> bool:
    """Whether an error says nothing of one stream: Temporal or the database is away."""
    if isinstance(error, RPCError):
        return error.status not in _OF_ONE and not is_too_large(error)
    return isinstance(error, _SILENT)


def reason(name: str, error: Exception) -> str:
    """Why a stream cannot be read, in one line, and what to do."""
    said = " ".join(str(error).split())[:_LONGEST]
    _log.error("a stream cannot be read", stream=name, error=type(error).__name__)
    return (
        f"cannot be read ({type(error).__name__}: {escaped(said, _LONGEST)}): look at {name} in the"
        f" Temporal UI and with `guomen timeline`; a release that knows what it holds reads it,"
        " otherwise terminate its workflow and run `guomen resurrect`"
    )


async def each_apart(
    items: Iterable[_A], work: Callable[[_A], Awaitable[_B]], instead: Callable[[_A, Exception], _B]
) -> list[_B]:
    """As `crowd.each`; one that cannot be read is told by `instead`, and the others go on.

    Raises:
        LedgerUnavailable, RPCError: nobody answers, whatever the stream.
    """

    async def one(item: _A) -> _B:
        try:
            return await work(item)
        except Exception as error:
            if concerns_all(error):
                raise
            return instead(item, error)

    return await each(items, one)
