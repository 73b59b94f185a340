"""A deadline that a rulebook adds needs no code: it opens, escalates, is breached, and closes."""

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.consignment.deadline import deadline_key
from models.deadlines import engine
from models.deadlines.events import EscalationUnanswered
from models.declaration.decide import seizable
from models.kernel.base_types import replace
from models.kernel.terms import EscalationLevel, Party
from models.rules import rulebook as rulebooks
from models.rules import rulebook_loader
from models.transport.events import BoxArrived
from projections.deadlines import DeadlineStatus, standing
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
    "levels": [
        {"level": 1, "after": "3 h", "party": "E", "silence": "1 h"},
        {"level": 2, "after": "6 h", "party": "C2", "violation": "SV-08", "decides": ["seize"]},
    ],
}


@pytest.fixture(autouse=True)
def _shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A version that adds one row, shipped beside the others."""
    shutil.copytree(str(rulebook_loader.folder()), tmp_path, dirs_exist_ok=True)
    added = tmp_path / VERSION
    added.mkdir()
    (added / "version.json").write_text('{"valid_from": "2099-01-01", "based_on": "2025-09"}')
    (added / "deadlines.json").write_text(json.dumps([ROW]))
    monkeypatch.setattr(rulebook_loader, "folder", lambda: tmp_path)
    forget()
    yield
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Rulebooks are read once, and so is what closes their deadlines."""
    for module in (rulebook_loader, rulebooks, engine):
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
    consignment.state = replace(consignment.state, deadlines=known)
    return consignment


def test_it_opens_escalates_records_a_breach_permits_a_command_and_closes() -> None:
    told = pinned(*ON_THE_ROAD)
    told.when(later(TICK, hours=3)).then("escalation-raised")
    told.when(later(TICK, hours=1)).then("escalation-unanswered")
    assert not seizable(told.state)
    silent = told.last[0].body
    assert isinstance(silent, EscalationUnanswered)
    assert (silent.level, silent.party) == (EscalationLevel.L1, Party.INSPECTION_OFFICER)
    told.when(later(TICK, hours=2)).then("escalation-raised", "violation-recorded")
    assert told.state.violations == ("SV-08",)
    assert seizable(told.state)
    told.when(seal()).then("seal-checked")
    assert not seizable(told.state)
    assert standing(told.state.deadlines[f"X01/{BOX}"]) is DeadlineStatus.BREACHED


def test_it_freezes_with_the_others() -> None:
    told = pinned(*ON_THE_ROAD)
    before = told.state.deadlines[f"X01/{BOX}"].escalations[0].due
    told.when(HOLD, later(FIRE, hours=1), later(RESUME, hours=1), later(GO_ON, hours=1))
    assert told.state.deadlines[f"X01/{BOX}"].escalations[0].due - before == 3 * HOUR


def test_it_is_met_in_time() -> None:
    told = pinned(*ON_THE_ROAD).when(BoxArrived(box=BOX), seal())
    assert standing(told.state.deadlines[f"X01/{BOX}"]) is DeadlineStatus.MET


def test_a_consignment_under_the_rules_of_its_day_never_hears_of_it() -> None:
    consignment = Given(sample_registration(1))
    for message in UNLOADED:
        consignment.tell(message)
    assert f"X01/{BOX}" not in consignment.state.deadlines
    assert {deadline.rulebook for deadline in consignment.state.deadlines.values()} == {"2025-09"}
