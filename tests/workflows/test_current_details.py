"""What an operator reads first says how far goods are in the port, and what was drawn for them."""

import pytest

from models.emergency.messages import AcknowledgeEmergency
from models.kernel.language import Language, Text
from models.kernel.terms import Danger
from tests.given import Told, given
from tests.models.stories import (
    AT_THE_SITE,
    BOX,
    CONFORM,
    FIRE,
    IN_THE_YARD,
    LIN,
    ON_THE_ROAD,
    OUT,
    PERMITTED,
    RELEASED_IN_PORT,
    TRADITIONAL,
    letter,
    lock_alarm,
)
from workflows.current_details import details, timer_label


@pytest.mark.parametrize(
    "story, step",
    [
        (TRADITIONAL, "辐射机检 portal and scanner"),
        (IN_THE_YARD, "等待布控 waits for the instruction"),
        (AT_THE_SITE, "人工查验 manual inspection"),
        (RELEASED_IN_PORT, "放行待提 released, to be picked up"),
    ],
)
def test_in_the_traditional_mode_the_step_in_the_port_is_named(
    story: tuple[Told, ...], step: str
) -> None:
    assert f"传统模式 traditional · {step}" in details(given(*story).state)


def test_in_the_pilot_there_is_no_such_step() -> None:
    assert "试点模式 pilot · " not in details(given(*PERMITTED).state)


def test_the_boxes_to_open_are_named_until_the_goods_conform() -> None:
    shown = details(given(*AT_THE_SITE).state)
    assert f"检验 inspection: 开箱 open {BOX}" in shown
    assert "inspection:" not in details(given(*AT_THE_SITE, CONFORM).state)


def test_a_new_form_is_named_while_it_waits_and_once_it_counts() -> None:
    anew = letter("L", "310120251000000002", "I20269310400000001")
    waiting, counting = given(*PERMITTED, anew), given(*PERMITTED, anew, letter("D"))
    shown = "not cancelled, and there is another form: I20269310400000001 · L"
    assert shown in details(waiting.state)
    assert shown not in details(counting.state)
    assert "declared anew, unified number now: I20269310400000001" in details(counting.state)


def test_a_permit_that_waits_for_an_officer_shows_the_command_that_lets_the_box_go() -> None:
    shown = details(given(*PERMITTED, letter("C")).state)
    assert f'resume_removal \'{{"box": "{BOX}"' in shown


def test_each_danger_is_named_with_its_deadlines_and_the_command_that_answers_it() -> None:
    told = given(*ON_THE_ROAD, FIRE, lock_alarm())
    lines = details(told.state, Language.EN).splitlines()
    assert "- ⚠ emergency **fire**: smoke" in lines
    assert any(line.startswith(f"- ⚠ emergency **lock** · {BOX}: lock alarm") for line in lines)
    assert any(line.startswith("- D18 acknowledge the incident · fire: L1") for line in lines)
    assert any(f"- D18 acknowledge the incident · lock · {BOX}: L1" in line for line in lines)
    number = told.state.registration.tracking_no
    named = f'{{"danger": "LOCK", "box": "{BOX}"}}'
    assert f"- `guomen act {number} acknowledge_emergency '{named}'`" in lines
    told.when(AcknowledgeEmergency(officer=LIN, danger=Danger.LOCK))
    told.when(AcknowledgeEmergency(officer=LIN, danger=Danger.FIRE))
    lines = details(told.state, Language.EN).splitlines()
    closing = [line for line in lines if "close_danger" in line]
    assert len(closing) == 2
    assert '"danger": "FIRE"' in closing[0]
    told.when(OUT)
    lines = details(told.state, Language.EN).splitlines()
    (last,) = (line for line in lines if "lift_emergency" in line)
    assert '"resolution": "RESUME"' in last


def test_a_timer_of_a_danger_says_of_which() -> None:
    told = given(*ON_THE_ROAD, FIRE, lock_alarm())
    known = told.state.deadlines[f"D18/LOCK/{BOX}"]
    said = timer_label(known, known.escalations[0], Text("确认", "acknowledge"), Language.EN)
    assert said.startswith(f"D18 lock {BOX} · L1")
