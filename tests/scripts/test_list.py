"""`guomen list`: one line a consignment, filters, and JSON."""

import json
from datetime import datetime, timedelta

import pytest

from models.deadlines.messages import Tick
from models.emergency.messages import RaiseEmergency
from models.kernel.clock import CHINA
from models.supervision.messages import Hold, NoAnswer
from projections.errors import UnreadableStream
from tests.history import START
from tests.projections.stories import approved, hauled
from tests.scripts.conftest import FakeRecords, Guomen

WEEKS = timedelta(weeks=8) / timedelta(hours=1)


def test_every_consignment_has_a_line_that_fits(
    guomen_command: Guomen, stack: FakeRecords, columns: int
) -> None:
    stack.histories["NB25-000002"] = approved(2)
    said = guomen_command("list")
    assert said.code == 0
    assert "NB25-000001" in said.out
    assert "INBOUND" in said.out
    assert "2 consignments, 3 boxes, 0 overdue" in said.out
    assert max(map(len, said.out.splitlines())) <= columns


def test_the_list_is_filtered_by_stage(guomen_command: Guomen, stack: FakeRecords) -> None:
    stack.histories["NB25-000002"] = approved(2)
    found = json.loads(guomen_command("list", "--stage", "inbound", "--json").out)
    assert [each["consignment"] for each in found] == ["NB25-000002"]


def test_the_list_of_the_overdue_has_only_those(guomen_command: Guomen, stack: FakeRecords) -> None:
    late = hauled(2).takes(Tick(), WEEKS)
    stack.histories[late.tracking_no] = late
    found = json.loads(guomen_command("list", "--overdue", "--json").out)
    assert [each["consignment"] for each in found] == [late.tracking_no]


@pytest.mark.usefixtures("columns")
def test_the_list_of_the_overdue_says_which_deadline_and_since_when(
    guomen_command: Guomen, stack: FakeRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", "en")
    late = hauled(2).takes(Tick(), WEEKS)
    stack.histories[late.tracking_no] = late
    (row,) = json.loads(guomen_command("list", "--overdue", "--json").out)
    deadline = late.state.deadlines[row["overdue_deadline"]]
    assert (deadline.open, deadline.level) == (True, row["escalation_level"])
    first = deadline.escalations[0].due
    assert datetime.fromisoformat(row["overdue_since"]) == first
    said = " ".join(guomen_command("list", "--overdue").out.split())
    assert f"{deadline.id} L{deadline.level}" in said
    assert "since" in said
    assert f"{first.astimezone(CHINA):%Y-%m-%d}" in said


@pytest.mark.parametrize("language, said", [("zh", "系统无应答"), ("en", "silent")])
def test_what_runs_on_assumptions_is_shown_and_filtered(
    guomen_command: Guomen,
    stack: FakeRecords,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    said: str,
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", language)
    assert said not in guomen_command("list").out
    silence = NoAnswer(call="trip:1", since=START, reason="503")
    stack.histories["NB25-000002"] = hauled(2).takes(silence, 900)
    found = json.loads(guomen_command("list", "--degraded", "--json").out)
    assert [(row["consignment"], row["degraded"]) for row in found] == [
        ("NB25-000002", ["SILENCE"])
    ]
    assert said in "".join(guomen_command("list", "--degraded").out.split())


def test_a_consignment_with_two_overlays_has_a_line(
    guomen_command: Guomen, stack: FakeRecords
) -> None:
    danger = RaiseEmergency.model_validate({"officer": "Li", "kind": "FIRE", "reason": "smoke"})
    stack.histories["NB25-000001"].obeys(Hold(officer="Li", reason="x"), 900).obeys(danger, 901)
    said = guomen_command("list")
    assert (said.code, said.err) == (0, "")
    (row,) = json.loads(guomen_command("list", "--json").out)
    assert row["overlay"] == "EMERGENCY, HOLD"


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_stream_that_cannot_be_read_is_named_beside_the_others(
    guomen_command: Guomen, stack: FakeRecords, more: tuple[str, ...]
) -> None:
    stack.passed_over = [UnreadableStream("consignment/NB25-000009", 7, "box-eaten is not known")]
    said = guomen_command("list", *more)
    assert said.code == 1
    assert "NB25-000001" in said.out
    assert "consignment/NB25-000009 cannot be read" in said.err
    assert "box-eaten is not known" in said.err


def test_an_unknown_stage_is_a_misuse_that_names_the_stages(guomen_command: Guomen) -> None:
    said = guomen_command("list", "--stage", "NOWHERE")
    assert said.code == 2
    assert "factory" in said.err


def test_json_is_one_document_and_nothing_else(guomen_command: Guomen, stack: FakeRecords) -> None:
    stack.histories.clear()
    said = guomen_command("list", "--json")
    assert (said.code, json.loads(said.out), said.err) == (0, [], "")
