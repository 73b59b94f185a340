"""The regular round of reconciliation: what has changed is judged, and the verdict is kept."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from temporalio.client import Client, ScheduleActionStartWorkflow
from temporalio.testing import ActivityEnvironment

from models.execution.maintenance import Sweep
from models.execution.reconciliation import ReconciliationVerdict
from models.execution.task_priority import BULK
from tests.workers.recovery.recovery_fixtures import Lived, cut_off, lived
from workers import schedules
from workers.recovery import reconciliation_store
from workers.recovery.scheduled_reconciliation import Sweeper
from workers.schedules import register_schedules
from workers.settings import Settings


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
    # The page of its enterprise is due in every round.
    assert (first.judged, nothing.judged, second.judged) == (2, 1, 2)
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
        (unproven,) = await reconciliation_store.remembered(pool, [await one.judged()])
        await pool.execute(
            "insert into audit.verdicts (consignment, verdict, why, version, hash, run_ids)"
            " values ($1, 'agree', '', $2, $3, '{}')",
            *(one.number, unproven.recorded.version, unproven.recorded.hash),
        )
        (proven,) = await reconciliation_store.remembered(pool, [await one.judged()])
        await swept(one)
        kept = await pool.fetchval("select verdict from audit.verdicts")
    assert unproven.verdict is proven.verdict is ReconciliationVerdict.NO_HISTORY
    assert (unproven.sound, proven.sound) == (False, True)
    assert kept == "agree"


async def test_an_open_consignment_without_a_workflow_is_not_excused_by_an_old_verdict(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        await swept(one)
        await one.forgotten()
        (judged,) = await reconciliation_store.remembered(pool, [await one.judged()])
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
    assert isinstance(schedule.action, ScheduleActionStartWorkflow)
    assert schedule.action.priority.priority_key == BULK


def settings(minutes: int) -> Settings:
    return Settings(database_url="postgresql://unused", reconcile_minutes=minutes)
