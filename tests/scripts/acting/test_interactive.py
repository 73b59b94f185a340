"""`guomen act` asks an officer who does not know what to type, and shows what would come of it."""

import json
import re

import pytest

from scripts.acting import prompts
from tests.projections.stories import hauled
from tests.scripts.acting.conftest import FakeTemporal, Keyboard
from tests.scripts.conftest import Guomen, Spoken

NUMBER = "NB25-000001"


def listed(said: Spoken, verb: str) -> int:
    """Under which number a verb was offered."""
    found = re.search(rf"(\d+)\s+{verb}\b", said.out)
    assert found is not None
    return int(found[1])


def test_without_a_verb_one_chooses_what_is_legal_now(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    keyboard()
    shown = guomen_command("act", NUMBER)
    assert "暂停办理 hold" in shown.out
    assert "lift_emergency" not in shown.out
    keyboard(listed(shown, "hold"), "papers under review", "y")
    said = guomen_command("act", NUMBER, "--as", "Lin")
    assert said.code == 0
    ((number, _, command),) = temporal.told
    assert (number, command.verb, command.officer) == (NUMBER, "hold", "Lin")
    assert "would record" in said.out
    assert "held" in said.out


def test_whoever_leaves_or_says_no_has_sent_nothing(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    for lines in (("papers", "n"), ("papers",), ()):
        keyboard(*lines)
        said = guomen_command("act", NUMBER, "hold")
        assert said.code == 1
        assert "nothing was sent" in said.err
    assert temporal.told == []


def test_a_box_is_chosen_among_those_of_the_consignment(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    boxes = list(temporal.records.histories[NUMBER].state.boxes)
    keyboard("7", "2", "smoke from a bale", "y")
    said = guomen_command("act", NUMBER, "raise_emergency", '{"kind": "FIRE"}')
    assert said.code == 0
    assert "give a number from 1 to 3" in said.out
    assert all(box in said.out for box in boxes)
    ((_, __, command),) = temporal.told
    assert command.model_dump()["box"] == boxes[0]
    assert command.model_dump()["reason"] == "smoke from a bale"


def test_a_field_that_does_not_fit_is_asked_again(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    keyboard("", "many", "2", "jam", "Gao Feng", "1", "y")
    given = '{"deadline": "D11", "box": null}'
    said = guomen_command("act", NUMBER, "extend_deadline", given)
    assert "this is needed" in said.out
    assert "valid integer" in said.out
    assert "more time (hours)" in said.out
    assert said.code == 0
    sent = temporal.told[0][2]
    assert (sent.model_dump()["hours"], sent.approver) == (2, "Gao Feng")


def test_what_is_refused_may_be_said_otherwise(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    keyboard(" ", "  ", "papers", "y")
    said = guomen_command("act", NUMBER, "hold", '{"officer": "Lin"}')
    assert said.code == 0
    assert temporal.told[0][2].model_dump()["reason"] == "papers"


def test_without_a_terminal_the_verb_must_be_said(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    said = guomen_command("act", NUMBER)
    assert said.code == 2
    assert "there is no terminal to ask on" in said.err
    assert "hold" in said.err
    assert "lift_emergency" not in said.err
    assert temporal.told == []


@pytest.mark.usefixtures("columns")
def test_a_dry_run_says_what_would_come_of_it_and_sends_nothing(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    said = guomen_command("act", NUMBER, "order_return", '{"reason": "notice"}', "--dry-run")
    assert said.code == 0
    shown = " ".join(said.out.split())
    for word in ("return-ordered", "退运 return", "Enterprise: the lot is · 退运 RETURN", "V01"):
        assert word in shown
    assert temporal.told == []


def test_a_dry_run_of_what_is_refused_fails_with_the_reason(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    said = guomen_command("act", NUMBER, "resume", '{"reason": "done"}', "--dry-run")
    assert (said.code, said.out) == (1, "")
    assert "refuses resume: 此票未暂停办理 the consignment is not on hold" in said.err
    assert temporal.told == []


def test_a_dry_run_as_one_document(guomen_command: Guomen, temporal: FakeTemporal) -> None:
    words = ("act", NUMBER, "hold", '{"reason": "papers"}', "--dry-run", "--json")
    found = json.loads(guomen_command(*words).out)
    assert (found["would_record"], found["role"]) == (["held"], None)
    assert temporal.told == []


@pytest.mark.usefixtures("officers")
def test_the_role_comes_from_the_file_of_officers(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    assert guomen_command("act", NUMBER, "hold", '{"reason": "a"}', "--as", "zhoumin").code == 0
    command = temporal.told[0][2]
    assert (command.officer, command.role) == ("Zhou Min", "C2")


@pytest.mark.usefixtures("officers")
def test_a_command_outside_the_role_is_refused(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    for more in ((), ("--dry-run",)):
        said = guomen_command("act", NUMBER, "hold", '{"reason": "a"}', "--as", "chenhao", *more)
        assert said.code == 1
        assert "hold is given by C2 " in said.err
    assert temporal.told == []


@pytest.mark.usefixtures("officers")
def test_several_roles_are_chosen_from(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    hold = ("act", NUMBER, "hold", '{"reason": "a"}', "--as", "wangli")
    said = guomen_command(*hold)
    assert said.code == 2
    assert "C2_LEAD, C3: name one with --role" in said.err
    assert guomen_command(*hold, "--role", "C1").code == 1
    assert guomen_command(*hold, "--role", "c3").code == 0
    keyboard("1", "papers", "y")
    said = guomen_command("act", NUMBER, "resume", "--as", "wangli")
    assert said.code == 0
    assert [command.role for _, __, command in temporal.told] == ["C3", "C2_LEAD"]


def test_a_stranger_acts_without_a_role_or_in_the_one_he_names(
    guomen_command: Guomen, temporal: FakeTemporal, officers: None
) -> None:
    del officers
    hold = ("act", NUMBER, "hold", '{"reason": "a"}')
    assert guomen_command(*hold, "--as", "visitor", "--role", "C1").code == 1
    assert guomen_command(*hold, "--as", "visitor").code == 0
    assert [(c.officer, c.role) for _, __, c in temporal.told] == [("visitor", None)]


def test_a_file_of_officers_that_is_not_there_is_named(
    guomen_command: Guomen, temporal: FakeTemporal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUOMEN_OFFICERS", "/nowhere/officers.toml")
    said = guomen_command("act", NUMBER, "hold", '{"reason": "a"}')
    assert said.code == 1
    assert "GUOMEN_OFFICERS names /nowhere/officers.toml" in said.err
    assert temporal.told == []


def test_a_pipe_is_no_officer() -> None:
    assert not prompts.possible()


@pytest.mark.usefixtures("officers", "temporal")
def test_what_others_may_do_is_not_offered(guomen_command: Guomen, keyboard: Keyboard) -> None:
    keyboard()
    shown = guomen_command("act", NUMBER, "--as", "chenhao")
    assert "for other roles" in shown.out
    assert listed(shown, "raise_emergency")
    with pytest.raises(AssertionError):
        listed(shown, "order_return")


def test_where_the_rules_ask_for_a_role_a_stranger_is_asked(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    fire = ("act", NUMBER, "raise_emergency", '{"kind": "FIRE", "reason": "smoke"}')
    assert guomen_command(*fire).code == 0
    keyboard("1", "harmless", "report 7", "2", "ask the driver", "", "y")
    given = '{"resolution": "RESUME"}'
    said = guomen_command("act", NUMBER, "lift_emergency", given, "--as", "visitor")
    assert said.code == 0
    assert temporal.told[1][2].role == "C1_CHIEF"


def test_what_the_rules_ask_for_cannot_be_left_out_of_a_form(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    fire = ("act", NUMBER, "raise_emergency", '{"kind": "FIRE", "reason": "smoke"}')
    assert guomen_command(*fire).code == 0
    # The lessons are not given at first; a fire asks for no report of an expert.
    keyboard("1", "harmless", "", "2", "", "ask the driver", "", "y")
    given = '{"resolution": "RESUME"}'
    said = guomen_command("act", NUMBER, "lift_emergency", given, "--as", "visitor")
    assert said.code == 0
    assert said.out.count("this is needed") == 1
    assert temporal.told[1][2].model_dump()["lessons"] == "ask the driver"


def test_nobody_vouches_for_a_cleared_scene_but_the_officer(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    fire = ("act", NUMBER, "raise_emergency", '{"kind": "FIRE", "reason": "smoke"}')
    assert guomen_command(*fire).code == 0
    # It is not cleared: the command is refused, and nothing more is tried.
    keyboard("1", "harmless", "report 7", "1", "ask the driver", "", "n")
    given = '{"resolution": "RESUME"}'
    said = guomen_command("act", NUMBER, "lift_emergency", given, "--as", "visitor")
    assert said.code == 1
    assert "scene_cleared" in said.out + said.err
    assert len(temporal.told) == 1


def test_a_verb_alone_is_asked_for_what_the_rules_may_want(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    """None of its fields is required by itself: a photo may stand in for a reading."""
    sha = "0" * 64
    keyboard("", "", f'[{{"name": "bale.jpg", "sha256": "{sha}"}}]', "", "", "", "y")
    said = guomen_command("act", NUMBER, "record_measurements")
    assert (said.code, said.err) == (0, "")
    assert temporal.told[0][2].model_dump()["photos"][0]["name"] == "bale.jpg"


def test_a_verb_that_has_nothing_to_choose_from_is_refused(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    keyboard("1")
    said = guomen_command("act", NUMBER, "retry_call")
    assert said.code == 1
    assert "retry_call is not possible now: there is no failed call to choose" in said.err
    assert temporal.told == []


@pytest.mark.usefixtures("temporal")
@pytest.mark.parametrize(
    "verb, given, shown",
    [
        ("raise_emergency", '{"reason": "smoke"}', "FIRE  火灾 fire"),
        ("extend_deadline", '{"hours": 2, "reason": "jam"}', "D12  实施检验 inspect"),
        ("record_inspection", "{}", "是 yes"),
    ],
)
def test_a_choice_says_what_its_code_means(
    guomen_command: Guomen, keyboard: Keyboard, verb: str, given: str, shown: str
) -> None:
    keyboard()
    assert shown in guomen_command("act", NUMBER, verb, given).out


def test_a_role_that_does_not_exist_is_a_misuse(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    keyboard("papers", "y")
    said = guomen_command("act", NUMBER, "hold", '{"role": "KING"}')
    assert said.code == 2
    assert "there is no role KING; there are: E, B, H" in said.err
    assert temporal.told == []


JUDGED = ("triage_alarm", '{"verdict": "INNOCENT"}', "--as", "Lin")


def test_the_only_box_of_a_consignment_need_not_be_named(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    temporal.records.histories["NB25-000002"] = hauled(2)
    (box,) = temporal.records.histories["NB25-000002"].state.boxes
    # The refusal is the rules' own, and is about that box.
    said = guomen_command("act", "NB25-000002", *JUDGED)
    assert (said.code, box in said.err) == (1, True)


def test_of_two_boxes_one_must_be_named(guomen_command: Guomen, temporal: FakeTemporal) -> None:
    said = guomen_command("act", NUMBER, *JUDGED)
    assert (said.code, "box" in said.err) == (2, True)
    assert temporal.told == []


def test_a_fact_that_is_entered_by_hand_is_asked_for_field_by_field(
    guomen_command: Guomen, temporal: FakeTemporal, keyboard: Keyboard
) -> None:
    boxes = list(temporal.records.histories[NUMBER].state.boxes)
    keyboard()
    shown = guomen_command("act", NUMBER, "report_by_hand")
    assert listed(shown, "telemetry-restored")
    # The kind of fact, its box, no place, and why it is entered by hand.
    keyboard(listed(shown, "telemetry-restored"), "1", "", "the lock was looked at", "y")
    said = guomen_command("act", NUMBER, "report_by_hand", "--as", "Lin")
    assert said.code == 0
    ((_, __, command),) = temporal.told
    assert command.model_dump()["fact"]["box"] == boxes[0]


def test_what_is_wrong_with_a_fact_names_the_fields_of_that_fact(
    guomen_command: Guomen, temporal: FakeTemporal
) -> None:
    said = guomen_command(
        "act", NUMBER, "report_by_hand", '{"reason": "x", "fact": {"type": "box-arrived"}}'
    )
    assert said.code
    shown = " ".join(said.err.split())
    assert "fact.box" in shown
    assert "fact.plate" in shown
    assert "any value" not in shown
    assert temporal.told == []
