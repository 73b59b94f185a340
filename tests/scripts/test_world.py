"""`guomen world` where it cannot play: what is wrong, and what to do."""

from pathlib import Path

import pytest

from scripts import console
from systems.scenarios import SCENARIOS
from tests.scripts.conftest import FakeRecords, Guomen

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUOMEN_LANG", "en")


def test_nothing_is_played_where_no_stack_runs(guomen_command: Guomen, nothing_runs: Path) -> None:
    said = guomen_command("world", "play")
    assert said.code == console.FAILED
    assert f"no stack of `guomen up` runs on {nothing_runs}" in said.err


def test_real_systems_cannot_be_moved(guomen_command: Guomen, stack: FakeRecords) -> None:
    """The environment names a database: that is no stack of this machine."""
    said = guomen_command("world", "play", *stack.histories)
    assert said.code == console.FAILED
    assert "only its outside systems are simulated" in said.err


@pytest.mark.usefixtures("nothing_runs")
def test_an_unknown_scenario_is_named_with_its_neighbours(guomen_command: Guomen) -> None:
    said = guomen_command("world", "play", "--scenario", "trucklate")
    assert said.code == console.FAILED
    assert "no scenario trucklate, the nearest: truck_late" in said.err


def test_time_does_not_run_slower_than_life(guomen_command: Guomen) -> None:
    assert guomen_command("world", "play", "--speed", "0").code == console.MISUSED


def test_every_scenario_is_listed_with_what_happens(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    lines = guomen_command("world", "scenarios").out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == list(SCENARIOS)
    assert all(len(line.split()) > 1 for line in lines)
