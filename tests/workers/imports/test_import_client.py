"""An import inside Temporal: once, to the end, whoever dies on the way."""

import asyncio
from typing import Any

import asyncpg
import pytest
from temporalio.client import Client

from models.consignment.registration import Registration
from models.execution.manifest_import import ImportStart, Tally
from models.execution.task_priority import BULK
from models.kernel.identity import consignment_workflow_id
from tests.workers.imports.imported import Office, manifest, office
from tests.workflows.ui_rules import complaints
from workers.consignment_client import start_consignment
from workers.imports import import_activity, import_store
from workers.imports.import_client import progress
from workflows.manifest_import import ImportManifestWorkflow


@pytest.fixture
def at(temporal: Client, pool: asyncpg.Pool) -> Office:
    return office(temporal, pool)


async def test_a_manifest_is_imported_once_however_often_it_is_handed_over(at: Office) -> None:
    found = manifest(100)
    async with at.tracker():
        first, meanwhile = await at.take(found), await at.take(found)
        assert meanwhile.ended is None
        described = (await first.handle.describe()).raw_description.workflow_execution_info
        assert described.priority.priority_key == BULK
        assert await first.handle.result() == Tally(started=100, known=0)
        again = await at.take(found, file="again.xlsx")
        assert again.ended is not None
        assert await again.handle.result() == Tally(started=100, known=0)
        while await at.registered() < 100:
            await asyncio.sleep(0.05)
    assert await at.registered() == 100
    streams = "select count(distinct stream_id) from ledger.events"
    assert await at.pool.fetchval(streams) == 100


async def test_what_another_manifest_has_started_is_known(at: Office) -> None:
    found = manifest(6)
    async with at.tracker():
        await (await at.take(found[:4])).handle.result()
        tally = await (await at.take(found)).handle.result()
    assert tally == Tally(started=2, known=4)


async def test_an_attempt_that_dies_half_way_is_gone_on_with_and_counted_right(
    at: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[str] = []

    async def falling(client: Client, ledger: Any, found: Registration, **where: Any) -> bool:
        starts.append(found.tracking_no)
        nth = len(starts)
        fresh = await start_consignment(client, ledger, found, **where)
        if nth in (3, 29):
            raise ConnectionError("the tracker fell over right after a start")
        return fresh

    monkeypatch.setattr(import_activity, "start_consignment", falling)
    async with at.tracker():
        tally = await (await at.take(manifest(40))).handle.result()
    assert tally == Tally(started=40, known=0)
    assert len(starts) > 40


async def test_an_import_waits_for_a_tracker_and_goes_on_with_the_next(at: Office) -> None:
    found = manifest(60)
    handed = await at.take(found, rate=200)
    async with at.tracker():
        while (await progress(at.pool, handed.batch, 60)).done < 20:
            await asyncio.sleep(0.01)
    async with at.tracker():
        assert await handed.handle.result() == Tally(started=60, known=0)
    for each in found:
        described = await at.client.get_workflow_handle(
            consignment_workflow_id(each.tracking_no)
        ).describe()
        assert described.raw_description.workflow_execution_info.first_run_id == described.run_id


async def test_a_long_import_goes_on_in_new_runs(at: Office) -> None:
    found = manifest(9)
    batch = import_store.batch_id(found)
    await import_store.store(at.pool, batch, "long.csv", found)
    start = ImportStart(batch=batch, file="long.csv", consignments=9, page=2, pages_a_run=2)
    async with at.tracker():
        handle = await at.client.start_workflow(
            ImportManifestWorkflow.run, start, id=f"import/{batch}", task_queue=at.queue
        )
        assert await handle.result() == Tally(started=9, known=0)
        last = await at.client.get_workflow_handle(handle.id).describe()
        seen = await handle.query(ImportManifestWorkflow.progress)
    assert last.run_id != handle.first_execution_run_id
    assert (seen.file, seen.tally.done, seen.finished) == ("long.csv", 9, True)


async def test_the_ui_finds_nothing_to_complain_about_in_an_import(at: Office) -> None:
    async with at.tracker():
        handed = await at.take(manifest(3))
        await handed.handle.result()
        history = await handed.handle.fetch_history()
    assert complaints(history) == {}
