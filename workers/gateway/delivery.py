"""Delivers stored messages to their consignments, at once or later."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import NamedTuple

import structlog

from activities.temporal_errors import is_transient
from ledger import LedgerUnavailable
from ledger.connection import TRANSIENT
from models.consignment.guards import named_box
from models.inbound.inbound_message import TranslatedMessage, parts
from models.kernel import plain_json
from models.kernel.spelling import same
from models.process.messages import Report
from workers.gateway.letters import MessageStatus
from workers.gateway.webhook_store import (
    BROKEN,
    NO_CONSIGNMENT,
    SILENCE,
    Key,
    RetrySchedule,
    WaitingMessage,
    WebhookStore,
)

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
    MessageStatus.PARKED: logging.DEBUG,
    MessageStatus.FAILED: logging.ERROR,
    MessageStatus.DEAD: logging.ERROR,
}

_logger = structlog.get_logger(__name__)


class DeliveryOutcome(NamedTuple):
    """What became of one try."""

    status: MessageStatus
    consignment: str | None = None
    error: str = ""
    patience: RetrySchedule = SILENCE
    rivals: tuple[str, ...] = ()


class _Due(NamedTuple):
    """A waiting message, translated (a newer release may know more), and its consignment."""

    key: Key
    report: Report
    consignment: str
    rivals: tuple[str, ...] = ()


class Delivery:
    """Finds the consignment of a message and tells it; what fails is tried again by `run`."""

    def __init__(
        self, inbox: WebhookStore, find: Find, deliver: Deliver, also: Find | None = None
    ) -> None:
        self._inbox = inbox
        self._find = find
        self._deliver = deliver
        self._also = also

    async def attempt(self, key: Key, told: Sequence[TranslatedMessage]) -> DeliveryOutcome:
        """Try once and note the outcome; never raises for a message that cannot be delivered.

        What is told of several boxes is delivered when all of them have heard it; it is told again
        to all until then. What is told of none is only kept.
        """
        with structlog.contextvars.bound_contextvars(system=key.system, message=key.message_id):
            outcomes = [await self._told(intake) for intake in told]
            return await self._noted(key, _together(outcomes))

    async def _told(self, intake: TranslatedMessage) -> DeliveryOutcome:
        found = await self._search(intake)
        if found.consignment is None:
            return found
        return await self._delivered(intake.report, found.consignment, found.rivals)

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

    async def _prepare(self, waiting: WaitingMessage) -> _Due | None:
        try:
            told = parts(waiting.key.system, plain_json.loads(waiting.raw))
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            await self._noted(waiting.key, _unfinished(error, None))
            return None
        if waiting.assigned is not None and told:
            report = _meant(told, waiting.assigned_box)
            return _Due(waiting.key, report, waiting.assigned)
        if len(told) != 1:
            await self.attempt(waiting.key, told)
            return None
        (intake,) = told
        found = await self._search(intake)
        if found.consignment is None:
            await self._noted(waiting.key, found)
            return None
        return _Due(waiting.key, intake.report, found.consignment, found.rivals)

    async def _tell_in_order(self, group: Sequence[_Due]) -> None:
        silent = False
        for key, report, consignment, rivals in group:
            if silent:
                waits = DeliveryOutcome(
                    MessageStatus.PARKED, consignment, "waits for an older message"
                )
                await self._noted(key, waits)
                continue
            with structlog.contextvars.bound_contextvars(system=key.system, message=key.message_id):
                told = await self._tell(key, report, consignment, rivals)
                silent = told.status is MessageStatus.PARKED

    async def _search(self, intake: TranslatedMessage) -> DeliveryOutcome:
        try:
            async with asyncio.timeout(SEARCH_SECONDS):
                for alias in intake.aliases:
                    if known := await self._find(alias):
                        rivals = await self._rivals(intake, alias, known[0])
                        return DeliveryOutcome(MessageStatus.RECEIVED, known[0], rivals=rivals)
                for hint in intake.hints:
                    if len(known := await self._find(hint)) == 1:
                        return DeliveryOutcome(MessageStatus.RECEIVED, known[0])
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            return _unfinished(error, None)
        return DeliveryOutcome(
            MessageStatus.PARKED, error=_not_found(intake), patience=NO_CONSIGNMENT
        )

    async def _rivals(
        self, intake: TranslatedMessage, alias: str, likeliest: str
    ) -> tuple[str, ...]:
        """Others that a danger may be about: whoever hears of it looks at all of them."""
        if intake.danger is None or self._also is None:
            return ()
        return tuple(each for each in await self._also(alias) if each != likeliest)

    async def _tell(
        self, key: Key, report: Report, consignment: str, rivals: tuple[str, ...] = ()
    ) -> DeliveryOutcome:
        with structlog.contextvars.bound_contextvars(consignment=consignment):
            return await self._noted(key, await self._delivered(report, consignment, rivals))

    async def _delivered(
        self, report: Report, consignment: str, rivals: tuple[str, ...]
    ) -> DeliveryOutcome:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._deliver(consignment, report)
        except Exception as error:  # noqa: BLE001 - whatever it is, the message is kept
            return _unfinished(error, consignment)
        return DeliveryOutcome(MessageStatus.DELIVERED, consignment, rivals=rivals)

    async def _noted(self, key: Key, outcome: DeliveryOutcome) -> DeliveryOutcome:
        # What cannot be noted is tried again when its lease ends, which is harmless.
        with contextlib.suppress(LedgerUnavailable):
            if outcome.status is MessageStatus.DELIVERED and outcome.consignment is not None:
                await self._inbox.delivered(key, outcome.consignment, outcome.rivals)
            elif outcome.status is MessageStatus.DISCARDED:
                await self._inbox.keep(key, outcome.error)
            else:
                waits = (outcome.status, outcome.error, outcome.patience, outcome.consignment)
                outcome = outcome._replace(status=await self._inbox.reschedule(key, *waits))
        level = _LEVELS.get(outcome.status, logging.INFO)
        _logger.log(level, "tried to deliver", status=outcome.status, error=outcome.error)
        return outcome


def _together(outcomes: Sequence[DeliveryOutcome]) -> DeliveryOutcome:
    """What became of a message as a whole: whoever has not heard his part decides."""
    if not outcomes:
        return DeliveryOutcome(MessageStatus.DISCARDED, error="it concerns no box: only kept")
    waiting = [each for each in outcomes if each.status is not MessageStatus.DELIVERED]
    rivals = tuple(dict.fromkeys(rival for each in outcomes for rival in each.rivals))
    return waiting[0] if waiting else outcomes[0]._replace(rivals=rivals)


def _meant(told: Sequence[TranslatedMessage], box: str | None) -> Report:
    """The report as an officer understood it, if he said which box it is about."""
    reports = [each.report for each in told]
    if box is None:
        return reports[0]
    about = (each for each in reports if same(named_box(each.fact) or "", box))
    report = next(about, reports[0])
    if "box" not in type(report.fact).model_fields:
        return report
    return report.model_copy(update={"fact": report.fact.model_copy(update={"box": box})})


def _unfinished(error: Exception, consignment: str | None) -> DeliveryOutcome:
    silent = isinstance(error, _SILENT) or is_transient(error)
    why = _printable(f"{type(error).__name__}: {error}")
    if silent:
        return DeliveryOutcome(MessageStatus.PARKED, consignment, why)
    return DeliveryOutcome(MessageStatus.FAILED, consignment, why, BROKEN)


def _not_found(intake: TranslatedMessage) -> str:
    if not intake.aliases:
        return "the message names no number of a consignment"
    hints = intake.hints
    alone = f", and none alone as {', '.join(hints)}" if hints else ""
    return _printable(f"no consignment is known as {', '.join(intake.aliases)}{alone}")


def _printable(text: str) -> str:
    """What PostgreSQL can keep whatever an error quotes."""
    return "".join(char if char.isprintable() else " " for char in text[:500])


async def _nap(stopping: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)
