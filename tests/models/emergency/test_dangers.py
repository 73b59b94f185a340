"""Every danger of an emergency has its own clock: acknowledged, reported and closed by itself."""

from datetime import timedelta

import pytest

from models.consignment.deadline import Deadline
from models.consignment.state import State
from models.deadlines.events import EscalationRaised, EscalationUnanswered
from models.deadlines.messages import AcknowledgeEscalation
from models.emergency.events import (
    DangerClosed,
    DangerJoined,
    EmergencyAcknowledged,
    EmergencyRaised,
    EmergencyStepDone,
    IncidentReported,
)
from models.emergency.messages import (
    AcknowledgeEmergency,
    CloseDanger,
    RaiseEmergency,
    ReportIncident,
    ReportStep,
)
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.terms import (
    CheckResult,
    Danger,
    EmergencyStep,
    EscalationLevel,
    Hindrance,
    Outcome,
    Overlay,
    Party,
    Triage,
)
from models.process import derived_status
from models.process.evolve import fold
from models.process.next_calls import closing, conclusion
from models.supervision.events import FactAfterClosure
from models.supervision.messages import Close, SuspensionNotice
from models.transport.events import IncidentOnRoad
from tests.given import Given, Told, given, heard, later, refused
from tests.models.stories import (
    ACKNOWLEDGE,
    APPROVED,
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    FIRE,
    GO_BACK,
    GO_ON,
    HOLD,
    IN_THE_YARD,
    LIN,
    ON_THE_ROAD,
    PILOT,
    RETURN,
    TICK,
    lock_alarm,
    reading,
    triage,
)

BURNING_AND_CUT = (*ON_THE_ROAD, FIRE, lock_alarm())
SPILLED = IncidentOnRoad(box=BOX, hindrance=Hindrance.ACCIDENT, spilled=True, note="bale")
REPORT = ReportIncident(officer=LIN, report="fire out")


def of(kind: Danger, box: str | None = BOX) -> dict[str, object]:
    return {"officer": LIN, "danger": kind, "box": box}


def acknowledge(kind: Danger, box: str | None = BOX) -> AcknowledgeEmergency:
    return AcknowledgeEmergency.model_validate(of(kind, box))


def report(kind: Danger, box: str | None = BOX) -> ReportIncident:
    return ReportIncident.model_validate({**of(kind, box), "report": "seen to"})


def close(kind: Danger, box: str | None = BOX, role: Party = Party.DIVISION) -> CloseDanger:
    said = {"role": role, "reason": "over", "scene_cleared": True, "lessons": "none"}
    return CloseDanger.model_validate({**of(kind, box), **said, "expert_report": "none"})


def raising(kind: Danger, box: str | None = BOX) -> RaiseEmergency:
    return RaiseEmergency(officer=LIN, kind=kind, box=box, reason="seen")


def clock(state: State, name: str, kind: Danger, box: str | None = BOX) -> Deadline:
    return state.deadlines["/".join(filter(None, (name, kind, box)))]


def running(state: State) -> set[str]:
    return {key for key, known in state.deadlines.items() if known.open and known.danger}


def test_a_rope_cut_during_a_fire_is_acknowledged_and_reported_for_itself() -> None:
    told = given(*ON_THE_ROAD, FIRE, ACKNOWLEDGE, REPORT)
    told.tell(ReportStep(officer=LIN, step=EmergencyStep.CALLED))
    state = told.when(later(lock_alarm(), minutes=20)).then(
        "lock-alarmed",
        "violation-recorded",
        DangerJoined(danger=Danger.LOCK, box=BOX, reason="lock alarm ROPE_CUT"),
    )
    for name, minutes in (("D18", 2), ("D19", 60), ("E10", 24 * 60)):
        cut = clock(state, name, Danger.LOCK)
        assert cut.open
        assert cut.escalations[0].due == told.now + timedelta(minutes=minutes)
    state = told.when(later(TICK, minutes=2)).state
    raised = told.last[0].body
    assert isinstance(raised, EscalationRaised)
    assert (raised.deadline, raised.danger, raised.box) == ("D18", Danger.LOCK, BOX)
    assert state.notifications[-1].subject == "D18 LOCK L1"


def test_what_is_done_about_one_danger_is_not_done_about_another() -> None:
    told = given(*BURNING_AND_CUT)
    told.when(acknowledge(Danger.FIRE, None)).then(
        EmergencyAcknowledged(danger=Danger.FIRE, officer=LIN)
    )
    assert not clock(told.state, "D18", Danger.FIRE, None).open
    assert clock(told.state, "D18", Danger.LOCK).open
    told.when(report(Danger.LOCK)).then(
        IncidentReported(danger=Danger.LOCK, box=BOX, report="seen to", officer=LIN)
    )
    assert not clock(told.state, "D19", Danger.LOCK).open
    assert clock(told.state, "D19", Danger.FIRE, None).open


@pytest.mark.parametrize(
    "command",
    [ACKNOWLEDGE, REPORT, ReportStep(officer=LIN, step=EmergencyStep.CALLED)],
    ids=["acknowledge", "report", "step"],
)
def test_where_several_dangers_are_open_none_is_guessed(command: Told) -> None:
    told = given(*BURNING_AND_CUT)
    told.when(command).then(refused(f"there are several dangers: FIRE, LOCK of box {BOX}"))


def test_a_danger_that_nobody_raised_is_not_acknowledged() -> None:
    told = given(*BURNING_AND_CUT)
    told.when(acknowledge(Danger.SPILL)).then(refused("there is no such danger; there is: FIRE"))
    told.when(acknowledge(Danger.LOCK, BOX), acknowledge(Danger.LOCK, BOX))
    assert f"{LIN} has acknowledged LOCK of box {BOX} already" in told.refusal


def test_the_only_danger_needs_no_name_and_a_kind_is_enough_where_it_is_one() -> None:
    given(*ON_THE_ROAD, lock_alarm()).when(ACKNOWLEDGE).then(
        EmergencyAcknowledged(danger=Danger.LOCK, box=BOX, officer=LIN)
    )
    given(*BURNING_AND_CUT).when(AcknowledgeEmergency(officer=LIN, danger=Danger.LOCK)).then(
        EmergencyAcknowledged(danger=Danger.LOCK, box=BOX, officer=LIN)
    )


def test_the_whole_consignment_in_danger_is_another_than_one_box_of_it() -> None:
    told = given(*ON_THE_ROAD, FIRE, raising(Danger.FIRE))
    assert running(told.state) >= {"D18/FIRE", f"D18/FIRE/{BOX}"}
    told.when(acknowledge(Danger.FIRE, None)).then(
        EmergencyAcknowledged(danger=Danger.FIRE, officer=LIN)
    )


def test_the_same_danger_on_another_box_has_a_clock_of_its_own() -> None:
    told = given(*PILOT, reading(BOX, CheckResult.ALARM), boxes=2)
    told.when(triage(Triage.INNOCENT))
    state = told.when(later(reading(BOX_2, CheckResult.ALARM), hours=1)).then(
        "radiation-measured", "danger-joined"
    )
    for name in ("D18", "D19", "E01", "E02", "E03", "E10"):
        assert clock(state, name, Danger.RADIATION, BOX_2).opened_at == told.now
    told.when(triage(Triage.INNOCENT))
    assert clock(told.state, "E02", Danger.RADIATION, BOX_2).open, "the verdict was of another box"


def test_a_step_is_done_against_the_danger_that_is_named() -> None:
    told = given(*PILOT, raising(Danger.EXPLOSIVE), raising(Danger.SPILL))
    step = ReportStep.model_validate({**of(Danger.SPILL), "step": "SECURED"})
    told.when(step).then(
        EmergencyStepDone(
            danger=Danger.SPILL, box=BOX, step=EmergencyStep.SECURED, note="", officer=LIN
        )
    )
    assert not clock(told.state, "E08", Danger.SPILL).open
    assert clock(told.state, "E05", Danger.EXPLOSIVE).open


def test_a_known_danger_that_is_heard_of_again_joins_once() -> None:
    told = given(*BURNING_AND_CUT)
    told.when(lock_alarm("BACK_COVER")).then("lock-alarmed", "violation-recorded")
    told.when(raising(Danger.LOCK)).then(refused("this emergency is open already: LOCK"))


def test_an_emergency_ends_when_each_danger_is_closed() -> None:
    told = given(*BURNING_AND_CUT)
    told.when(GO_ON).then(refused(f"several dangers are open: FIRE, LOCK of box {BOX}; close each"))
    state = told.when(close(Danger.FIRE, None)).then("danger-closed")
    assert Overlay.EMERGENCY in state.overlays
    assert running(state) == {f"{name}/LOCK/{BOX}" for name in ("D18", "D19", "E10")} | {"D19/FIRE"}
    told.when(close(Danger.LOCK)).then(refused(f"LOCK of box {BOX} is the last one"))
    state = told.when(GO_ON).then("danger-closed", "emergency-lifted")
    assert isinstance(told.last[0].body, DangerClosed)
    assert told.last[0].body.danger is Danger.LOCK
    assert Overlay.EMERGENCY not in state.overlays


def test_each_danger_is_closed_by_who_may_end_it_with_what_its_row_asks_for() -> None:
    told = given(*ON_THE_ROAD, raising(Danger.EXPLOSIVE), lock_alarm())
    told.when(close(Danger.EXPLOSIVE, role=Party.CHECKPOINT_CHIEF))
    assert "in one of the roles C3, C3_LEAD" in told.refusal
    told.when(close(Danger.EXPLOSIVE).model_copy(update={"expert_report": ""}))
    assert "expert_report" in told.refusal
    told.when(close(Danger.LOCK, role=Party.CHECKPOINT_CHIEF)).then("danger-closed")
    told.when(GO_ON.model_copy(update={"role": Party.CHECKPOINT_CHIEF}))
    assert "in one of the roles C3, C3_LEAD" in told.refusal


def test_a_danger_that_was_closed_and_is_back_begins_anew() -> None:
    told = given(
        *BURNING_AND_CUT, acknowledge(Danger.LOCK), report(Danger.LOCK), close(Danger.LOCK)
    )
    told.when(later(lock_alarm("BACK_COVER"), hours=1)).then(
        "lock-alarmed", "violation-recorded", "danger-joined"
    )
    for name in ("D18", "D19", "E10"):
        again = clock(told.state, name, Danger.LOCK)
        assert again.open
        assert again.opened_at == told.now
    told.when(acknowledge(Danger.LOCK)).then("emergency-acknowledged")


def test_an_earlier_danger_that_is_heard_of_after_the_end_of_a_later_one_has_a_clock() -> None:
    told = given(*ON_THE_ROAD)
    cut = told.now + timedelta(minutes=1)
    told.when(later(FIRE, minutes=10), ACKNOWLEDGE, REPORT, later(GO_ON, hours=1))
    told.when(later(heard(lock_alarm(), cut), hours=1)).then(
        "lock-alarmed", "violation-recorded", "emergency-raised"
    )
    told.when(GO_ON)
    told.when(heard(lock_alarm("BACK_COVER"), cut + timedelta(minutes=1), "later still"))
    assert clock(told.state, "D18", Danger.LOCK).open
    assert derived_status.next_due(told.state) == told.now + timedelta(minutes=2)


def test_a_report_on_an_earlier_danger_is_none_on_the_one_that_came_back() -> None:
    told = given(*ON_THE_ROAD, lock_alarm(), ACKNOWLEDGE, GO_ON)
    first = clock(told.state, "D19", Danger.LOCK)
    assert first.open, "a false alarm is over before the report on it is written"
    told.when(later(lock_alarm("BACK_COVER"), minutes=40))
    back = told.now
    assert clock(told.state, "D19", Danger.LOCK).escalations == first.escalations
    told.when(later(REPORT, minutes=10)).then("incident-reported")
    second = clock(told.state, "D19", Danger.LOCK)
    assert second.open
    assert second.escalations[0].due == back + timedelta(hours=1)
    told.when(REPORT)
    assert not clock(told.state, "D19", Danger.LOCK).open


def suspended(*story: Told) -> tuple[Told, ...]:
    return (*story, SuspensionNotice(id="e-7", reason="SV-01", cause_event="enterprise/E:7"))


@pytest.mark.parametrize(
    "story",
    [
        pytest.param((), id="pre-shipment"),
        pytest.param(APPROVED, id="voyage"),
        pytest.param((*PILOT, HOLD), id="held"),
        pytest.param(suspended(*PILOT), id="suspended"),
        pytest.param(IN_THE_YARD, id="traditional"),
        pytest.param(ON_THE_ROAD, id="road"),
        pytest.param(AT_THE_FACTORY, id="enterprise"),
        pytest.param((*AT_THE_FACTORY, RETURN), id="return"),
    ],
)
def test_wherever_a_consignment_stands_each_danger_runs(story: tuple[Told, ...]) -> None:
    told = given(*story, FIRE, raising(Danger.SPILL))
    at = told.now
    for name in ("D18", "D19", "E10"):
        for kind, box in ((Danger.FIRE, None), (Danger.SPILL, BOX)):
            each = clock(told.state, name, kind, box)
            assert each.next is not None
            assert each.next.due > at
    told.now += timedelta(minutes=2)
    raised = {
        (e.body.danger, e.body.box) for e in ticks(told) if isinstance(e.body, EscalationRaised)
    }
    assert raised >= {(Danger.FIRE, None), (Danger.SPILL, BOX)}


def ticks(told: Given) -> list[Event]:
    found: list[Event] = []
    while told.when(later(TICK, minutes=0)).last:
        found += told.last
    return found


def test_a_danger_that_nobody_ends_is_cried_out_again_every_day() -> None:
    told = given(*ON_THE_ROAD, FIRE, ACKNOWLEDGE, REPORT)
    told.tell(ReportStep(officer=LIN, step=EmergencyStep.CALLED))
    levels = []
    for _ in range(6):
        told.now += timedelta(days=1)
        for event in ticks(told):
            if isinstance(event.body, EscalationRaised) and event.body.danger:
                levels.append(event.body.level)
                told.tell(AcknowledgeEscalation(officer=LIN, deadline="E10", danger=Danger.FIRE))
        assert derived_status.next_due(told.state) is not None
    assert levels == [1, 2, 3, 3, 3, 3]


def test_and_if_nobody_answers_either() -> None:
    told = given(*ON_THE_ROAD, FIRE, ACKNOWLEDGE, REPORT)
    told.tell(ReportStep(officer=LIN, step=EmergencyStep.CALLED))
    bodies: list[Body] = []
    for _ in range(7):
        told.now += timedelta(days=1)
        bodies += [event.body for event in ticks(told)]
    top = [b for b in bodies if isinstance(b, EscalationRaised) and b.level is EscalationLevel.L3]
    silent = [b for b in bodies if isinstance(b, EscalationUnanswered) and b.danger is Danger.FIRE]
    assert len(top) > 2
    assert len(silent) > 2
    due = derived_status.next_due(told.state)
    assert due is not None
    assert due > told.now


def test_no_consignment_ends_while_a_danger_is_open() -> None:
    told = given(*ON_THE_ROAD, FIRE)
    done = {conclusion(outcome).key for outcome in Outcome}
    assert closing(told.state, done) is None
    told.when(Close(outcome=Outcome.RELEASED)).then()
    told.when(GO_ON)
    assert closing(told.state, done) is None, "the report on it is still due"
    told.when(Close(outcome=Outcome.RELEASED)).then()
    told.when(REPORT)
    assert closing(told.state, done) is not None


@pytest.mark.parametrize(
    "fact, danger",
    [
        (lock_alarm(), Danger.LOCK),
        (
            IncidentOnRoad(box=BOX, hindrance=Hindrance.ACCIDENT, spilled=True, note="bale"),
            Danger.SPILL,
        ),
        (reading(result=CheckResult.ALARM), Danger.RADIATION),
        (lock_alarm("LOW_BATTERY"), None),
    ],
)
def test_of_a_danger_after_the_end_those_hear_who_may_end_it(
    fact: Told, danger: Danger | None
) -> None:
    told = given(*ON_THE_ROAD, Close(outcome=Outcome.RELEASED)).when(fact)
    (event,) = told.last
    assert isinstance(event.body, FactAfterClosure)
    assert event.body.danger is danger
    parties = [a.party for a in told.state.notifications if a.kind == "fact-after-closure"]
    everybody = [Party.CHECKPOINT_CHIEF, Party.CHECKPOINT_OFFICER, Party.DIVISION]
    assert parties == (everybody if danger else [Party.CHECKPOINT_OFFICER])


def test_an_escalation_of_a_danger_is_answered_by_its_name() -> None:
    told = given(*BURNING_AND_CUT)
    told.now += timedelta(minutes=2)
    ticks(told)
    told.when(AcknowledgeEscalation(officer=LIN, deadline="D18"))
    assert f"there are several D18: D18/FIRE, D18/LOCK/{BOX}" in told.refusal
    told.when(AcknowledgeEscalation(officer=LIN, deadline="D18", danger=Danger.LOCK))
    assert clock(told.state, "D18", Danger.LOCK).acknowledged_by == LIN
    assert clock(told.state, "D18", Danger.FIRE, None).acknowledged_by is None


def test_the_state_of_every_danger_is_folded_from_the_events() -> None:
    told = given(*BURNING_AND_CUT, acknowledge(Danger.LOCK), close(Danger.FIRE, None), GO_BACK)
    assert fold(told.events) == told.state
    assert told.state.emergency is not None
    assert told.state.emergency.dangers == (Danger.FIRE, Danger.LOCK)
    assert told.state.emergency.open == ()
    assert [e.body for e in told.events if isinstance(e.body, EmergencyRaised)]
