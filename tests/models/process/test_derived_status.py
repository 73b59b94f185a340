"""What follows from a state: stage, who must act, what is due."""

from datetime import timedelta

import pytest

from models.disposal.events import RectificationCompleted
from models.emergency.messages import RaiseEmergency
from models.kernel.terms import Assumption, CheckResult, Disposal, EscalationLevel, Party, Stage
from models.process import derived_status
from models.process.messages import ReportByHand
from models.supervision.messages import CallGaveUp, FallBack, LateAnswer, NoAnswer
from models.transport.events import BoxArrived
from tests.given import Told, given, heard, later
from tests.history import START
from tests.models.stories import (
    ALARMED,
    APPROVED,
    ASHORE,
    AT_THE_FACTORY,
    BOX,
    CLOSED,
    CONFORM,
    DRIED,
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
    gate_out,
    letter,
    scan,
    unloaded,
)

C1, C2 = Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER
GAVE_UP = CallGaveUp(call="trip:1", reason="503")
NO_ANSWER = NoAnswer(call="trip:2", since=START, reason="503")
LEFT = FallBack(officer=LIN, reason="no truck")
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
    ("rectified", (*RECTIFYING, RectificationCompleted()), Stage.DISPOSAL, C2),
    ("failed again", (*RECTIFYING, RectificationCompleted(), failing()), Stage.DISPOSAL, C2),
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
    ("suspected", (*ON_THE_ROAD, scan(result=CheckResult.ALARM)), Stage.ROAD, C2),
]


@pytest.mark.parametrize("name, before, stage, party", STAGES, ids=[row[0] for row in STAGES])
def test_where_it_stands_and_who_must_act(
    name: str, before: tuple[Told, ...], stage: Stage, party: Party | None
) -> None:
    state = given(*before).state
    assert (name, derived_status.stage(state), derived_status.must_act(state)) == (
        name,
        stage,
        party,
    )


def test_every_stage_is_reached_above() -> None:
    assert {stage for _, _, stage, _ in STAGES} == set(Stage)


def test_the_least_advanced_box_says_where_a_consignment_stands() -> None:
    told = given(*unloaded(BOX), boxes=2)
    assert derived_status.stage(told.state) is Stage.ROAD


def test_an_escalation_shows_until_its_deadline_is_closed() -> None:
    told = given(*ON_THE_ROAD)
    assert not derived_status.overdue(told.state)
    told.when(later(TICK, hours=3), TICK, TICK)
    assert derived_status.escalation(told.state) is EscalationLevel.L2
    assert derived_status.overdue(told.state)
    told.when(BoxArrived(box=BOX))
    assert not derived_status.overdue(told.state)


def test_nothing_is_due_while_everything_is_frozen() -> None:
    told = given(*AT_THE_FACTORY, HOLD)
    assert derived_status.next_due(told.state) is None


def test_a_lifted_emergency_gives_the_word_back_to_whose_turn_it_was() -> None:
    told = given(*ON_THE_ROAD, RaiseEmergency.model_validate(_fire()), GO_ON)
    assert derived_status.must_act(told.state) is Party.HAULIER
    assert derived_status.must_act(given(*UNLOADED, CONFORM).state) is C2


def _fire() -> dict[str, str]:
    return {"officer": "Lin", "kind": "FIRE", "reason": "smoke"}


def test_a_defect_that_was_mended_is_no_open_reason_once_the_goods_conform() -> None:
    rectifying = given(*RECTIFYING)
    assert derived_status.open_reasons(rectifying.state)
    rectifying.when(DRIED, RectificationCompleted(note="dried"), CONFORM)
    assert rectifying.state.conforms
    assert derived_status.open_reasons(rectifying.state) == ()


def test_what_is_suspected_and_not_settled_is_an_open_reason() -> None:
    told = given(*PILOT)
    told.when(scan(result=CheckResult.ALARM))
    assert derived_status.open_reasons(told.state) == ("NC-07",)


BY_HAND = ReportByHand(officer=LIN, reason="camera down", fact=BoxArrived(box=BOX))


@pytest.mark.parametrize(
    "told, runs_on",
    [
        (PILOT, ()),
        ((*PILOT, NO_ANSWER), (Assumption.SILENCE,)),
        ((*PILOT, NO_ANSWER, LateAnswer(call="trip:2")), ()),
        ((*ON_THE_ROAD, BY_HAND), (Assumption.BY_HAND,)),
    ],
    ids=["as told", "a silence", "answered at last", "by hand"],
)
def test_it_is_said_what_a_consignment_runs_on_instead_of_its_systems(
    told: tuple[Told, ...], runs_on: tuple[Assumption, ...]
) -> None:
    assert derived_status.assumptions(given(*told).state) == runs_on


def test_a_clock_that_is_doubted_is_an_assumption() -> None:
    told = given(*PERMITTED)
    told.tell(heard(gate_out(), told.now + timedelta(days=9), "gate"))
    assert derived_status.assumptions(told.state) == (Assumption.CLOCK,)


def test_what_is_closed_runs_on_nothing_any_more() -> None:
    told = given(*CLOSED, NO_ANSWER)
    assert told.state.unanswered_calls
    assert derived_status.assumptions(told.state) == ()
