"""Batches in the database: stored once and whole, written by few."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from ledger import connect
from models.execution.manifest_import import Tally
from tests.history import sample_registration
from workers.imports import import_store
from workers.imports.import_store import StartOutcome

FOUND = [sample_registration(n, boxes=2) for n in range(1, 8)]
BATCH = import_store.batch_id(FOUND)


async def test_a_batch_comes_back_as_it_was_stored(pool: asyncpg.Pool) -> None:
    await import_store.store(pool, BATCH, "a.csv", FOUND)
    waiting = await import_store.page(pool, BATCH, 2, 4)
    assert [each.registration for each in waiting] == FOUND[1:4]
    assert {each.outcome for each in waiting} == {None}


async def test_storing_again_keeps_what_has_become_of_it(pool: asyncpg.Pool) -> None:
    await import_store.store(pool, BATCH, "a.csv", FOUND)
    first = await pool.fetchrow("select * from imports.batches")
    await import_store.note(pool, BATCH, [1, 2], StartOutcome.STARTED)
    await import_store.note(pool, BATCH, [3], StartOutcome.KNOWN)
    await import_store.note(pool, BATCH, [4], StartOutcome.STARTING)
    await import_store.store(pool, BATCH, "again.csv", FOUND)
    assert await pool.fetchrow("select * from imports.batches") == first
    assert await import_store.tally(pool, BATCH, 1, 7) == Tally(started=2, known=1)


async def test_storing_that_was_broken_off_is_finished(
    pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_store, "AT_ONCE", 3)
    await import_store.store(pool, BATCH, "a.csv", FOUND)
    await pool.execute("delete from imports.batches")
    await pool.execute("delete from imports.consignments where number > 3")
    await import_store.store(pool, BATCH, "a.csv", FOUND)
    assert len(await import_store.page(pool, BATCH, 1, 7)) == 7


async def test_two_attempts_at_once_do_not_take_back_what_the_other_has_noted(
    pool: asyncpg.Pool,
) -> None:
    await import_store.store(pool, BATCH, "a.csv", FOUND)
    assert await import_store.note(pool, BATCH, [1, 2], StartOutcome.STARTING) == {1, 2}
    assert await import_store.note(pool, BATCH, [1, 2, 3], StartOutcome.STARTING) == {3}
    assert await import_store.note(pool, BATCH, [1], StartOutcome.STARTED) == {1}
    for late in (StartOutcome.STARTING, StartOutcome.KNOWN):
        assert await import_store.note(pool, BATCH, [1], late) == set()
    assert await import_store.note(pool, BATCH, [2], StartOutcome.KNOWN) == {2}
    assert await import_store.note(pool, BATCH, [2], StartOutcome.STARTED) == {2}
    assert await import_store.tally(pool, BATCH, 1, 7) == Tally(started=2)


def test_the_id_is_that_of_the_content() -> None:
    assert import_store.batch_id(list(FOUND)) == BATCH
    assert import_store.batch_id(FOUND[1:]) != BATCH
    assert import_store.batch_id(reversed(FOUND)) != BATCH


@pytest.fixture
async def importer(pool: asyncpg.Pool, database_url: str) -> AsyncIterator[asyncpg.Pool]:
    """Connections with the rights of who imports."""
    del pool
    async with await connect(database_url, max_size=1) as limited:
        await limited.execute("set role importer")
        yield limited
        await limited.execute("reset role")


@pytest.mark.parametrize(
    "statement",
    [
        "update imports.consignments set outcome = 'started'",
        "update imports.batches set file = 'other'",
        "delete from imports.consignments",
        "delete from imports.batches",
        "select * from gateway.messages",
        "select ledger.append_v1(null, null, null, null, null, null, null, null, null, null)",
    ],
)
async def test_who_imports_may_add_but_change_nothing(
    importer: asyncpg.Pool, statement: str
) -> None:
    await import_store.store(importer, BATCH, "a.csv", FOUND)
    assert await import_store.tally(importer, BATCH, 1, 7) == Tally()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await importer.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update imports.consignments set registration = '{}'",
        "insert into imports.batches (id, file, consignments) values ('x', 'x', 1)",
        "delete from imports.consignments",
    ],
)
async def test_the_tracker_may_only_note_what_became_of_it(
    pool: asyncpg.Pool, database_url: str, statement: str
) -> None:
    await import_store.store(pool, BATCH, "a.csv", FOUND)
    async with await connect(database_url, max_size=1) as tracker:
        await tracker.execute("set role ledger_writer")
        await import_store.note(tracker, BATCH, [1], StartOutcome.STARTED)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await tracker.execute(statement)
