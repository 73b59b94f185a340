"""What is done in an emergency, by when, and who is told; by the kind of danger (domain 4.7)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.consignment.state import State
from models.emergency.events import HandedOver
from models.emergency.messages import (
    CloseDanger,
    LiftEmergency,
    RaiseEmergency,
    ReportIncident,
    ReportStep,
)
from models.kernel.terms import (
    CheckResult,
    Danger,
    EmergencyStep,
    EscalationLevel,
    Outcome,
    Overlay,
    Party,
    Resolution,
    Triage,
)
from models.port.events import AlarmTriaged
from models.supervision.events import ConsignmentClosed
from models.transport.events import BoxFound
from tests.given import Given, given, heard, later, refused
from tests.models.stories import (
    ACKNOWLEDGE,
    ALARMED,
    BOX,
    FIRE,
    GO_BACK,
    GO_ON,
    LIN,
    ON_THE_ROAD,
    PILOT,
    TICK,
    UNLOADED,
    failing,
    lock_alarm,
    reading,
    triage,
)


def danger(kind: Danger, box: str | None = None) -> RaiseEmergency:
    return RaiseEmergency(officer=LIN, kind=kind, box=box, reason="seen")


def step(name: EmergencyStep) -> ReportStep:
    return ReportStep(officer=LIN, step=name)


def steps_open(state: State) -> set[str]:
    return {d.id for d in state.deadlines.values() if d.open and d.id.startswith("E0")}


@pytest.mark.parametrize(
    "kind, rows",
    [
        (Danger.RADIATION, {"E01", "E02", "E03"}),
        (Danger.EXPLOSIVE, {"E04", "E05"}),
        (Danger.MISSING_BOX, {"E06"}),
        (Danger.LOCK, set()),
        (Danger.FIRE, {"E07"}),
        (Danger.SPILL, {"E08"}),
        (Danger.PERSON_IRRADIATED, {"E09"}),
    ],
)
def test_every_danger_has_steps_of_its_own(kind: Danger, rows: set[str]) -> None:
    state = given(*PILOT).when(danger(kind)).then("emergency-raised")
    assert steps_open(state) == rows


def test_a_step_that_is_done_closes_its_own_row_only() -> None:
    told = given(*ALARMED, step(EmergencyStep.SURVEYED))
    assert steps_open(told.state) == {"E01", "E03"}
    told.when(step(EmergencyStep.SECURED))
    assert steps_open(told.state) == {"E03"}
    told.when(triage(Triage.INNOCENT))
    assert steps_open(told.state) == set()


def test_a_verdict_says_that_the_survey_was_made() -> None:
    assert steps_open(given(*ALARMED, triage(Triage.SUSPECT)).state) == {"E01"}


def told_at(told: Given, minutes: int) -> set[Party]:
    """Who has heard of the emergency's steps by so many minutes after it was raised."""
    emergency = told.state.emergency
    assert emergency is not None
    told.now = emergency.incidents[0].raised_at + timedelta(minutes=minutes)
    while told.when(later(TICK, minutes=0)).last:
        pass
    return {a.party for a in told.state.notifications if a.subject.startswith("E0")}


@pytest.mark.parametrize(
    "kind, minutes, parties",
    [
        (Danger.RADIATION, 14, {Party.CHECKPOINT_OFFICER}),
        (Danger.RADIATION, 15, {Party.CHECKPOINT_OFFICER, Party.CHECKPOINT_CHIEF}),
        (
            Danger.RADIATION,
            60,
            {Party.CHECKPOINT_OFFICER, Party.CHECKPOINT_CHIEF, Party.DIVISION},
        ),
        (Danger.EXPLOSIVE, 5, {Party.PUBLIC_SECURITY, Party.CHECKPOINT_OFFICER}),
        (Danger.MISSING_BOX, 15, {Party.CHECKPOINT_CHIEF}),
        (Danger.MISSING_BOX, 30, {Party.CHECKPOINT_CHIEF, Party.DIVISION}),
        (
            Danger.MISSING_BOX,
            60,
            {
                Party.CHECKPOINT_CHIEF,
                Party.DIVISION,
                Party.DIVISION_LEAD,
                Party.PUBLIC_SECURITY,
            },
        ),
        (Danger.FIRE, 5, {Party.EMERGENCY_SERVICES, Party.CHECKPOINT_CHIEF}),
        (Danger.SPILL, 15, {Party.ECOLOGY, Party.CHECKPOINT_CHIEF}),
        (Danger.PERSON_IRRADIATED, 5, {Party.HEALTH, Party.CHECKPOINT_CHIEF}),
    ],
)
def test_who_is_told_when_while_nothing_is_done(
    kind: Danger, minutes: int, parties: set[Party]
) -> None:
    assert told_at(given(*PILOT, danger(kind), ACKNOWLEDGE), minutes) == parties


def test_local_government_hears_of_explosives_after_an_hour() -> None:
    told = given(*PILOT, danger(Danger.EXPLOSIVE), ACKNOWLEDGE)
    assert Party.LOCAL_GOVERNMENT in told_at(told, 60)


def test_a_danger_that_joins_brings_its_own_steps() -> None:
    told = given(*PILOT, FIRE).when(reading(result=CheckResult.ALARM))
    assert steps_open(told.state) == {"E01", "E02", "E03", "E07"}
    assert told.state.emergency is not None
    assert told.state.emergency.dangers == (Danger.FIRE, Danger.RADIATION)


def test_a_box_that_is_found_ends_the_search() -> None:
    told = given(*ON_THE_ROAD, danger(Danger.MISSING_BOX, BOX))
    told.when(BoxFound(box=BOX, lock_state="LOCKED"))
    assert steps_open(told.state) == set()


def test_a_missing_box_is_no_emergency_any_more_when_its_lock_was_seen() -> None:
    found = BoxFound(box=BOX, lock_state="")
    told = given(*ON_THE_ROAD, danger(Danger.MISSING_BOX, BOX), found)
    told.when(GO_ON).then(refused("what the lock of box"))
    told.when(found.model_copy(update={"lock_state": "LOCKED"}), GO_ON).then(
        "danger-closed", "emergency-lifted"
    )


@pytest.mark.parametrize("state", ["", "CUT", "locked"])
def test_a_box_whose_lock_nobody_saw_locked_is_suspicious_too(state: str) -> None:
    told = given(*ON_THE_ROAD, danger(Danger.MISSING_BOX, BOX))
    told.when(BoxFound(box=BOX, lock_state=state)).then("box-found", "nonconformance-raised")
    assert not told.state.openable(BOX)


def test_a_box_that_is_found_with_an_open_lock_is_suspicious() -> None:
    told = given(*ON_THE_ROAD, danger(Danger.MISSING_BOX, BOX))
    told.when(BoxFound(box=BOX, lock_state="OPEN"))
    told.then("box-found", "violation-recorded", "nonconformance-raised")
    assert told.state.violations == ("SV-02",)


def test_the_end_of_an_emergency_ends_its_steps() -> None:
    assert steps_open(given(*PILOT, FIRE, GO_ON).state) == set()


def test_a_second_emergency_begins_its_steps_anew() -> None:
    told = given(*PILOT, FIRE, step(EmergencyStep.CALLED), GO_ON, FIRE)
    assert steps_open(told.state) == {"E07"}
    told.when(step(EmergencyStep.CALLED)).then("emergency-step-done")


def test_an_alarm_heard_late_does_not_fire_all_levels_at_once() -> None:
    told = given(*PILOT)
    at = told.now
    told.when(later(heard(reading(result=CheckResult.ALARM), at), hours=3), TICK).then()


@pytest.mark.parametrize("dose, neutrons", [("100", "0"), ("0.60", "3")])
def test_above_the_safety_level_or_at_neutrons_responders_take_over(
    dose: str, neutrons: str
) -> None:
    alarm = reading(result=CheckResult.ALARM).model_copy(
        update={"dose_rate": Decimal(dose), "neutrons": Decimal(neutrons)}
    )
    state = (
        given(*PILOT)
        .when(alarm)
        .then("radiation-measured", "emergency-raised", "responders-called")
    )
    last = state.notifications[-3:]
    assert [alarm.party for alarm in last] == [
        Party.ECOLOGY,
        Party.HEALTH,
        Party.EMERGENCY_SERVICES,
    ]
    assert {alarm.level for alarm in last} == {EscalationLevel.L4}


def test_below_the_safety_level_the_officers_look_first() -> None:
    alarm = reading(result=CheckResult.ALARM).model_copy(update={"dose_rate": Decimal("99.9")})
    given(*PILOT).when(alarm).then("radiation-measured", "emergency-raised")


def test_an_outcome_of_the_triage_belongs_to_its_verdict() -> None:
    told = given(*ALARMED)
    told.when(triage(Triage.INNOCENT).model_copy(update={"outcome": "SEALED_SOURCE"}))
    assert "no outcome of INNOCENT; there are MEDICAL, NORM" in told.refusal
    told.when(triage(Triage.INNOCENT).model_copy(update={"outcome": "NORM"}))
    assert isinstance(told.last[0].body, AlarmTriaged)
    assert told.last[0].body.outcome == "NORM"


def test_an_innocent_alarm_needs_no_expert() -> None:
    told = given(*ALARMED, triage(Triage.INNOCENT))
    told.when(GO_ON.model_copy(update={"expert_report": ""})).then(
        "danger-closed", "emergency-lifted"
    )


def test_a_source_is_not_left_without_an_expert() -> None:
    told = given(*ALARMED, triage(Triage.SOURCE))
    told.when(GO_BACK.model_copy(update={"expert_report": ""}))
    assert "expert_report" in told.refusal


def test_explosives_are_lifted_by_the_division_only() -> None:
    told = given(*PILOT, danger(Danger.EXPLOSIVE))
    told.when(GO_ON.model_copy(update={"role": Party.CHECKPOINT_CHIEF}))
    assert "C1_CHIEF: this emergency is lifted in one of the roles C3, C3_LEAD" in told.refusal
    told.when(GO_ON).then("danger-closed", "emergency-lifted")


def test_two_dangers_are_lifted_by_who_may_lift_both() -> None:
    told = given(*PILOT, FIRE, danger(Danger.EXPLOSIVE))
    cold = {"danger": "EXPLOSIVE", "reason": "a toy", "scene_cleared": True, "lessons": "none"}
    said = {"officer": LIN, "role": "C3", "expert_report": "no charge", **cold}
    told.tell(CloseDanger.model_validate(said))
    told.when(GO_ON.model_copy(update={"role": Party.CHECKPOINT_CHIEF}))
    assert "C3, C3_LEAD" in told.refusal


def test_a_cut_lock_needs_no_more_than_a_role() -> None:
    told = given(*ON_THE_ROAD, lock_alarm())
    bare = LiftEmergency.model_validate(
        {"officer": LIN, "resolution": "RESUME", "reason": "guard rail", "role": "C1_CHIEF"}
    )
    told.when(bare).then("danger-closed", "emergency-lifted")


def test_hazardous_waste_that_leaks_is_an_emergency_even_if_only_suspected() -> None:
    found = failing("NC-06").findings[0].model_copy(update={"leaking": True, "box": BOX})
    record = failing("NC-06").model_copy(update={"findings": (found,)})
    told = given(*UNLOADED).when(record)
    assert "emergency-raised" in [event.body.type for event in told.last]
    assert told.state.emergency is not None
    assert told.state.emergency.dangers == (Danger.SPILL,)
    assert Overlay.EMERGENCY in told.state.overlays
    told = given(*UNLOADED).when(failing("NC-06"))
    assert told.state.emergency is None


def test_goods_that_another_authority_takes_are_out_of_our_hands() -> None:
    told = given(*PILOT, danger(Danger.EXPLOSIVE))
    hand_over = GO_ON.model_copy(update={"resolution": Resolution.HAND_OVER})
    told.when(hand_over)
    assert "before the goods are handed over report on EXPLOSIVE" in told.refusal
    told.tell(ReportIncident(officer=LIN, report="a shell"))
    told.when(hand_over)
    assert "name the authority" in told.refusal
    state = told.when(hand_over.model_copy(update={"authority": Party.PUBLIC_SECURITY})).then(
        "danger-closed",
        "emergency-lifted",
        HandedOver(authority=Party.PUBLIC_SECURITY, reason="harmless"),
        ConsignmentClosed(outcome=Outcome.HANDED_OVER),
    )
    assert not [deadline for deadline in state.deadlines.values() if deadline.open]
