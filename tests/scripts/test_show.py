"""`guomen show`: one consignment on one page, found by any of its numbers."""

import json
from decimal import Decimal

from models.arrival.messages import DeclarationStatus
from models.disposal.messages import DecideDisposal, SuperviseTreatment
from models.inspection.events import Unloaded
from models.inspection.messages import InspectionFinding, PermitUnloading, RecordInspection
from models.kernel.terms import Disposal
from models.process.messages import Retract
from models.supervision.messages import CallGaveUp
from tests.scripts.conftest import FakeRecords, Guomen

NUMBER = "NB25-000001"


def test_the_page_tells_where_it_stands_and_what_is_due(
    guomen_command: Guomen, stack: FakeRecords, columns: int
) -> None:
    said = guomen_command("show", NUMBER)
    assert said.code == 0
    for box in stack.histories[NUMBER].state.boxes:
        assert box in said.out
    assert "at the enterprise" in said.out
    assert "open deadlines" in said.out
    assert "D12" in said.out
    *page, link = said.out.splitlines()
    assert link == "http://127.0.0.1:8233/namespaces/default/workflows/consignment%2FNB25-000001"
    assert max(map(len, page)) <= columns


def test_a_box_number_finds_its_consignment(guomen_command: Guomen, stack: FakeRecords) -> None:
    box = next(iter(stack.histories[NUMBER].state.boxes))
    assert guomen_command("show", box).out == guomen_command("show", NUMBER).out


def test_of_goods_declared_anew_both_unified_numbers_are_shown(
    guomen_command: Guomen, stack: FakeRecords
) -> None:
    history, new = stack.histories[NUMBER], "I20269310400000001"
    for letter, form in (("D", None), ("L", new)):
        history.hears(DeclarationStatus(letter=letter, entry_id=None, seq_no=form), 800)
    said = guomen_command("show", NUMBER)
    assert f"{new} {history.state.registration.seq_no}" in said.out


def test_calls_that_failed_for_good_are_shown(guomen_command: Guomen, stack: FakeRecords) -> None:
    stack.histories[NUMBER].takes(CallGaveUp(call="conclude:1", reason="503"), 800)
    said = guomen_command("show", NUMBER)
    assert "conclude:1" in said.out
    assert "operations" in said.out


def test_a_treatment_and_the_documents_of_the_decisions_are_shown(
    guomen_command: Guomen, stack: FakeRecords
) -> None:
    history = stack.histories[NUMBER]
    for box in history.state.boxes:
        history.takes(PermitUnloading(box=box), 800)
        history.hears(Unloaded(box=box, net_kg=Decimal(21550)), 801)
    wet = RecordInspection(
        officer="Lin", conform=False, findings=(InspectionFinding(reason="NC-12"),)
    )
    history.obeys(wet, 802)
    history.obeys(DecideDisposal(officer="Lin", disposal=Disposal.RECTIFY, reason="dry it"), 803)
    said = " ".join(guomen_command("show", NUMBER).out.split())
    assert "nobody is on record to have watched it" in said
    assert history.state.issued[0] in said
    dried = SuperviseTreatment(
        officer="Lin",
        place="floor 1",
        method="dried",
        before_kg=Decimal(21550),
        after_kg=Decimal(21400),
    )
    history.obeys(dried, 804)
    assert "watched by an officer" in guomen_command("show", NUMBER).out


def test_json_holds_the_whole_state(guomen_command: Guomen, stack: FakeRecords) -> None:
    document = json.loads(guomen_command("show", NUMBER, "--json").out)
    assert document["consignment"] == NUMBER
    assert document["stage"] == "FACTORY"
    assert set(document["state"]["boxes"]) == set(stack.histories[NUMBER].state.boxes)
    assert document["last_events"][-1]["event_type"]


def test_an_unknown_number_says_where_to_look(guomen_command: Guomen, stack: FakeRecords) -> None:
    del stack
    said = guomen_command("show", "NOBODY")
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith(" no consignment has the number 'NOBODY': see `guomen list`\n")
    assert said.err.count("\n") == 1


def test_a_fact_that_was_taken_back_is_marked_and_what_waits_for_a_decision_is_named(
    guomen_command: Guomen, stack: FakeRecords
) -> None:
    history = stack.histories[NUMBER]
    box = next(iter(history.state.boxes))
    wrong = Retract(officer="Lin", fact="box-arrived", box=box, reason="typo", approver="Wang Li")
    history.obeys(wrong, 100)
    shown = guomen_command("show", NUMBER).out
    assert "to be decided after a retraction" in shown
    assert "decides" in shown
    told = json.loads(guomen_command("timeline", NUMBER, "--json").out)
    by = {each["event_type"]: each["taken_back_by"] for each in told if each["taken_back_by"]}
    assert by["box-arrived"] == len(history.events)
    listed = " ".join(guomen_command("timeline", NUMBER).out.split())
    assert "taken back by version" in listed
