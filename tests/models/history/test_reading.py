"""A history file becomes batches; whatever is wrong is named by row and column."""

from datetime import datetime

import pytest

from models.history.columns import COLUMNS, OF_HISTORY
from models.kernel.clock import CHINA
from models.kernel.codes import ReasonCode
from models.kernel.errors import ManifestError
from models.kernel.risk_terms import Channel
from models.kernel.terms import MetalKind, Suspicion
from models.manifest import ManifestRow
from tests.models.history.tables import CELLS, read, row, said


def test_a_row_becomes_a_batch() -> None:
    (line,) = read(row()).lines
    batch = line.batch
    assert (batch.id, batch.imported) == ("history/NB24-0001", True)
    assert batch.concluded_at == datetime(2025, 3, 5, tzinfo=CHINA)
    assert batch.pair == ("甬东再生铜业", "KOBE METALS", MetalKind.COPPER)
    assert (batch.net_kg, batch.origin, batch.load_port) == (42_775, "JP", "JPUKB")
    looked = batch.inspected
    assert (looked.boxes, looked.opened, looked.emptied) == (2, 2, 1)
    assert looked.done == (Channel.PORTAL, Channel.MACHINE, Channel.DOCUMENTS)
    assert not batch.findings


def test_a_chinese_table_says_the_same() -> None:
    names = {name: OF_HISTORY.headings.aliases[name][0] for name in COLUMNS}
    cells = {
        names[name]: text
        for name, text in {
            **CELLS,
            "kind": "再生铜",
            "origin": "日本",
            "channels": "放射、机检、单证",
            "reason": "nc09",
            "status": "确认",
            "where": "放行后",
        }.items()
    }
    (line,) = read(ManifestRow(2, cells)).lines
    (english,) = read(row(reason="NC-09", status="CONFIRMED", where="RELEASED")).lines
    assert line.batch == english.batch
    assert line.batch.findings[0].escaped


def test_further_findings_stand_in_further_rows() -> None:
    blank = dict.fromkeys(CELLS, "")
    file = read(
        row(reason="INCLUSION", status="CONFIRMED", found="2025-03-06"),
        ManifestRow(3, {**blank, "batch_no": "nb24 0001", "reason": "NC-11", "status": "CLEARED"}),
        row(4, batch_no="NB24-0002"),
    )
    assert not file.problems
    first, second = (line.batch for line in file.lines)
    assert [(each.id, each.reason, each.suspicion) for each in first.findings] == [
        ("history/NB24-0001/NC-09", ReasonCode.INCLUSION, Suspicion.CONFIRMED),
        ("history/NB24-0001/NC-11", ReasonCode.METAL_CONTENT, Suspicion.CLEARED),
    ]
    assert first.findings[0].occurred_at == datetime(2025, 3, 6, tzinfo=CHINA)
    assert first.findings[1].occurred_at == first.concluded_at
    assert not second.findings


@pytest.mark.parametrize(
    "cells, column, sentence",
    [
        ({"reason": "NC-17", "status": "CONFIRMED"}, "reason", "names 'NC-17', which is no reason"),
        ({"reason": "NC-09"}, "status", "is missing beside reason; write reason and status both"),
        ({"status": "CONFIRMED"}, "reason", "is missing beside status"),
        ({"reason": "NC-09", "status": "perhaps"}, "status", "is 'perhaps', which is no state"),
        ({"concluded": "2027-01-05"}, "concluded", "lies ahead of now (2026-12-01 09:00)"),
        ({"concluded": "5/3/2025"}, "concluded", "day and month the other way round"),
        (
            {"reason": "NC-09", "status": "CONFIRMED", "found": "2027-01-05"},
            *("found", "lies ahead of now (2026-12-01 09:00)"),
        ),
        ({"channels": "PORTAL; SNIFFER"}, "channels", "names 'SNIFFER', which is no way"),
        ({"channels": "OPEN"}, "channels", "names 'OPEN', which is no way"),
        ({"opened": "3"}, "opened", "is more than boxes (2); count the boxes again"),
        ({"emptied": "2", "opened": "1"}, "emptied", "is more than opened (1)"),
        ({"boxes": "0", "opened": "0", "emptied": "0"}, "boxes", "makes a batch without boxes"),
        ({"boxes": "two"}, "boxes", "is no number of boxes; write a whole number"),
        ({"code": "7602000090"}, "code", "does not begin with 7404"),
        ({"net_weight_kg": "42.775"}, "net_weight_kg", "separators that can be read in two ways"),
        ({"net_weight_kg": "86"}, "net_weight_kg", "makes a box of 43 kg"),
        ({"batch_no": "1.2E+11"}, "batch_no", "scientific notation"),
        ({"supplier": ""}, "supplier", "is missing"),
        (
            {"uncovered": "NC-09, NC-10", "reason": "NC-09", "status": "CONFIRMED"},
            *("reason", "is among what nobody looked for; what was confirmed was looked for"),
        ),
        ({"synthetic": "maybe"}, "synthetic", "is 'maybe', neither yes nor no"),
    ],
)
def test_a_fault_is_named_by_row_column_value_and_remedy(
    cells: dict[str, str], column: str, sentence: str
) -> None:
    file = read(row(7, **cells))
    assert not file.lines
    ((where, which, value, words),) = said(file)
    assert (where, which, value) == (7, column, cells.get(column, ""))
    assert sentence in words


def test_all_that_is_wrong_is_said_at_once() -> None:
    file = read(row(2, boxes="x", kind="gold"), row(3, batch_no="B-2", origin="XX"))
    assert [(where, column) for where, column, *_ in said(file)] == [
        *((2, "kind"), (2, "boxes"), (3, "origin")),
    ]


def test_a_batch_stands_once_in_a_file() -> None:
    file = read(row(2), row(3, batch_no="NB24-0002"), row(4, batch_no="NB24 0001"))
    ((where, column, value, words),) = said(file)
    assert (where, column, value) == (4, "batch_no", "NB24 0001")
    assert words.startswith("stands in row 2 already; leave one of them out")


def test_a_second_row_without_a_finding_is_no_further_finding() -> None:
    file = read(row(2, reason="NC-09", status="CONFIRMED"), row(3))
    assert [(where, column) for where, column, *_ in said(file)] == [(3, "reason")]


def test_a_reason_is_found_once_in_a_batch() -> None:
    found = {"reason": "NC-09", "status": "CONFIRMED"}
    ((where, column, _, words),) = said(read(row(2, **found), row(3, **found)))
    assert (where, column) == (3, "reason")
    assert "is the same finding as in row 2" in words


def test_a_further_row_says_nothing_else_of_its_batch() -> None:
    file = read(
        row(2, reason="NC-09", status="CONFIRMED"),
        row(3, reason="NC-11", status="CONFIRMED", emptied="2"),
    )
    ((where, column, _, words),) = said(file)
    assert (where, column) == (3, "emptied")
    assert "differs from '1' in row 2" in words


def test_a_file_without_a_column_for_findings_is_no_clean_history() -> None:
    cells = {name: text for name, text in CELLS.items() if name not in ("reason", "status")}
    file = read(ManifestRow(2, cells))
    assert [(column, where) for where, column, *_ in said(file)] == [
        *(("reason", None), ("status", None)),
    ]


def test_a_file_is_made_up_whole_or_not_at_all() -> None:
    file = read(row(2, synthetic="YES"), row(3, batch_no="B-2"))
    assert [(where, column) for where, column, *_ in said(file)] == [(3, "synthetic")]
    (line,) = read(row(2, synthetic="是")).lines
    assert line.synthetic


def test_totals_under_the_table_are_no_batches() -> None:
    total = ManifestRow(3, {**dict.fromkeys(CELLS, ""), "batch_no": "合计", "boxes": "2"})
    assert len(read(row(), total).lines) == 1


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ManifestError, match="has no rows"):
        read()
