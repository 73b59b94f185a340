"""What becomes of events after they are recorded: read, verified, projected, rebuilt."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime

from ledger import Ledger
from ledger.verify import verify
from projections import queries
from projections.horizon import Horizon
from projections.rebuild import rebuild
from projections.runner import keep_up
from projections.status import STATUS
from projections.time_travel import statuses_at
from scripts.bench.figures import BenchLine
from scripts.bench.load import Pool

PATIENCE = 600.0


def lines(dsn: str, pool: Pool, events: int) -> list[BenchLine]:
    """What is measured over a ledger of so many events."""
    ledger, load = Ledger(pool), f"{events:,} events"

    def timed(work: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[float]]:
        async def measure() -> float:
            begin = time.perf_counter()
            await work()
            return events / (time.perf_counter() - begin)

        return measure

    return [
        BenchLine(name="catch-up read", load=load, measure=timed(lambda: _read(ledger))),
        BenchLine(name="verify", load=load, measure=timed(lambda: verify(dsn))),
        BenchLine(
            name="projection status",
            load=load,
            measure=lambda: _projected(dsn, pool, events),
        ),
        BenchLine(
            name="rebuild status",
            load=load,
            measure=timed(lambda: rebuild(dsn, "status", switch=False)),
        ),
        BenchLine(
            name="list --known-at",
            load=load,
            measure=timed(lambda: statuses_at(dsn, Horizon(recorded=datetime.now(UTC)))),
        ),
    ]


async def _read(ledger: Ledger) -> None:
    position = 0
    while page := await ledger.read_after(position):
        position = page[-1].position


async def _projected(dsn: str, pool: Pool, events: int) -> float:
    """One runner from the beginning, batch after batch; its rows stay for the rebuild."""
    await pool.execute("truncate read_v1.status")
    await pool.execute("delete from projections.checkpoints where name = 'status'")
    begin = time.perf_counter()
    runner = asyncio.create_task(keep_up(STATUS, dsn))
    try:
        await queries.wait_for(pool, "status", events, timeout=PATIENCE)
        return events / (time.perf_counter() - begin)
    finally:
        runner.cancel()
        with suppress(asyncio.CancelledError):
            await runner
