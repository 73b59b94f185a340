"""`guomen risk import` on a real ledger: whole or not at all, and the same twice is once."""

import asyncio
import csv
import json
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

import asyncpg
import pytest
from openpyxl import Workbook

from activities.supplier_stream import SupplierStreams
from ledger import Append, Appended, Ledger, LedgerUnavailable
from models.history import HISTORY, Vouched, events_of, read_history, unrecorded
from models.kernel.terms import Party
from models.rules.rulebook import newest
from projections.imported_history import imported
from scripts import console
from scripts.manifests import read_table
from tests.models.history.tables import CELLS, NOW, read, row
from tests.scripts.conftest import Guomen, Spoken

Command = Callable[..., Awaitable[Spoken]]
DOCUMENT = 64 * "d"
VOUCHED = ("--document", DOCUMENT, "--officer", "Wang Li", "--role", "C3")
ROWS = (
    CELLS,
    CELLS | {"batch_no": "NB24-0002", "reason": "NC-09", "status": "CONFIRMED"},
    CELLS | {"batch_no": "OS-1", "supplier": "Osaka Metals", "origin": "日本"},
)

OF_TWO = tuple(enumerate((CELLS, CELLS | {"supplier": "Osaka"})))


@pytest.fixture
def command(
    tmp_path: Path, database_url: str, guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch
) -> Command:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_LANG", "en")
    monkeypatch.delenv("GUOMEN_OFFICER", raising=False)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: asyncio.to_thread(guomen_command, "risk", "import", *arguments)


def table(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, CELLS)
        writer.writeheader()
        writer.writerows(rows)
    return path


async def test_a_file_is_imported_once(
    command: Command, tmp_path: Path, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    file = table(tmp_path / "old.csv", *ROWS)
    said = await command(str(file), *VOUCHED)
    assert (said.code, said.out) == (
        *(0, "3 batches of 2 suppliers imported, 0 were imported before\n"),
    )
    (recorded,) = await ledger.read_stream("risk/OSAKA%20METALS")
    assert recorded.event_type == "history-imported"
    assert recorded.data["sha256"] == DOCUMENT
    assert recorded.data["file_sha256"] == sha256(file.read_bytes()).hexdigest()
    assert (recorded.metadata["actor"], recorded.metadata["role"]) == ("Wang Li", "C3")
    before = await ledger.last_position()
    said = await command(str(file), *VOUCHED)
    assert (said.code, said.out) == (0, "nothing new: all 3 batches were imported before\n")
    assert await ledger.last_position() == before
    found = [each.batch for each in await imported(pool)]
    assert [batch.id for batch in found] == [f"history/{each['batch_no']}" for each in ROWS]
    assert all(batch.imported for batch in found)
    stream = await SupplierStreams(ledger, ledger).known("kobe metals")
    assert stream.imported == tuple(found[:2])


async def test_a_workbook_says_the_same_as_a_table(
    command: Command, tmp_path: Path, ledger: Ledger
) -> None:
    await command(str(table(tmp_path / "old.csv", *ROWS)), *VOUCHED)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(CELLS))
    for each in ROWS:
        sheet.append([int(text) if text.isdecimal() else text or None for text in each.values()])
    book.save(tmp_path / "old.xlsx")
    before = await ledger.last_position()
    said = await command(str(tmp_path / "old.xlsx"), *VOUCHED)
    assert "nothing new: all 3" in said.out, said.err
    assert await ledger.last_position() == before


async def test_one_bad_row_keeps_the_whole_file_out(
    command: Command, tmp_path: Path, ledger: Ledger
) -> None:
    bad = CELLS | {"batch_no": "B-9", "reason": "NC-99", "status": "CONFIRMED"}
    file = table(tmp_path / "old.csv", *ROWS, bad, CELLS)
    said = await command(str(file), *VOUCHED, "--json")
    assert said.code == console.BAD_ROWS
    found = json.loads(said.out)
    assert not found["taken"]
    assert [(each["row"], each["column"], each["value"]) for each in found["problems"]] == [
        *((5, "reason", "NC-99"), (6, "batch_no", "NB24-0001")),
    ]
    assert await ledger.last_position() == 0


async def test_a_trial_records_nothing(command: Command, tmp_path: Path, ledger: Ledger) -> None:
    file = table(tmp_path / "old.csv", *ROWS)
    said = await command(str(file), *VOUCHED, "--dry-run")
    assert (said.code, said.out) == (
        *(0, "3 batches may be imported, 0 were imported before; nothing was written\n"),
    )
    assert await ledger.last_position() == 0


async def test_another_record_of_a_batch_is_refused(
    command: Command, tmp_path: Path, ledger: Ledger
) -> None:
    await command(str(table(tmp_path / "old.csv", *ROWS)), *VOUCHED)
    before = await ledger.last_position()
    other = table(tmp_path / "new.csv", ROWS[0] | {"emptied": "2"}, CELLS | {"batch_no": "N-1"})
    said = await command(str(other), *VOUCHED)
    assert said.code == console.BAD_ROWS
    assert "was imported from the file old.csv before" in " ".join(said.err.split())
    assert await ledger.last_position() == before


@pytest.mark.parametrize(
    "changed, words",
    [
        (("--role", "C2"), "C3 or C3_LEAD imports it, not C2"),
        (("--document", "minutes.pdf"), "'minutes.pdf' is neither a SHA-256 nor a file"),
    ],
)
async def test_history_needs_a_division_and_a_document(
    command: Command, tmp_path: Path, ledger: Ledger, changed: Sequence[str], words: str
) -> None:
    said = await command(str(table(tmp_path / "old.csv", *ROWS)), *VOUCHED, *changed)
    assert said.code == console.FAILED
    assert words in said.err
    assert await ledger.last_position() == 0


async def test_made_up_history_says_so_and_stands_beside_no_real_one(
    command: Command, tmp_path: Path
) -> None:
    made_up = [each | {"synthetic": "YES"} for each in ROWS]
    said = await command(str(table(tmp_path / "made.csv", *made_up)), *VOUCHED)
    assert "note: this history is made up" in said.out
    real = table(tmp_path / "real.csv", CELLS | {"batch_no": "R-1"})
    said = await command(str(real), *VOUCHED)
    assert said.code == console.BAD_ROWS
    assert "is real, and the ledger has a history that is made up" in " ".join(said.err.split())


class Dying:
    """A ledger that is gone after its first append."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, self._left = ledger, 1

    async def append(self, request: Append) -> Appended:
        if not self._left:
            raise LedgerUnavailable("gone")
        self._left -= 1
        return await self._ledger.append(request)


async def test_what_died_on_the_way_is_completed_by_doing_it_again(
    command: Command, tmp_path: Path, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    file = table(tmp_path / "old.csv", *(each | {"batch_no": f"B-{n}"} for n, each in OF_TWO))
    rows = read_table(file, HISTORY).rows
    batches = [line.batch for line in read_history(rows, newest(), NOW).lines]
    streams = SupplierStreams(ledger, Dying(ledger))
    digest = sha256(file.read_bytes()).hexdigest()
    by = Vouched(file.name, digest, DOCUMENT, "Wang Li", Party.DIVISION, synthetic=False)
    events = events_of(batches, by, NOW)

    async def die_on_the_way() -> None:
        for supplier in events:
            await streams.record(supplier, partial(unrecorded, events[supplier]))

    with pytest.raises(LedgerUnavailable):
        await die_on_the_way()
    assert len(await imported(pool)) == 1
    said = await command(str(file), *VOUCHED)
    assert said.out == "1 batches of 1 suppliers imported, 1 were imported before\n"
    assert {each.batch.supplier for each in await imported(pool)} == {"KOBE METALS", "OSAKA"}
    assert await ledger.last_position() == len(batches)


async def test_the_same_events_again_are_not_recorded_again(ledger: Ledger) -> None:
    by = Vouched("old.csv", 64 * "a", DOCUMENT, "Wang Li", Party.DIVISION, synthetic=False)
    events = events_of([read(row(2)).lines[0].batch], by, NOW)["KOBE METALS"]
    streams = SupplierStreams(ledger, ledger)
    for _ in range(2):
        await streams.record("KOBE METALS", partial(unrecorded, events))
    assert await ledger.last_position() == 1


async def test_a_made_up_history_is_imported_and_stands_in_the_streams_of_its_suppliers(
    command: Command, tmp_path: Path, guomen_command: Guomen, ledger: Ledger
) -> None:
    file = tmp_path / "made.csv"
    small = ("--suppliers", "3", "--enterprises", "2", "--batches", "60")
    await asyncio.to_thread(guomen_command, "risk", "history", "--out", str(file), *small)
    said = await command(str(file), *VOUCHED)
    assert said.code == 0, said.err
    assert "60 batches of 3 suppliers imported" in said.out
    streams = SupplierStreams(ledger, ledger)
    names = [f"SYNTHETIC SUPPLIER {nth:03}" for nth in range(3)]
    known = [await streams.known(name) for name in names]
    assert sum(len(each.imported) for each in known) == 60
