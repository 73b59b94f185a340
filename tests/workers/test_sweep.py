"""The regular round of reconciliation: what has changed is judged, and the verdict is kept."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from temporalio.client import Client
from temporalio.testing import ActivityEnvironment

from models.reconciliation import Verdict
from models.upkeep import Sweep
from tests.workers.lived import Lived, cut_off, lived
from workers import schedules, verdicts
from workers.schedules import register_schedules
from workers.settings import Settings
from workers.sweep import Sweeper


async def swept(one: Lived) -> Sweep:
    sweeper = Sweeper(one.on.client, one.pool)
    return await ActivityEnvironment().run(sweeper.reconcile_changed)


async def test_a_round_judges_what_has_changed_since_the_one_before(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        first, nothing = await swept(one), await swept(one)
        await one.go_on("arrival.notified")
        second = await swept(one)
        kept = await pool.fetchrow("select * from audit.verdicts")
        judged = await one.judged()
    assert (first.judged, nothing.judged, second.judged) == (1, 0, 1)
    assert first.unsound == second.unsound == ()
    assert kept is not None
    assert (kept["verdict"], kept["version"]) == ("agree", judged.recorded.version)
    assert tuple(kept["run_ids"]) == judged.run_ids


async def test_what_is_not_sound_is_looked_at_in_every_round_until_it_is(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, database_url: str
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        await cut_off(database_url, 1)
        rounds = [await swept(one) for _ in range(2)]
    assert [each.unsound for each in rounds] == [(one.number,)] * 2


async def test_a_closed_consignment_past_its_retention_is_proven_by_the_kept_verdict(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path) as one:
        await one.on.lapse.rest(one.number)
        await one.forgotten()
        (unproven,) = await verdicts.remembered(pool, [await one.judged()])
        await pool.execute(
            "insert into audit.verdicts (consignment, verdict, why, version, hash, run_ids)"
            " values ($1, 'agree', '', $2, $3, '{}')",
            *(one.number, unproven.recorded.version, unproven.recorded.hash),
        )
        (proven,) = await verdicts.remembered(pool, [await one.judged()])
        await swept(one)
        kept = await pool.fetchval("select verdict from audit.verdicts")
    assert unproven.verdict is proven.verdict is Verdict.NO_HISTORY
    assert (unproven.sound, proven.sound) == (False, True)
    assert kept == "agree"


async def test_an_open_consignment_without_a_workflow_is_not_excused_by_an_old_verdict(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        await swept(one)
        await one.forgotten()
        (judged,) = await verdicts.remembered(pool, [await one.judged()])
    assert not judged.sound


async def test_duties_are_registered_once_and_follow_the_settings(
    temporal: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    duty = schedules.DUTIES[0]
    own = schedules.Duty(f"duty-{uuid4()}", duty.workflow, duty.summary, duty.every)
    monkeypatch.setattr(schedules, "DUTIES", (own,))
    handle = temporal.get_schedule_handle(own.id)
    await register_schedules(temporal, settings(minutes=60))
    await handle.pause(note="maintenance")
    await register_schedules(temporal, settings(minutes=5))
    schedule = (await handle.describe()).schedule
    await handle.delete()
    assert [each.every for each in schedule.spec.intervals] == [timedelta(minutes=5)]
    assert schedule.state.paused


def settings(minutes: int) -> Settings:
    return Settings(database_url="postgresql://unused", reconcile_minutes=minutes)
