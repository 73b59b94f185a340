"""Temporal is gone: consignments live on from the ledger as if nothing had happened."""

from collections import Counter
from pathlib import Path

import asyncpg
import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client

from ledger import Ledger
from models.consignment.state import State
from models.deadlines.events import EscalationRaised
from models.execution.reconciliation import ReconciliationVerdict
from models.kernel.terms import Outcome
from models.process.stored_events import to_event
from scripts.demonstration.outcome_check import escalations
from systems.scenarios import SCENARIOS
from tests.workers.recovery.recovery_fixtures import Lived, cut_off, lived
from workers.consignment_client import consignment
from workers.recovery import reconciliation_store
from workers.recovery.workflow_recovery import RecoveryOutcome, Resurrection, Revival


async def resurrected(one: Lived, *, dry_run: bool = False, freed: bool = True) -> list[Revival]:
    async def asked(_: State) -> bool:
        return freed

    again = Resurrection(one.on.lapse.client, one.pool, one.on.task_queue, asked, dry_run=dry_run)
    return await again.run([one.number])


LOOKS = {"record", "pull_messages", "ask_capacity"}
"""What changes nothing outside."""


async def called(one: Lived) -> Counter[str]:
    """What the last run has asked of the systems."""
    history = await consignment(one.on.client, one.number).fetch_history()
    names = [
        event.activity_task_scheduled_event_attributes.activity_type.name
        for event in history.events
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
    ]
    return Counter(name for name in names if name not in LOOKS)


# What is left to be asked of the systems after each of these steps.
REST = {
    "preshipment.submitted": 6,
    "manifest.discharged": 5,
    "xray.scanned": 3,
    "gate.passage": 3,
    "arrival.notified": 3,
    # The enterprise was told that it may unload, which nothing recorded proves yet.
    "seal.checked": 3,
    "unloading.completed": 2,
}


@pytest.mark.parametrize("step", REST)
async def test_a_consignment_goes_on_where_it_was_and_asks_for_nothing_twice(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path, step: str
) -> None:
    async with lived(temporal, pool, tmp_path, until=step) as one:
        before = await one.state()
        recorded = await ledger.read_stream(one.stream)
        await one.forgotten()
        assert (await one.judged()).verdict is ReconciliationVerdict.NO_HISTORY
        (revival,) = await resurrected(one)
        assert (revival.fate, revival.version) == (RecoveryOutcome.RESURRECTED, len(recorded))
        after = await one.state()
        assert await ledger.read_stream(one.stream) == recorded
        await one.go_on()
        ending = await consignment(temporal, one.number).result()
        asked = await called(one)
        judged = await one.judged(3)
    assert after == before
    assert ending.outcome is Outcome.RELEASED
    assert ending.escalations == 0
    types = Counter(row.event_type for row in await ledger.read_stream(one.stream))
    assert max(types.values()) == 1
    assert asked.total() == REST[step]
    assert (judged.verdict, judged.why) == (ReconciliationVerdict.AGREE, "")


async def test_deadlines_fire_at_the_same_instants_and_people_are_told_only_of_new_ones(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage", scenario="truck_late") as one:
        dues = (await one.state()).deadlines
        await one.forgotten()
        await resurrected(one)
        again = (await one.state()).deadlines
        await one.go_on()
        script = SCENARIOS["truck_late"](one.sent, one.start)
    events = [to_event(row) for row in await ledger.read_stream(one.stream)]
    raised = [
        (event.occurred_at, event.body.due)
        for event in events
        if isinstance(event.body, EscalationRaised)
    ]
    assert again == dues
    assert sorted(escalations(events, EscalationRaised)) == sorted(script.expect.escalations)
    assert raised
    assert all(fired == due for fired, due in raised)


async def test_a_dry_run_says_what_it_would_do_and_a_second_run_finds_nothing_to_do(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        due = (await one.state()).deadlines
        await one.forgotten()
        (would,) = await resurrected(one, dry_run=True)
        nothing = await one.judged()
        (did,) = await resurrected(one)
        (found,) = await resurrected(one)
    assert due
    assert would == did
    assert nothing.verdict is ReconciliationVerdict.NO_HISTORY
    assert found.fate is RecoveryOutcome.RUNS


async def test_a_closed_consignment_stays_closed_unless_its_last_call_may_be_missing(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path) as one:
        await consignment(temporal, one.number).result()
        await reconciliation_store.keep(pool, [await one.judged()])
        await one.forgotten()
        assert await resurrected(one, freed=True) == []
        (again,) = await resurrected(one, freed=False)
        ending = await consignment(temporal, one.number).result()
        asked = await called(one)
    assert again.fate is RecoveryOutcome.RESURRECTED
    assert ending.outcome is Outcome.RELEASED
    assert asked == Counter({"tag_stock": 1})


async def test_a_closed_consignment_that_was_forgotten_before_it_was_proven_is_proven_anew(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path) as one:
        await consignment(temporal, one.number).result()
        before = await Ledger(pool).read_stream(one.stream)
        await one.forgotten()
        (judged,) = await reconciliation_store.remembered(pool, [await one.judged()])
        (again,) = await resurrected(one)
        await consignment(temporal, one.number).result()
        proof, nothing = await one.judged(3), await resurrected(one)
        after = await Ledger(pool).read_stream(one.stream)
    assert not judged.sound
    assert "guomen resurrect" in judged.why
    assert again.fate is RecoveryOutcome.RESURRECTED
    assert (proof.verdict, nothing) == (ReconciliationVerdict.AGREE, [])
    assert after == before


async def test_what_the_ledger_has_lost_is_not_resurrected_from_it(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, database_url: str
) -> None:
    async with lived(temporal, pool, tmp_path) as one:
        await consignment(temporal, one.number).result()
        await cut_off(database_url, 3)
        (refused,) = await resurrected(one)
    assert refused.fate is RecoveryOutcome.REFUSED
    assert "guomen refill" in refused.why
