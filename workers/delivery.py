"""Brings stored messages to their consignments, at once or later: nothing is dropped."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import NamedTuple

import structlog

from activities.temporal_errors import passing
from ledger import LedgerUnavailable
from ledger.connection import TRANSIENT
from models import plain_json
from models.intake import Intake, translate
from models.messages import Report
from workers.inbox import BROKEN, NO_CONSIGNMENT, SILENCE, Inbox, Key, Patience, Waiting
from workers.letters import Status

Find = Callable[[str], Awaitable[Sequence[str]]]
"""Given a number: the tracking numbers of the consignments that have it, the likeliest first."""

Deliver = Callable[[str, Report], Awaitable[object]]
"""Tell the consignment with this tracking number; telling it again must be harmless."""

# Above what a tracker takes that has just been started and lives a whole history first; below the
# patience of a system that waits for our answer, and below the lease of a message.
PATIENCE_SECONDS = 12.0
SEARCH_SECONDS = 5.0
POLL_SECONDS = 0.5
AT_ONCE = 100

_SILENT = (*TRANSIENT, LedgerUnavailable)
_LEVELS = {
    Status.PARKED: logging.DEBUG,
    Status.FAILED: logging.ERROR,
    Status.DEAD: logging.ERROR,
}

_logger = structlog.get_logger(__name__)


class Outcome(NamedTuple):
    """What became of one try."""

    status: Status
    consignment: str | None = None
    error: str = ""
    patience: Patience = SILENCE


class _Due(NamedTuple):
    """A waiting message, translated (a newer release may know more), and its consignment."""

    key: Key
    report: Report
    consignment: str


class Delivery:
    """Finds the consignment of a message and tells it; what fails is tried again by `run`."""

    def __init__(self, inbox: Inbox, find: Find, deliver: Deliver) -> None:
        self._inbox = inbox
        self._find = find
        self._deliver = deliver

    async def attempt(self, key: Key, intake: Intake) -> Outcome:
        """Try once and note the outcome; never raises for a message that cannot be delivered."""
        with structlog.contextvars.bound_contextvars(system=key.system, message=key.message_id):
            found = await self._search(intake)
            if found.consignment is None:
                return await self._noted(key, found)
            return await self._tell(key, intake.report, found.consignment)

    async def run(self, stopping: asyncio.Event) -> None:
        """Try again what waits until told to stop; a round that has begun is finished."""
        while not stopping.is_set():
            if await self._round() < AT_ONCE:
                await _nap(stopping, POLL_SECONDS)

    async def retry(self) -> int:
        """Try every message that is due, at most `AT_ONCE`; return how many there were.

        Of one consignment the oldest goes first, and the rest waits when the tracker is silent.
        """
        claimed = await self._inbox.claim(AT_ONCE)
        due = [one for waiting in claimed if (one := await self._prepare(waiting))]
        due.sort(key=lambda one: one.consignment)
        groups = [list(group) for _, group in groupby(due, lambda one: one.consignment)]
        await asyncio.gather(*(self._tell_in_order(group) for group in groups))
        return len(claimed)

    async def _round(self) -> int:
        try:
            await self._inbox.match_anew()
            return await self.retry()
        except LedgerUnavailable as error:
            _logger.warning("the inbox does not answer", error=str(error))
            return 0

    async def _prepare(self, waiting: Waiting) -> _Due | None:
        try:
            intake = translate(waiting.key.system, plain_json.loads(waiting.raw))
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            await self._noted(waiting.key, _unfinished(error, None))
            return None
        found = await self._search(intake)
        if found.consignment is None:
            await self._noted(waiting.key, found)
            return None
        return _Due(waiting.key, intake.report, found.consignment)

    async def _tell_in_order(self, group: Sequence[_Due]) -> None:
        silent = False
        for key, report, consignment in group:
            if silent:
                waits = Outcome(Status.PARKED, consignment, "waits for an older message")
                await self._noted(key, waits)
                continue
            with structlog.contextvars.bound_contextvars(system=key.system, message=key.message_id):
                silent = (await self._tell(key, report, consignment)).status is Status.PARKED

    async def _search(self, intake: Intake) -> Outcome:
        try:
            async with asyncio.timeout(SEARCH_SECONDS):
                for alias in intake.aliases:
                    if known := await self._find(alias):
                        return Outcome(Status.RECEIVED, known[0])
                for hint in (*intake.hints, *intake.repaired):
                    if len(known := await self._find(hint)) == 1:
                        return Outcome(Status.RECEIVED, known[0])
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            return _unfinished(error, None)
        return Outcome(Status.PARKED, error=_not_found(intake), patience=NO_CONSIGNMENT)

    async def _tell(self, key: Key, report: Report, consignment: str) -> Outcome:
        with structlog.contextvars.bound_contextvars(consignment=consignment):
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await self._deliver(consignment, report)
            except Exception as error:  # noqa: BLE001 - whatever it is, the message is kept
                return await self._noted(key, _unfinished(error, consignment))
            return await self._noted(key, Outcome(Status.DELIVERED, consignment))

    async def _noted(self, key: Key, outcome: Outcome) -> Outcome:
        # What cannot be noted is tried again when its lease ends, which is harmless.
        with contextlib.suppress(LedgerUnavailable):
            if outcome.status is Status.DELIVERED and outcome.consignment is not None:
                await self._inbox.delivered(key, outcome.consignment)
            else:
                waits = (outcome.status, outcome.error, outcome.patience, outcome.consignment)
                outcome = outcome._replace(status=await self._inbox.put_off(key, *waits))
        level = _LEVELS.get(outcome.status, logging.INFO)
        _logger.log(level, "tried to deliver", status=outcome.status, error=outcome.error)
        return outcome


def _unfinished(error: Exception, consignment: str | None) -> Outcome:
    silent = isinstance(error, _SILENT) or passing(error)
    why = _printable(f"{type(error).__name__}: {error}")
    if silent:
        return Outcome(Status.PARKED, consignment, why)
    return Outcome(Status.FAILED, consignment, why, BROKEN)


def _not_found(intake: Intake) -> str:
    if not intake.aliases:
        return "the message names no number of a consignment"
    hints = (*intake.hints, *intake.repaired)
    alone = f", and none alone as {', '.join(hints)}" if hints else ""
    return _printable(f"no consignment is known as {', '.join(intake.aliases)}{alone}")


def _printable(text: str) -> str:
    """What PostgreSQL can keep whatever an error quotes."""
    return "".join(char if char.isprintable() else " " for char in text[:500])


async def _nap(stopping: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)
