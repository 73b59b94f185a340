"""docs/events.md tells every event once, with its fields and the values of its terms."""

from pathlib import Path

import pytest

from scripts.checks import events


def test_every_event_has_a_section_of_its_own() -> None:
    sections = [line for line in events.document().splitlines() if line.startswith("## ")]
    assert "## consignment-registered" in sections
    assert len(sections) == len(set(sections))


def test_a_document_that_was_edited_by_hand_is_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "FILE", tmp_path / "events.md")
    assert events.main([]) == 1
    assert events.main(["--write"]) == 0
    assert events.main([]) == 0
    events.FILE.write_text("something else")
    assert events.main([]) == 1
