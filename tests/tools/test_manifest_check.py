"""docs/manifest.md lists every name of every column, and every example on it is read as it says."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.manifest import CellError
from models.manifest.headers import ALIASES, heading
from models.manifest.values import amount, instant
from tools.checks import manifest

TEXT = manifest.FILE.read_text()


def cells(row: str, column: int) -> list[str]:
    """The examples in a cell of the table of values."""
    (line,) = (line for line in TEXT.splitlines() if line.startswith(f"| {row} |"))
    return line.split("|")[column].split("`")[1::2]


def test_every_name_of_every_column_is_listed() -> None:
    for column, names in ALIASES.items():
        (line,) = (line for line in TEXT.splitlines() if line.startswith(f"| `{column}`"))
        assert all(f"`{name}`" in line for name in names)


def test_every_date_of_the_page_is_read_or_refused_as_it_says() -> None:
    assert all(isinstance(instant(example), datetime) for example in cells("date", 2))
    assert all(isinstance(instant(example), CellError) for example in cells("date", 3))


def test_every_number_of_the_page_is_read_or_refused_as_it_says() -> None:
    plain, grouped, _ = cells("number", 2)
    assert amount(plain, Decimal(1)) == amount(grouped, Decimal(1)) == Decimal("24350.5")
    *refused, under_tonnes = cells("number", 3)
    assert all(isinstance(amount(example, Decimal(1)), CellError) for example in refused)
    assert isinstance(amount(under_tonnes, Decimal(1000)), CellError)


@pytest.mark.parametrize("row", ["weight", "value"])
def test_every_header_of_the_page_is_known(row: str) -> None:
    assert all(heading(example) is not None for example in cells(row, 2))


def test_a_document_that_was_edited_by_hand_is_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "FILE", tmp_path / "manifest.md")
    manifest.FILE.write_text(f"by hand\n{manifest.MARK}something else")
    assert manifest.main([]) == 1
    assert manifest.main(["--write"]) == 0
    assert manifest.main([]) == 0
    assert manifest.FILE.read_text().startswith("by hand\n")
