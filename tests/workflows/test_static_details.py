"""The static details of a consignment: what was registered, readable and never too long."""

import pytest

from models.kernel.language import Language
from tests.history import sample_registration
from workflows.static_details import MOST_BOXES, sheet

LONGEST = 20_000


@pytest.mark.parametrize("language", Language)
def test_it_names_the_consignment_its_boxes_and_what_tells_more(language: Language) -> None:
    known = sample_registration(1, boxes=2)
    said = sheet(known, language)
    numbers = (known.tracking_no, known.seq_no, known.bill_no, known.enterprise, known.vessel)
    for expected in (*numbers, *(box.number for box in known.boxes)):
        assert expected in said
    assert f"`guomen show {known.tracking_no}`" in said
    assert ("提单号" in said) is (language is not Language.EN)
    assert ("bill of lading" in said) is (language is not Language.ZH)


def test_it_is_a_list_without_a_table_or_an_image() -> None:
    said = sheet(sample_registration(1))
    assert all(line.startswith("- ") for line in said.splitlines() if line)
    assert "|" not in said
    assert "<" not in said


def test_the_largest_consignment_fits() -> None:
    said = sheet(sample_registration(1, boxes=999))
    assert len(said.encode()) <= LONGEST
    assert f"and {999 - MOST_BOXES} more boxes" in said
