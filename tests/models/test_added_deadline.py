"""A deadline that a rulebook adds needs no code: it opens, escalates, is breached, and closes."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models import deadlines, events, versions
from models import messages as m
from models import rulebook as rulebooks
from models.ladder import deadline_key
from models.terms import Level, Party
from projections.deadlines import Standing, standing
from tests.given import Given, later
from tests.history import sample_registration
from tests.models.stories import BOX, FIRE, GO_ON, HOLD, ON_THE_ROAD, RESUME, TICK, UNLOADED, seal

HOUR = timedelta(hours=1)
VERSION = "2099-01"
# Within three hours of the unloading a box is swept clean [an example].
ROW = {
    "id": "X01",
    "title": "open the seal's successor",
    "title_zh": "示例",
    "basis": "[prop]",
    "scope": "box",
    "courses": ["PILOT"],
    "limit": 2,
    "opens": ["gated-out"],
    "closes": ["seal-checked"],
    "milestones": [
        {
            "level": 1,
            "after": {"amount": 3, "unit": "hours"},
            "party": "E",
            "silence": {"amount": 1, "unit": "hours"},
        },
        {
            "level": 2,
            "after": {"amount": 6, "unit": "hours"},
            "party": "C2",
            "violation": "SV-08",
        },
    ],
}


@pytest.fixture(autouse=True)
def _shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A version that adds one row, shipped beside the others."""
    for path in versions.folder().iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    added = {
        "version": VERSION,
        "valid_from": "2099-01-01",
        "based_on": "2025-09",
        "deadlines": [ROW],
    }
    (tmp_path / f"{VERSION}.json").write_text(json.dumps(added))
    monkeypatch.setattr(versions, "folder", lambda: tmp_path)
    forget()
    yield
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Rulebooks are read once, and so is what closes their deadlines."""
    for module in (versions, rulebooks, deadlines):
        for name in vars(module).values():
            if hasattr(name, "cache_clear"):
                name.cache_clear()


def pinned(*told: object) -> Given:
    """A consignment under the version with the added row, with that deadline alone."""
    consignment = Given(sample_registration(1), VERSION)
    for message in told:
        consignment.tell(message)
    key = deadline_key("X01", BOX)
    known = {key: consignment.state.deadlines[key]}
    consignment.state = consignment.state.replace(deadlines=known)
    return consignment


def test_it_opens_escalates_wants_an_answer_records_a_breach_and_closes() -> None:
    told = pinned(*ON_THE_ROAD)
    told.when(later(TICK, hours=3)).then("escalation-raised")
    told.when(later(TICK, hours=1)).then("escalation-unanswered")
    silent = told.last[0].body
    assert isinstance(silent, events.EscalationUnanswered)
    assert (silent.level, silent.party) == (Level.L1, Party.INSPECTION_OFFICER)
    told.when(later(TICK, hours=2)).then("escalation-raised", "violation-recorded")
    assert told.state.violations == ("SV-08",)
    told.when(seal()).then("seal-checked")
    assert standing(told.state.deadlines[f"X01/{BOX}"]) is Standing.BREACHED


def test_it_freezes_with_the_others() -> None:
    told = pinned(*ON_THE_ROAD)
    before = told.state.deadlines[f"X01/{BOX}"].milestones[0].due
    told.when(HOLD, later(FIRE, hours=1), later(RESUME, hours=1), later(GO_ON, hours=1))
    assert told.state.deadlines[f"X01/{BOX}"].milestones[0].due - before == 3 * HOUR


def test_it_is_met_in_time() -> None:
    told = pinned(*ON_THE_ROAD).when(m.Arrival(box=BOX), seal())
    assert standing(told.state.deadlines[f"X01/{BOX}"]) is Standing.MET


def test_a_consignment_under_the_rules_of_its_day_never_hears_of_it() -> None:
    consignment = Given(sample_registration(1))
    for message in UNLOADED:
        consignment.tell(message)
    assert f"X01/{BOX}" not in consignment.state.deadlines
    assert {deadline.rulebook for deadline in consignment.state.deadlines.values()} == {"2025-09"}
