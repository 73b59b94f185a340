"""docs/process.md says what the code does, and nothing of the code is missing in it."""

from pathlib import Path

import pytest

from models.enterprise.events import EVENTS as ENTERPRISE_EVENTS
from models.enterprise.messages import COMMANDS as ENTERPRISE_COMMANDS
from models.kernel.codes import ReasonCode
from models.kernel.event_body import Body
from models.kernel.terms import Overlay
from models.process.event_registry import CONSIGNMENT_EVENTS
from models.process.messages import COMMANDS
from models.rules.rulebook import DeadlineRule, rulebook
from models.rules.rulebook_loader import versions
from models.texts import PARTIES
from tools.checks import process
from tools.documents import catalogues, matters, registers
from tools.documents.markdown import table

RULES = rulebook(versions()[-1])
DOCUMENT = process.document("")


def test_the_document_is_what_the_code_says() -> None:
    assert process.main([]) == 0


def test_what_was_written_by_hand_stays_and_the_rest_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(process, "FILE", tmp_path / "process.md")
    process.FILE.write_text(f"# By hand\n\n{process.MARK}something old")
    assert process.main([]) == 1
    assert "process.md is out of date" in capsys.readouterr().out
    assert process.main(["--write"]) == 0
    assert process.main([]) == 0
    text = process.FILE.read_text()
    assert text.startswith("# By hand\n\n")
    assert "something old" not in text


@pytest.mark.parametrize("rule", RULES.deadlines, ids=lambda rule: rule.id)
def test_every_deadline_has_its_row_with_every_level(rule: DeadlineRule) -> None:
    row = next(line for line in DOCUMENT.splitlines() if line.startswith(f"| {rule.id} "))
    assert rule.title_zh in row
    assert all(f"L{level.level} " in row and str(level.party) in row for level in rule.levels)


def test_every_reason_and_violation_has_its_row() -> None:
    for catalogue in (RULES.nonconformances, RULES.violations):
        for row in catalogue:
            assert f"| {row.code} | {row.title_zh}<br>{row.title} |" in DOCUMENT


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_says_what_for_and_who_gives_it(verb: str) -> None:
    rows = [line for line in catalogues.commands().splitlines() if f"| `{verb}` " in line]
    assert len(rows) == 1
    _, _, purpose, givers, _ = rows[0].split(" | ".strip())
    assert purpose.strip()
    assert any(str(name) in givers for name in (*PARTIES.values(), "whoever was told"))


def test_every_fact_is_sent_by_a_system_in_some_message() -> None:
    rows = [line for line in catalogues.facts().splitlines() if line.startswith("| `")]
    silent = [row for row in rows if row.endswith("|  |  |")]
    assert silent == []
    assert len(rows) == len({row.split("`")[1] for row in rows})


def test_a_fact_that_two_messages_state_names_both() -> None:
    assert "`gate.passage`, `geofence.entered`" in catalogues.facts()


@pytest.mark.parametrize("kind", CONSIGNMENT_EVENTS, ids=lambda kind: kind.__name__)
def test_every_event_has_its_row(kind: type[Body]) -> None:
    name = kind.model_fields["type"].default
    assert DOCUMENT.count(f"| [{name}](events.md#{name}) |") == 1


def test_an_event_names_the_deadlines_that_it_starts_and_stops() -> None:
    row = next(line for line in DOCUMENT.splitlines() if line.startswith("| [gated-out]"))
    *_, starts, stops, _ = row.split("|")
    assert "D08" in starts
    assert {"D05", "D06"} <= set(stops.strip().split(", "))


def test_every_danger_says_what_is_done_at_once_and_who_may_lift_it() -> None:
    text = registers.emergencies(RULES)
    for row in RULES.emergencies:
        line = next(each for each in text.splitlines() if each.startswith(f"| {row.danger} "))
        assert row.at_once in line
        assert all(party.value in line for party in row.lifted_by)
        assert all(step in line for step in _steps(row.danger))


def test_every_outcome_of_a_portal_alarm_is_told() -> None:
    assert all(f"| {row.code} |" in DOCUMENT for row in RULES.triage)


def test_every_overlay_and_every_party_is_explained() -> None:
    rows = {row.split(" | ")[0].removeprefix("| "): row for row in DOCUMENT.splitlines()}
    assert all("|  |" not in rows[overlay.value] for overlay in Overlay)
    assert all(f"| {party.value} | {name} |" in DOCUMENT for party, name in PARTIES.items())


def test_a_reason_names_the_matters_that_raise_it_and_the_limits_that_lead_to_it() -> None:
    assert registers.mentioned(ReasonCode.RAD_DOSE_RATE).split(", ") == ["port"]
    assert registers.mentioned(ReasonCode.QUARANTINE) == ""
    row = next(line for line in DOCUMENT.splitlines() if line.startswith("| NC-09 "))
    assert "inclusions" in row


def test_what_is_a_proposal_says_so() -> None:
    row = next(line for line in DOCUMENT.splitlines() if line.startswith("| D05 "))
    assert row.endswith("| proposal |")
    assert "[prop]" not in DOCUMENT


@pytest.mark.parametrize(
    "module, matter",
    [
        ("models.port.events", "port"),
        ("models.returns.messages", "returns"),
        ("models.enterprise.events", "enterprise"),
        ("models.process.messages", "supervision"),
    ],
)
def test_a_module_belongs_to_a_matter_by_its_name(module: str, matter: str) -> None:
    assert matters.of(module) == matter


def test_a_matter_without_a_title_goes_by_its_own_name_at_the_end() -> None:
    strange = type("Strange", (), {"__module__": "models.after_care.events"})
    port = type("Port", (), {"__module__": "models.port.events"})
    assert [matter for matter, _ in matters.grouped([strange, port])] == ["port", "after_care"]
    assert matters.title("after_care") == "after care"


def test_a_cell_keeps_its_lines_and_its_bars() -> None:
    assert table(("a",), [("one\ntwo|three",)]) == "| a |\n|---|\n| one<br>two\\|three |\n"


def test_every_institution_deadline_verb_and_event_of_an_enterprise_has_its_row() -> None:
    ours = RULES.enterprise
    wanted = [f"| `{row.name}` | {row.title_zh}<br>{row.title} |" for row in ours.institutions]
    wanted += [f"| {rule.id} | {rule.title_zh}<br>{rule.title} |" for rule in ours.deadlines]
    wanted += [
        f"| enterprise `{verb}` | {kind.__doc__}" for verb, kind in ENTERPRISE_COMMANDS.items()
    ]
    wanted += [f"[{kind.model_fields['type'].default}]" for kind in ENTERPRISE_EVENTS]
    assert [row for row in wanted if row not in DOCUMENT] == []


def _steps(danger: str) -> list[str]:
    return [rule.id for rule in RULES.deadlines if danger in rule.when.get("danger", ())]
