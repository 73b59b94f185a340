"""Names that a spreadsheet has changed are refused; guards against that are taken off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.kernel.language import Language
from models.manifest import CellError
from models.manifest.cell_parsers import BOX, CONSIGNMENT
from models.manifest.column_mapping import lines_of
from models.manifest.identifiers import misread, unguarded
from models.manifest.rows import ManifestRow
from models.manifest.supplement import supplemented
from models.rules.rulebook import rulebook

RULES = rulebook("2025-09")
NAMES = ("tracking_no", "unified_no", "bill_no", "box_no", "seal_no")


@pytest.mark.parametrize(
    "text, said",
    [
        *((text, "scientific notation") for text in ("1.23457E+11", "1E5", "1.2e+3", "12e-3")),
        *((text, "decimal fraction") for text in ("12345.0", "0.5")),
        *((text, "a date or a time") for text in ("2026-03-05", "2026/3/5", "5-Mar", "Mar-26")),
        *(
            (text, "a date or a time")
            for text in ("3月5日", "2026年3月", "2026-03-05T00:00:00", "8:30")
        ),
        *((text, "truth value") for text in ("TRUE", "false")),
        *(
            (text, "only zeros after digit 15")
            for text in ("123456789012345000", "1234567890123450")
        ),
    ],
)
@pytest.mark.parametrize("column", NAMES)
def test_what_a_spreadsheet_made_of_a_name_is_no_name(column: str, text: str, said: str) -> None:
    found = {**CONSIGNMENT, **BOX}[column].read(text, RULES)
    assert isinstance(found, CellError)
    assert said in found.reason.said(Language.EN, **found.fields)


@pytest.mark.parametrize(
    "text", ["0012345", "NBD995845", "GMNB26840792", "12E-5X", "123456789012345678", "MAR05X", "E5"]
)
def test_a_name_that_only_looks_odd_is_a_name(text: str) -> None:
    assert misread(text) is None


@pytest.mark.parametrize(
    "written, meant",
    [
        ('="0012345"', "0012345"),
        ('= "0012345"', "0012345"),
        ("'00456", "00456"),
        ("\u201900456", "00456"),
        ("00456", "00456"),
        ("'", "'"),
    ],
)
def test_a_guard_is_taken_off(written: str, meant: str) -> None:
    assert unguarded(written) == meant


@given(st.text("0123456789ABC-/", min_size=1, max_size=20))
def test_what_was_guarded_comes_back(text: str) -> None:
    assert unguarded(f'="{text}"') == unguarded(f"'{text}") == text


def test_guards_fall_where_rows_are_read_but_not_in_names() -> None:
    cells = {"seal_no": '="0012345"', "supplier": "'t Hof Metaal", "tracking_no": "'NB26-000001"}
    (line,) = lines_of([ManifestRow(2, cells)])
    assert line.text("seal_no") == "0012345"
    assert line.text("supplier") == "'t Hof Metaal"
    assert line.text("tracking_no") == "NB26-000001"


def test_a_supplement_is_found_under_guarded_numbers() -> None:
    declared = ManifestRow(1, {"unified_no": "I20260310400010763", "box_no": "GMNU3004471"})
    extra = ManifestRow(
        2, {"unified_no": "'I20260310400010763", "box_no": '="GMNU 300447-1"', "seal_no": "S"}
    )
    assert supplemented([declared], [extra])[0].cells["seal_no"] == "S"
