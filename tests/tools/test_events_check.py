"""docs/events.md tells every event once, with its fields and the values of its terms."""

from pathlib import Path

import pytest

from models.process.event_registry import BODIES
from tools.checks import events


def test_every_event_has_a_section_of_its_own() -> None:
    sections = [line for line in events.document().splitlines() if line.startswith("### ")]
    assert sections.count("### consignment-registered") == 1
    assert len(sections) == len(set(sections)) == len(BODIES)


def test_events_are_told_matter_by_matter_in_the_order_of_the_process() -> None:
    document = events.document()
    order = [
        document.index(f"\n## {title}") for title in ("装运前管理", "运输过程监管", "退运管理")
    ]
    assert order == sorted(order)
    assert document.index("### gated-out") > order[1]
    assert document.index("### return-exited") > order[2]


def test_a_document_that_was_edited_by_hand_is_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "FILE", tmp_path / "events.md")
    assert events.main([]) == 1
    assert events.main(["--write"]) == 0
    assert events.main([]) == 0
    events.FILE.write_text("something else")
    assert events.main([]) == 1
