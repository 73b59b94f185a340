"""The statements that run all day find their rows by index, however large the ledger is."""

import json
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest

from ledger import Ledger, connect, store
from tests.ledger.offers import events, offer

FILL = """
    insert into ledger.events
    select
      n, 's/' || n / 20, n % 20 + 1, gen_random_uuid(), 'e', 1, now(), now(), '{}', '{}',
      sha256(n::text::bytea), sha256((n + 1)::text::bytea)
    from generate_series(1, 20000) n
"""


# The planner counts pages itself, and believes this about the rows in them.
TWENTY_A_STREAM = "alter table ledger.events alter column stream_id set (n_distinct = -0.05)"
PRETEND = "update pg_class set reltuples = $1 where oid = 'ledger.events'::regclass"


@pytest.fixture(params=[20_000, 1_000_000], ids=lambda rows: f"{rows} rows")
async def filled(pool: asyncpg.Pool, request: pytest.FixtureRequest) -> asyncpg.Pool:
    await pool.execute(FILL)
    await pool.execute(TWENTY_A_STREAM)
    await pool.execute("analyze ledger.events")
    await pool.execute(PRETEND, float(request.param))
    return pool


async def test_the_planner_believes_in_a_million_rows(pool: asyncpg.Pool) -> None:
    await pool.execute(FILL)
    await pool.execute("analyze ledger.events")
    await pool.execute(PRETEND, 1e6)
    told = await pool.fetchval("explain (format json) select * from ledger.events")
    assert json.loads(told)[0]["Plan"]["Plan Rows"] == pytest.approx(1e6, rel=0.01)


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


async def scans(pool: asyncpg.Pool, statement: str, *arguments: object) -> list[tuple[str, str]]:
    (explained,) = json.loads(await pool.fetchval(f"explain (format json) {statement}", *arguments))
    return [
        (node["Node Type"], node.get("Index Name", ""))
        for node in nodes(explained["Plan"])
        if "Scan" in node["Node Type"]
    ]


@pytest.mark.parametrize(
    "statement, arguments, index",
    [
        (store.HEAD, ["s/7"], "events_stream_id_version_key"),
        (store.READ_STREAM, ["s/7", 3], "events_stream_id_version_key"),
        (store.READ_AFTER, [19000, 100], "events_pkey"),
        (store.READ_AFTER, [0, 1000], "events_pkey"),
    ],
    ids=["head", "stream", "tail", "catch-up"],
)
async def test_a_read_uses_its_index(
    filled: asyncpg.Pool, statement: str, arguments: list[object], index: str
) -> None:
    assert await scans(filled, statement, *arguments) == [("Index Scan", index)]


async def test_the_last_position_is_the_end_of_an_index(filled: asyncpg.Pool) -> None:
    assert ("Index Only Scan", "events_pkey") in await scans(filled, store.LAST_POSITION)


SEQUENTIAL_SCANS = """
    select seq_scan from pg_stat_user_tables
    where schemaname = 'ledger' and relname = 'events'
"""


async def sequential_scans(pool: asyncpg.Pool) -> int:
    await pool.execute("select pg_stat_force_next_flush()")
    counted: int = await pool.fetchval(SEQUENTIAL_SCANS)
    return counted


async def test_an_append_planned_on_an_empty_table_never_scans_it(database_url: str) -> None:
    # One connection, so that the plan of the first append is kept.
    async with await connect(database_url, max_size=1) as pool:
        ledger = Ledger(pool)
        await ledger.append(offer(events("first"), stream="s/first"))
        await pool.execute(FILL.replace("generate_series(1,", "generate_series(2,"))
        before = await sequential_scans(pool)

        for number in range(3):
            await ledger.append(offer(events(f"e{number}"), stream=f"new/{number}"))

        assert await sequential_scans(pool) == before
