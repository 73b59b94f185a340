"""Tables on screens of every width: no word is broken."""

from collections import Counter
from datetime import timedelta

import pytest

from models.deadlines.messages import Tick
from models.kernel.terms import Outcome
from models.texts import OUTCOMES
from scripts import console
from scripts.texts.demo import AS_SCRIPTED
from systems.scenarios import SCENARIOS
from tests.projections.stories import approved, hauled
from tests.scripts.conftest import FakeRecords, Guomen
from tests.systems.folded import MONDAY
from tests.systems.shipments import shipment

WEEKS = timedelta(weeks=8) / timedelta(hours=1)
VERBS = (("list",), ("list", "--overdue"), ("show", "NB25-000002"), ("timeline", "NB25-000002"))


@pytest.fixture
def records(stack: FakeRecords) -> FakeRecords:
    stack.histories["NB25-000002"] = hauled(2).takes(Tick(), WEEKS)
    stack.histories["NB25-000003"] = approved(3)
    return stack


def said(
    command: Guomen, monkeypatch: pytest.MonkeyPatch, width: int, arguments: tuple[str, ...]
) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    return command(*arguments).out


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 110, 200])
@pytest.mark.parametrize("arguments", VERBS, ids=" ".join)
def test_no_word_is_broken_at_any_width(
    guomen_command: Guomen,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    width: int,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", language)
    whole = words(said(guomen_command, monkeypatch, 2000, arguments))
    drawn = said(guomen_command, monkeypatch, width, arguments)
    # The headings of the timeline differ with its layout.
    broken = words(drawn.partition("\n")[2]) - whole
    assert {word for word in broken if not idlike(word)} == set()
    assert max(map(console_width, drawn.splitlines())) <= max(width, 100)


def words(text: str) -> set[str]:
    """Without the signs between them, which depend on the layout."""
    return {word.rstrip(",;") for word in text.split() if "://" not in word}


def idlike(word: str) -> bool:
    """Part of an id that is longer than any word, which may be broken."""
    return any(sign.isdigit() for sign in word) and ("-" in word or len(word) > 12)


def console_width(line: str) -> int:
    return 0 if "://" in line else len(line.rstrip())


def test_columns_that_may_be_spared_go_before_a_word_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    drawn = console.table("consignment", "enterprise", "inspection", spare=1)
    drawn.add_row("NB25-000001", "Metals", "laboratory")
    console.screen().print(drawn)
    out = capsys.readouterr().out
    assert "enterprise" in out
    assert "inspection" not in out
    assert "laboratory" not in out


@pytest.mark.parametrize("width", [80, 110])
def test_nothing_of_a_cell_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    """The table that the demo ends with: columns of very different lengths."""
    monkeypatch.setenv("COLUMNS", str(width))
    drawn = console.table("consignment", "scenario", "days", "ended", "", "escalations")
    sent, raised = shipment(MONDAY, 1), Counter[str]()
    for script in (make(sent, MONDAY) for make in SCENARIOS.values()):
        escalations = script.expect.escalations
        ended = console.plain(OUTCOMES[Outcome(script.expect.outcome)])
        scripted = console.plain(AS_SCRIPTED)
        drawn.add_row("NB26-000001", script.title, "14.6", ended, scripted, " ".join(escalations))
        raised.update(word for each in escalations for word in each.split())
    console.screen().print(drawn)
    assert raised - Counter(capsys.readouterr().out.split()) == Counter()
