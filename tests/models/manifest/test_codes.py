"""Codes that do not exist are refused, or put right with a word."""

import csv
from pathlib import Path

import pytest

from models.kernel.language import Language
from models.manifest import CellError, ManifestRow, codes, read_rows
from models.manifest.cell_parsers import CONSIGNMENT
from models.rules.rulebook import rulebook
from tests.history import sample_registration
from tests.scripts.manifests import writers

RULES = rulebook("2025-09")
SAMPLE = Path(__file__).parents[3] / "samples" / "manifest.csv"


@pytest.mark.parametrize(
    "column, text, code",
    [
        *(("origin", text, "JP") for text in ("JP", "jp", "JPN", "116", "日本", "ＪＰ")),
        *(("origin", text, "KG") for text in ("KG", "KGZ")),
        *(("currency", text, "CNY") for text in ("CNY", "cny", "142", "人民币", "RMB")),
        ("currency", "TRY", "TRY"),
        *(("load_port", text, "JPOSA") for text in ("JPOSA", "JP OSA", "jp-osa", "ＪＰＯＳＡ")),
    ],
)
def test_a_code_is_read_in_every_usual_spelling(column: str, text: str, code: str) -> None:
    assert CONSIGNMENT[column].read(text, RULES) == code


@pytest.mark.parametrize(
    "column, text, said",
    [
        *(("origin", text, "not a country code") for text in ("XX", "SU", "ZZZ", "J", "999")),
        *(("currency", text, "not a currency") for text in ("DEM", "XXX", "XAU", "ABC", "$")),
        *(("load_port", text, "no seaport") for text in ("GBXXX", "UKFXT", "XXOSA", "JPZZZ")),
        *(("load_port", text, "not a UN/LOCODE") for text in ("OSAKA PORT", "JP", "JPOS1")),
    ],
)
def test_a_code_that_does_not_exist_is_refused(column: str, text: str, said: str) -> None:
    found = CONSIGNMENT[column].read(text, RULES)
    assert isinstance(found, CellError)
    assert said in found.reason.said(Language.EN)


@pytest.mark.parametrize(
    "column, text, code",
    [(column, *pair) for column, known in codes.PUT_RIGHT.items() for pair in known.items()],
)
def test_what_is_no_code_but_often_written_is_put_right_with_a_warning(
    column: str, text: str, code: str
) -> None:
    (cells,) = writers.rows(sample_registration(7))
    parsed = read_rows([ManifestRow(2, {**cells, column: text.lower()})], RULES)
    (found,), (warning,) = parsed.registrations, parsed.warnings
    assert getattr(found, column) == code
    assert (warning.column, warning.value) == (column, text.lower())
    assert f"read as {code}" in warning.fix(Language.EN)
    assert parsed.errors == ()


def test_every_port_of_the_sample_is_one() -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        ports = {row["load_port"] for row in csv.DictReader(file)} - {""}
    assert ports
    assert all(map(codes.is_port, ports))


def test_every_code_that_is_put_right_and_every_other_spelling_means_a_code() -> None:
    for written, find in ((codes.COUNTRIES, codes.country), (codes.CURRENCIES, codes.currency)):
        for code, names in written.items():
            assert {find(name.upper()) for name in (code, *names)} == {code}
