"""What follows from a state: stage, who must act, what is due."""

import pytest

from models import messages as m
from models import outlook
from models.terms import Check, Disposal, Level, Party, Stage
from tests.given import Told, given, later
from tests.history import START
from tests.models.stories import (
    ALARMED,
    APPROVED,
    ASHORE,
    AT_THE_FACTORY,
    BOX,
    CLOSED,
    CONFORM,
    FAILED,
    FILE,
    GO_ON,
    HOLD,
    LIN,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    RECTIFYING,
    RETURN,
    TICK,
    TRADITIONAL,
    UNLOADED,
    disposal,
    failing,
    letter,
    scan,
    unloaded,
)

C1, C2 = Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER
GAVE_UP = m.CallGaveUp(call="trip:1", reason="503")
NO_ANSWER = m.NoAnswer(call="trip:2", since=START, reason="503")
LEFT = m.FallBack(officer=LIN, reason="no truck")
STAGES: list[tuple[str, tuple[Told, ...], Stage, Party | None]] = [
    ("registered", (), Stage.AUDIT, Party.ENTERPRISE),
    ("submitted", (FILE,), Stage.AUDIT, C2),
    ("approved", APPROVED, Stage.INBOUND, Party.BROKER),
    ("never approved", ASHORE[3:4], Stage.INBOUND, Party.BROKER),
    ("pilot", PILOT, Stage.PORT, C1),
    ("permitted", PERMITTED, Stage.PORT, Party.HAULIER),
    ("traditional", TRADITIONAL, Stage.PORT, C1),
    ("on the road", ON_THE_ROAD, Stage.ROAD, Party.HAULIER),
    ("arrived", AT_THE_FACTORY, Stage.FACTORY, Party.ENTERPRISE),
    ("unloaded", UNLOADED, Stage.FACTORY, C2),
    ("undeclared since", (*UNLOADED, letter("D"), CONFORM), Stage.FACTORY, Party.BROKER),
    ("failed", FAILED, Stage.DISPOSAL, C2),
    ("rectifying", RECTIFYING, Stage.DISPOSAL, Party.ENTERPRISE),
    ("rectified", (*RECTIFYING, m.RectificationReport()), Stage.DISPOSAL, C2),
    ("failed again", (*RECTIFYING, m.RectificationReport(), failing()), Stage.DISPOSAL, C2),
    ("returning", (*ON_THE_ROAD, RETURN), Stage.RETURN, Party.ENTERPRISE),
    ("to destroy", (*FAILED, disposal(Disposal.DESTROY)), Stage.DESTRUCTION, Party.ENTERPRISE),
    ("closed", CLOSED, Stage.CLOSED, None),
    ("closed, call failed", (*CLOSED, GAVE_UP), Stage.CLOSED, Party.OPERATIONS),
    ("call failed", (*PILOT, GAVE_UP), Stage.PORT, Party.OPERATIONS),
    ("call unanswered", (*PILOT, NO_ANSWER), Stage.PORT, Party.OPERATIONS),
    ("closed, call unanswered", (*CLOSED, NO_ANSWER), Stage.CLOSED, Party.OPERATIONS),
    ("course left by its calls", (*PILOT, GAVE_UP, NO_ANSWER, LEFT), Stage.PORT, C1),
    ("emergency", ALARMED, Stage.PORT, C1),
    ("held", (*ON_THE_ROAD, HOLD), Stage.ROAD, C2),
    ("suspected", (*ON_THE_ROAD, scan(result=Check.ALARM)), Stage.ROAD, C2),
]


@pytest.mark.parametrize("name, before, stage, party", STAGES, ids=[row[0] for row in STAGES])
def test_where_it_stands_and_who_must_act(
    name: str, before: tuple[Told, ...], stage: Stage, party: Party | None
) -> None:
    state = given(*before).state
    assert (name, outlook.stage(state), outlook.must_act(state)) == (name, stage, party)


def test_every_stage_is_reached_above() -> None:
    assert {stage for _, _, stage, _ in STAGES} == set(Stage)


def test_the_least_advanced_box_says_where_a_consignment_stands() -> None:
    told = given(*unloaded(BOX), boxes=2)
    assert outlook.stage(told.state) is Stage.ROAD


def test_an_escalation_shows_until_its_deadline_is_closed() -> None:
    told = given(*ON_THE_ROAD)
    assert not outlook.overdue(told.state)
    told.when(later(TICK, hours=3), TICK, TICK)
    assert outlook.escalation(told.state) is Level.L2
    assert outlook.overdue(told.state)
    told.when(m.Arrival(box=BOX))
    assert not outlook.overdue(told.state)


def test_nothing_is_due_while_everything_is_frozen() -> None:
    told = given(*ON_THE_ROAD, HOLD)
    assert outlook.next_due(told.state) is None


def test_a_lifted_emergency_gives_the_word_back_to_whose_turn_it_was() -> None:
    told = given(*ON_THE_ROAD, m.RaiseEmergency.model_validate(_fire()), GO_ON)
    assert outlook.must_act(told.state) is Party.HAULIER
    assert outlook.must_act(given(*UNLOADED, CONFORM).state) is C2


def _fire() -> dict[str, str]:
    return {"officer": "Lin", "kind": "FIRE", "reason": "smoke"}
