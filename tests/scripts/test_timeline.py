"""`guomen timeline`: the recorded events, oldest first, with actor and cause."""

import json

import pytest

from models.inspection.messages import InspectionFinding, RecordInspection
from models.kernel.terms import Party
from models.supervision.messages import Hold
from models.texts.terms import label
from tests.projections.stories import OFFICER, unloaded
from tests.scripts.conftest import FakeRecords, Guomen

NUMBER = "NB25-000001"


def test_every_event_is_listed_oldest_first(
    guomen_command: Guomen, stack: FakeRecords, columns: int
) -> None:
    said = guomen_command("timeline", NUMBER)
    assert said.code == 0
    told = [event.body.type for event in stack.histories[NUMBER].events]
    places = [said.out.find(kind) for kind in dict.fromkeys(told)]
    assert places == sorted(places)
    assert places[0] > 0
    assert OFFICER in said.out
    assert max(map(len, said.out.splitlines())) <= columns


def test_json_has_both_times_of_every_event(guomen_command: Guomen, stack: FakeRecords) -> None:
    found = json.loads(guomen_command("timeline", NUMBER, "--json").out)
    assert len(found) == len(stack.histories[NUMBER].events)
    assert all(each["occurred_at"] and each["recorded_at"] for each in found)
    assert found[0]["event_type"] == "consignment-registered"


def test_the_cause_says_whether_it_was_a_message_or_a_command(
    guomen_command: Guomen, stack: FakeRecords
) -> None:
    del stack
    found = json.loads(guomen_command("timeline", NUMBER, "--json").out)
    sources = {each["event_type"]: each["source"] for each in found}
    assert sources["consignment-registered"] == ""
    assert sources["pre-shipment-submitted"] == "message"
    assert sources["pre-shipment-approved"] == "command"
    assert sources["removal-permitted"] == ""


@pytest.mark.usefixtures("columns")
def test_a_declared_role_stands_beside_the_officer(
    guomen_command: Guomen, stack: FakeRecords
) -> None:
    hold = Hold(officer="Wang Li", role=Party.INSPECTION_LEAD, reason="papers")
    stack.histories[NUMBER].obeys(hold, 800)
    assert "Wang Li C2_LEAD" in guomen_command("timeline", NUMBER).out


@pytest.mark.parametrize("verb", ["timeline", "show"])
def test_why_a_box_was_drawn_is_not_said_before_the_record_is_signed(
    verb: str, guomen_command: Guomen, stack: FakeRecords, columns: int
) -> None:
    del columns
    history = unloaded(1)
    stack.histories[NUMBER] = history
    plain, machine = guomen_command(verb, NUMBER), guomen_command(verb, NUMBER, "--json")
    drawn = history.state.selection
    assert drawn is not None
    assert drawn.grounds is not None
    secret = (drawn.grounds.chances.sampled, "CENSUS", "FLOOR", "full_unpack", "at random")
    assert not [word for word in secret if word in plain.out + machine.out]
    assert drawn.opened[0] in plain.out
    failed = RecordInspection(
        officer=OFFICER,
        conform=False,
        opened=drawn.opened,
        findings=(InspectionFinding(reason="NC-13", box=drawn.opened[0]),),
    )
    history.obeys(failed, 24 * 32)
    plain, machine = guomen_command(verb, NUMBER), guomen_command(verb, NUMBER, "--json")
    assert drawn.grounds.chances.sampled in machine.out
    if verb == "show":
        because = drawn.grounds.why[0].because
        assert label(because).en in " ".join(plain.out.split())
