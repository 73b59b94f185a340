"""The `eventsourcing` library's PostgreSQL recorder, in both of its modes.

It is in the dependency group `bench`, not in the lock: `uv pip install --group bench`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

from models.kernel.errors import GuomenError
from models.kernel.event_types import EventType
from scripts.bench.load import DATA, in_threads
from scripts.texts.errors import NO_PEER

THREADS = 4
"""Its best: with 8, 16 and 64 it was slower, they share one interpreter lock."""


class NoPeer(GuomenError):
    """The library to compare with is not installed."""


@contextmanager
def recorder(dsn: str, *, functions: bool) -> Iterator[Any]:
    """A recorder with a table of its own.

    `functions` is the mode `POSTGRES_ENABLE_DB_FUNCTIONS`: faster, and without the table lock that
    makes ids appear in the order of their numbers.

    Raises:
        NoPeer: the library is not installed.
    """
    try:
        from eventsourcing import postgres  # noqa: PLC0415
    except ImportError as error:
        raise NoPeer(NO_PEER) from error
    with postgres.PostgresDatastore(
        **_parts(dsn),
        pool_size=THREADS,
        connect_timeout=30,
        enable_db_functions=functions,
    ) as datastore:
        made = postgres.PostgresApplicationRecorder(
            datastore, events_table_name=f"peer_{uuid4().hex[:8]}"
        )
        made.create_table()
        yield made


async def appends(dsn: str, streams: int, events: int, *, functions: bool) -> float:
    """Events a second from blocking calls on a pool of threads."""
    return await asyncio.to_thread(_appends, dsn, streams, events, functions=functions)


def _appends(dsn: str, streams: int, events: int, *, functions: bool) -> float:
    with recorder(dsn, functions=functions) as made:
        callers = [_stream(made, events) for _ in range(streams)]
        return in_threads(callers, events, min(streams, THREADS))


def _stream(made: Any, events: int) -> Callable[[], object]:  # noqa: ANN401 - has no types here
    from eventsourcing.persistence import StoredEvent  # noqa: PLC0415

    stream, versions = uuid4(), count(1)

    def call() -> object:
        return made.insert_events(
            [
                StoredEvent(stream, next(versions), EventType.GATED_OUT, json.dumps(DATA).encode())
                for _ in range(events)
            ]
        )

    return call


def _parts(dsn: str) -> dict[str, Any]:
    where = urlsplit(dsn)
    socket = parse_qs(where.query).get("host", [""])[0]
    return {
        "dbname": where.path.lstrip("/"),
        "host": socket or where.hostname or "127.0.0.1",
        "port": where.port or 5432,
        "user": unquote(where.username or ""),
        "password": unquote(where.password or ""),
    }
