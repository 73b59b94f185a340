"""The day that docs/operators.md tells of: each of its commands says what stands there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stack import ROOT, Stack, new_stack
from tests.end_to_end.walkthrough import walk

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(600)]

PAGE = ROOT / "docs" / "operators.md"
STORY = "NB26-000012"
LATE_TRUCK = "NB26-900001"


@pytest.fixture
def demo() -> Iterator[Stack]:
    """One story played to its end, and four consignments that wait for an officer."""
    with new_stack() as stack:
        stack.start("demo", "--only", STORY)
        stack.until(lambda: "Ctrl-C" in stack.said)
        yield stack


def test_the_first_day_goes_as_the_page_tells(demo: Stack, tmp_path: Path) -> None:
    demo.until(lambda: LATE_TRUCK in demo.guomen("list", "--overdue").out)
    parts = re.findall(r"^### (.+)$", PAGE.read_text(), re.MULTILINE)
    assert len(parts) == 6
    for part in parts:
        walk(part, demo, tmp_path, PAGE)
