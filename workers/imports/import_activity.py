"""Starts the consignments of a batch at a bounded rate; a new attempt goes on where one died."""

import asyncio
from asyncio import sleep
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Any

import structlog
from temporalio import activity
from temporalio.client import Client
from temporalio.service import RPCError

from activities.temporal_errors import is_transient
from ledger import Ledger
from models.consignment.registration import Registration
from models.execution.manifest_import import ImportPage, Tally
from models.kernel.errors import Oversized
from models.kernel.language import Language
from projections.registrations import registrations
from workers.consignment_client import start_consignment
from workers.imports import import_store
from workers.imports.import_store import StartOutcome, WaitingConsignment

_log = structlog.get_logger(__name__)

MOST_AT_ONCE = 16
_SLICES_A_SECOND = 5


class Importer:
    """The activity of an import, with what it needs."""

    def __init__(
        self,
        client: Client,
        pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
        *,
        task_queue: str,
        rate: int,
        language: Language = Language.BOTH,
    ) -> None:
        self._client, self._pool, self._queue, self._rate = client, pool, task_queue, rate
        self._language = language
        self._ledger = Ledger(pool)

    @activity.defn
    async def start_consignments(self, page: ImportPage) -> Tally:
        """Starts those of a page that are not decided yet, and counts all of them.

        What Temporal will never take is noted with the reason, and the others go on.

        Raises:
            RPCError: Temporal does not answer; the next attempt goes on.
            LedgerUnavailable: PostgreSQL does not answer; the same.
        """
        waiting = await import_store.page(self._pool, page.batch, page.first, page.last)
        open_ = [each for each in waiting if each.outcome in (None, StartOutcome.STARTING)]
        rate = page.rate or self._rate
        begun = monotonic()
        for done, some in _slices(open_, rate):
            activity.heartbeat(done)
            await sleep(max(0.0, begun + done / rate - monotonic()))
            await self._start(page.batch, some)
        return await import_store.tally(self._pool, page.batch, page.first, page.last)

    async def _start(self, batch: str, some: Sequence[WaitingConsignment]) -> None:
        """Between its steps it says that it lives: whoever kills it is noticed that soon."""
        unknown = await self._unknown(batch, some)
        activity.heartbeat()
        numbers = [each.number for each in unknown]
        fresh = await import_store.note(self._pool, batch, numbers, StartOutcome.STARTING)
        activity.heartbeat()
        async with asyncio.TaskGroup() as group:
            starts = {
                each.number: group.create_task(self._started(each.registration)) for each in unknown
            }
        activity.heartbeat()
        begun = {number: start.result() for number, start in starts.items()}
        refused = {number: why for number, why in begun.items() if isinstance(why, str)}
        # What another attempt had begun to start is known because of that attempt.
        ours = [n for n in numbers if n not in refused and (begun[n] or n not in fresh)]
        theirs = [number for number in numbers if number not in ours and number not in refused]
        await import_store.note(self._pool, batch, ours, StartOutcome.STARTED)
        activity.heartbeat()
        await import_store.note(self._pool, batch, theirs, StartOutcome.KNOWN)
        for number, why in refused.items():
            activity.heartbeat()
            await import_store.refuse(self._pool, batch, number, why)

    async def _unknown(
        self, batch: str, some: Sequence[WaitingConsignment]
    ) -> list[WaitingConsignment]:
        """Those that are not recorded, or because of us; the others are noted as known."""
        fresh = [each for each in some if each.outcome is None]
        recorded = await registrations(
            self._ledger, [each.registration.tracking_no for each in fresh]
        )
        activity.heartbeat()
        known = {each.number for each in fresh if each.registration.tracking_no in recorded}
        await import_store.note(self._pool, batch, sorted(known), StartOutcome.KNOWN)
        return [each for each in some if each.number not in known]

    async def _started(self, registration: Registration) -> bool | str:
        """Whether it is new; the reason when it cannot be started, which holds up no other."""
        try:
            return await start_consignment(
                self._client,
                self._ledger,
                registration,
                task_queue=self._queue,
                language=self._language,
            )
        except (RPCError, Oversized) as error:
            if is_transient(error):
                raise
            _log.error("cannot be started", consignment=registration.tracking_no, why=str(error))
            return str(error)


def _slices(
    waiting: Sequence[WaitingConsignment], rate: int
) -> Iterator[tuple[int, Sequence[WaitingConsignment]]]:
    """Small enough that the rate is even, with how many went before."""
    size = max(1, min(MOST_AT_ONCE, rate // _SLICES_A_SECOND))
    for begins in range(0, len(waiting), size):
        yield begins, waiting[begins : begins + size]
