"""Read models: somebody keeps each up, and none stands still."""

from datetime import timedelta

import asyncpg
import pytest

from ledger import Ledger
from models.health.findings import Fault
from projections import queries
from projections.catalogue import BY_NAME, PROJECTIONS
from projections.locks import TRY_LOCK
from tests.history import record
from tests.projections.running import kept_up
from tests.projections.stories import hauled
from tests.workers.health_checks.faulty import until
from workers.health_checks import read_models
from workers.health_checks.read_models import ReadModels


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_models, "_PAUSE_S", 0.01)


async def test_read_models_that_are_kept_up_are_well(
    pool: asyncpg.Pool, ledger: Ledger, database_url: str
) -> None:
    async with kept_up(database_url, *PROJECTIONS):
        last = await record(ledger, hauled(1))
        for each in PROJECTIONS:
            await queries.wait_for(pool, each.name, last)
        assert await ReadModels(pool, timedelta(0)).standing() == []


async def test_without_a_projector_every_read_model_is_left_also_when_nothing_is_recorded(
    pool: asyncpg.Pool,
) -> None:
    found = await ReadModels(pool).standing()
    assert {(each.fault, each.subject) for each in found} == {
        (Fault.READ_MODEL_LEFT, name) for name in BY_NAME
    }


async def test_one_that_nobody_keeps_up_is_named_and_the_others_are_not(
    pool: asyncpg.Pool, database_url: str
) -> None:
    others = [each for each in PROJECTIONS if each.name != "dwell"]
    async with kept_up(database_url, *others):
        found = await until(ReadModels(pool).standing, lambda found: len(found) <= 1)
    assert [(each.fault, each.subject) for each in found] == [(Fault.READ_MODEL_LEFT, "dwell")]


async def test_one_that_does_not_move_stands_still_however_alive_its_projector_is(
    pool: asyncpg.Pool, ledger: Ledger, database_url: str
) -> None:
    others = [each for each in PROJECTIONS if each.name != "dwell"]
    async with kept_up(database_url, *others), pool.acquire() as stuck:
        assert await stuck.fetchval(TRY_LOCK, "dwell")
        last = await record(ledger, hauled(1))
        for each in others:
            await queries.wait_for(pool, each.name, last)
        assert await ReadModels(pool).standing() == []
        (found,) = await ReadModels(pool, timedelta(0)).standing()
    assert (found.fault, found.subject) == (Fault.READ_MODEL_STANDS, "dwell")
    assert found.since == (await ledger.read_after(0, limit=1))[0].recorded_at


async def test_one_that_an_event_stops_is_named_with_the_reason(
    pool: asyncpg.Pool, database_url: str
) -> None:
    async with kept_up(database_url, *PROJECTIONS):
        await until(ReadModels(pool).standing, lambda found: not found)
        await pool.execute(
            "update projections.checkpoints set error = 'unknown event' where name = 'reasons'"
        )
        (found,) = await ReadModels(pool).standing()
    assert (found.fault, found.subject, found.why) == (
        Fault.READ_MODEL_STANDS,
        "reasons",
        "unknown event",
    )
