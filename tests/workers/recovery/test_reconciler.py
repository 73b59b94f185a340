"""Ledger and Temporal side by side: what agrees, what does not, and what is said about it."""

from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client

from ledger import Ledger
from models.execution.reconciliation import ReconciliationVerdict
from tests.history import append_events, sample_history
from tests.workers.recovery.recovery_fixtures import cut_off, forge, lived, rewrite
from workers.consignment_client import consignment

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize("level", [2, 3])
async def test_a_consignment_under_way_agrees_event_by_event(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, level: int
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        judged = await one.judged(level)
    assert (judged.verdict, judged.why) == (ReconciliationVerdict.AGREE, "")
    assert judged.recorded == judged.acknowledged


@pytest.mark.parametrize("level", [2, 3])
async def test_a_released_consignment_agrees_by_its_result(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, level: int
) -> None:
    async with lived(temporal, pool, tmp_path) as one:
        judged = await one.judged(level)
    assert (judged.verdict, judged.why) == (ReconciliationVerdict.AGREE, "")


@pytest.mark.parametrize("level", [2, 3])
async def test_a_ledger_without_its_tail_is_behind_the_workflow(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, database_url: str, level: int
) -> None:
    async with lived(temporal, pool, tmp_path, until="gate.passage") as one:
        await cut_off(database_url, 3)
        judged = await one.judged(level)
    assert judged.verdict is ReconciliationVerdict.WORKFLOW_AHEAD
    assert "guomen refill" in judged.why
    assert not judged.sound


async def test_a_workflow_without_a_stream_is_named(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path, database_url: str
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.departed") as one:
        await cut_off(database_url, 100)
        judged = await one.judged()
    assert judged.verdict is ReconciliationVerdict.NO_LEDGER


async def test_an_event_that_nobody_decided_is_found_in_the_ledger(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.departed") as one:
        last = await forge(ledger, one.stream)
        judged = [await one.judged(level) for level in (2, 3)]
    assert {each.verdict for each in judged} == {ReconciliationVerdict.LEDGER_AHEAD}
    assert f"version {last.version + 1}" in judged[1].why


async def test_a_row_that_was_rewritten_with_all_its_hashes_is_named_by_its_version(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path, database_url: str
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.departed") as one:
        last = (await ledger.read_stream(one.stream))[-1]
        await rewrite(database_url, last, "vessel")
        judged = await one.judged(3)
    assert judged.verdict is ReconciliationVerdict.DIVERGED
    assert f"version {last.version} ({last.event_type}, position {last.position})" in judged.why


async def test_an_open_consignment_whose_workflow_was_terminated_has_nobody_to_go_on(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.departed") as one:
        await consignment(temporal, one.number).terminate("by mistake")
        judged = await one.judged()
    assert judged.verdict is ReconciliationVerdict.NO_HISTORY
    assert "guomen resurrect" in judged.why


async def test_a_stream_that_temporal_has_never_heard_of_has_no_history(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.departed") as one:
        history = sample_history(7)
        await append_events(ledger, history.tracking_no, history.events)
        one.number = history.tracking_no
        judged = await one.judged()
        one.number = one.sent.tracking_no
    assert judged.verdict is ReconciliationVerdict.NO_HISTORY
