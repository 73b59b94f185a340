"""A report of what is recorded: the same position, the same bytes; every event is in the ledger."""

import asyncio
import json
from pathlib import Path

import asyncpg
import pytest

from ledger import Ledger
from models.inspection.messages import InspectionFinding
from projections import queries
from projections.risk_batches import RISK_BATCHES
from projections.status import STATUS
from tests.history import record, sample_tracking_no
from tests.projections.decided import failed, released, returned
from tests.projections.running import kept_up
from tests.scripts.conftest import Guomen


async def kept(database_url: str, pool: asyncpg.Pool, last: int) -> None:
    async with kept_up(database_url, RISK_BATCHES, STATUS):
        for each in (RISK_BATCHES, STATUS):
            await queries.wait_for(pool, each.name, last)


async def test_what_is_recorded_later_changes_no_byte_and_an_export_bears_it_out(  # noqa: PLR0913, PLR0917 - fixtures
    database_url: str,
    pool: asyncpg.Pool,
    ledger: Ledger,
    guomen_command: Guomen,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    bad = returned(failed(2, InspectionFinding(reason="NC-09"), boxes=2))
    until = await record(ledger, released(1), bad)
    await kept(database_url, pool, until)

    async def run(*arguments: str) -> str:
        done = await asyncio.to_thread(guomen_command, *arguments)
        assert done.code == 0, done.err
        return done.out

    first, again = tmp_path / "first", tmp_path / "again"
    told = ("report", "risk", "--data-only", "--data", str(tmp_path), "--position", str(until))
    await run(*told, "--into", str(first))
    await kept(database_url, pool, await record(ledger, released(3)))
    await run(*told, "--into", str(again))
    written = (first / "risk-report.json").read_bytes()
    assert written == (again / "risk-report.json").read_bytes()

    document = json.loads(written)
    assert (document["origin"]["position"], document["synthetic"]) == (until, False)
    batches = next(each for each in document["numbers"] if each["id"] == "F-0.1.1")
    assert (batches["value"], batches["positions"]) == (2, f"1-{until}")

    export = tmp_path / "events.jsonl"
    await run("ledger", "export", str(export), "--data", str(tmp_path))
    said = await run(
        "report", "risk", "check", str(first / "risk-report.json"), "--export", str(export)
    )
    left = [
        line for line in export.read_text("utf-8").splitlines() if sample_tracking_no(2) not in line
    ]
    export.write_text("\n".join(left), encoding="utf-8")
    checking = ("report", "risk", "check", str(first / "risk-report.json"))
    found = await asyncio.to_thread(guomen_command, *checking, "--export", str(export))
    assert found.code == 1
    assert f"batch {sample_tracking_no(2)}: " in found.out
    assert f"anew of {until} events" in said
