"""A history file beside what is recorded, and the events that it becomes."""

import pytest

from models.history import HistoryFile as File
from models.history import Imported, Vouched, compared, events_of
from models.history.recording import AT_ONCE
from models.kernel.terms import Party
from models.risk.supplier_events import HistoryImported
from tests.models.history.tables import NOW, read, row, said

BY = Vouched("old.csv", 64 * "a", 64 * "b", "Wang Li", Party.DIVISION, synthetic=False)


def known(file: File, *, synthetic: bool = False) -> list[Imported]:
    return [Imported(line.batch, 64 * "b", "old.csv", synthetic, NOW) for line in file.lines]


def test_the_same_file_again_brings_nothing_new() -> None:
    file = read(row(2), row(3, batch_no="B-2"))
    found = compared(file, known(file), {})
    assert (found.fresh, found.known, found.problems) == ((), 2, ())


def test_another_spelling_of_a_number_is_the_same_batch() -> None:
    found = compared(read(row(batch_no="nb24 0001")), known(read(row())), {})
    assert (found.fresh, found.known) == ((), 1)


@pytest.mark.parametrize(
    "cells, column, words",
    [
        ({"emptied": "2"}, "batch_no", "was imported from the file old.csv before, and said"),
        ({"synthetic": "YES"}, "synthetic", "is made up, and the ledger has a real history"),
    ],
)
def test_what_contradicts_the_record_is_refused(
    cells: dict[str, str], column: str, words: str
) -> None:
    file = read(row(5, **cells))
    found = compared(file, known(read(row())), {})
    assert not found.fresh
    ((where, which, _, sentence),) = said(File((), found.problems))
    assert (where, which) == (5, column)
    assert words in sentence


def test_a_consignment_of_ours_is_not_counted_twice() -> None:
    found = compared(read(row()), [], {"NB24-0001": "NB24-000001"})
    ((_, _, _, sentence),) = said(File((), found.problems))
    assert "is our own consignment NB24-000001; it counts already" in sentence


def test_events_are_by_supplier_and_pair_and_the_same_again() -> None:
    rows = [row(n, batch_no=f"B-{n}") for n in range(2, AT_ONCE + 4)]
    file = read(*rows, row(999, batch_no="C-1", supplier="Osaka Metals"))
    batches = [line.batch for line in file.lines]
    events = events_of(batches, BY, NOW)
    assert sorted(events) == ["KOBE METALS", "OSAKA METALS"]
    kobe = [event.body for event in events["KOBE METALS"]]
    assert [len(body.batches) for body in kobe if isinstance(body, HistoryImported)] == [AT_ONCE, 2]
    again = events_of(list(reversed(batches)), BY, NOW)
    assert [each.id for each in again["KOBE METALS"]] == [each.id for each in events["KOBE METALS"]]
