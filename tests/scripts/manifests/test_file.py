"""Manifest files as brokers save them."""

import json
from pathlib import Path

import pytest

from models.kernel.errors import ManifestError
from models.manifest import ManifestRow
from scripts import manifests


def read_file(path: Path) -> tuple[ManifestRow, ...]:
    return manifests.read_file(path).rows


def saved(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(content.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_csv_file_is_read_with_or_without_a_byte_order_mark(
    tmp_path: Path, encoding: str
) -> None:
    rows = read_file(saved(tmp_path, "m.csv", "kind,supplier\r\nCOPPER,东湖\r\n", encoding))
    assert [(row.number, dict(row.cells)) for row in rows] == [
        (2, {"kind": "COPPER", "supplier": "东湖"})
    ]


def test_a_row_is_named_by_its_line_in_the_file(tmp_path: Path) -> None:
    rows = read_file(saved(tmp_path, "m.csv", 'a,b\n"two\nlines",1\n\n3\n'))
    assert [(row.number, row.cells["b"]) for row in rows] == [(3, "1"), (4, ""), (5, "")]


def test_json_gives_one_row_a_box_and_keeps_numbers_as_written(tmp_path: Path) -> None:
    boxes = '[{"box_no": "A", "box_net_weight_kg": 23000.10}, {"box_no": "B"}]'
    rows = read_file(
        saved(tmp_path, "m.json", f'[{{"kind": "COPPER", "vessel": null, "boxes": {boxes}}}]')
    )
    shared = {"kind": "COPPER", "vessel": ""}
    assert [dict(row.cells) for row in rows] == [
        {**shared, "box_no": "A", "box_net_weight_kg": "23000.10"},
        {**shared, "box_no": "B"},
    ]


def test_a_consignment_without_boxes_is_a_row_without_a_box(tmp_path: Path) -> None:
    (row,) = read_file(saved(tmp_path, "m.json", '[{"kind": ["COPPER"]}]'))
    assert (row.cells["kind"], row.cells["box_no"]) == ('["COPPER"]', "")


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("m.pdf", "", "none of .csv, .tsv, .txt, .json, .xlsx"),
        ("m.csv", "a,b\n1,2,3\n", "row 2 has 3 cells under 2 columns"),
        ("m.csv", "kind,a,b,kind\n1,2,3,4\n", "two columns have the same name"),
        ("m.csv", 'a\nb\n"open\nc', "from line 3 on a quotation mark is not closed"),
        ("m.csv", 'a,b\n"open"x,1\n', "from line 2 on a quotation mark"),
        ("m.json", "{", "cannot be understood"),
        ("m.json", "[" * 100_000, "cannot be understood"),
        ("m.json", '[{"kind": "A", "kind": "B"}]', "consignment 1 has the key 'kind' twice"),
        ("m.json", '[{}, {"boxes": [{"a": 1, "a": 2}]}]', "consignment 2 has the key 'a' twice"),
        ("m.json", '[{"boxes": [], "boxes": []}]', "has the key 'boxes' twice"),
        ("m.json", "{}", "must be a list of consignments"),
        ("m.json", "[1]", "consignment 1 must be an object"),
        ("m.json", '[{"boxes": [1]}]', "the boxes of consignment 1 must be a list"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole_is_refused(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    with pytest.raises(ManifestError, match=said):
        read_file(saved(tmp_path, name, content))


def test_an_old_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"save it as \.xlsx"):
        read_file(saved(tmp_path, "m.xls", ""))


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    with file.open("wb") as out:
        out.truncate(51_000_000)
    with pytest.raises(ManifestError, match="51 MB, at most 50"):
        read_file(file)


def test_a_file_with_too_many_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="more than 100000 rows"):
        read_file(saved(tmp_path, "m.csv", "a\n" + "1\n" * 100_001))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="No such file"):
        read_file(tmp_path / "m.csv")


def test_every_error_names_the_file(tmp_path: Path) -> None:
    file = saved(tmp_path, "m.json", json.dumps("text"))
    with pytest.raises(ManifestError, match=str(file)):
        read_file(file)
