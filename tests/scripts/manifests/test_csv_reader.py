"""CSV files with titles above the header, totals below, and separators of every kind."""

import pytest

from models.kernel.errors import ManifestError
from models.manifest import ManifestRow
from scripts.manifests import csv_reader

HEAD = "跟踪号{s}箱号{s}封号{s}箱净重(kg)"


def rows(text: str) -> list[ManifestRow]:
    return csv_reader.read(text.encode(), None)[0]


@pytest.mark.parametrize("separator", [",", ";", "\t", "，"])
def test_the_separator_is_the_one_under_which_the_header_is_known(separator: str) -> None:
    (row,) = rows(f"{HEAD.format(s=separator)}\nNB26-000001{separator}{separator}a b")
    assert row.cells == {"跟踪号": "NB26-000001", "箱号": "", "封号": "a b", "箱净重(kg)": ""}


def test_a_separator_that_is_announced_is_believed() -> None:
    (row,) = rows("sep=;\nkind;supplier\nCOPPER;a,b,c,d\n")
    assert (row.number, row.cells) == (3, {"kind": "COPPER", "supplier": "a,b,c,d"})


def test_lines_above_the_header_are_titles() -> None:
    (row,) = rows(f"清单,,,\n\n{HEAD.format(s=',')}\nNB26-000001,,,\n")
    assert row.number == 4
    assert row.cells["跟踪号"] == "NB26-000001"


def test_empty_cells_beyond_the_header_do_no_harm() -> None:
    assert rows("kind,supplier\nCOPPER,a,,,\n")[0].cells == {"kind": "COPPER", "supplier": "a"}


def test_a_line_of_two_hundred_cells_is_no_manifest() -> None:
    with pytest.raises(ManifestError, match="row 1 has more than 200 columns"):
        rows("a," * 201)
