"""The point where responders take over: safety level, neutrons, loose contamination (4.7)."""

from decimal import Decimal

import pytest

from models.consignment.state import State
from models.emergency.events import RespondersCalled
from models.inspection.messages import RecordMeasurements, SettleSuspicion
from models.kernel.terms import CheckResult, Danger, Party, Suspicion, Triage
from tests.given import Told, given, refused
from tests.models.stories import (
    ALARMED,
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    GO_ON,
    LIN,
    PERMITTED,
    PILOT,
    SCANNED,
    UNLOADED,
    failing,
    reading,
    reads,
    triage,
    unloaded,
)

TAKEN_OVER = ("emergency-raised", "responders-called", "nonconformance-raised")


def handheld(value: str, unit: str = "µSv/h", box: str | None = BOX) -> RecordMeasurements:
    shown = reads("dose rate", value, unit, box=box)
    return RecordMeasurements(officer=LIN, box=box, readings=(shown,))


def called(state: State) -> list[str | None]:
    return [a.box for a in state.notifications if a.kind == "responders-called"]


@pytest.mark.parametrize(
    "value, unit",
    [
        ("100", "µSv/h"),
        ("100", "uSv/h"),
        ("100", "µGy/h"),
        ("0.1", "mSv/h"),
        ("0.1", "mGy/h"),
    ],
)
def test_a_handheld_at_the_safety_level_calls_responders_in_whatever_unit(
    value: str, unit: str
) -> None:
    told = given(*AT_THE_FACTORY).when(handheld(value, unit))
    state = told.then("measurements-recorded", *TAKEN_OVER)
    body = told.last[2].body
    assert isinstance(body, RespondersCalled)
    assert body.reason == "handheld measured 100 µSv/h; safety level 100 µSv/h"
    assert body.parties == (Party.ECOLOGY, Party.HEALTH, Party.EMERGENCY_SERVICES)
    assert state.emergency is not None
    assert state.emergency.dangers == (Danger.RADIATION,)


@pytest.mark.parametrize("value, unit", [("99.9", "µSv/h"), ("0.0999", "mSv/h")])
def test_below_it_a_handheld_makes_a_suspicion_only(value: str, unit: str) -> None:
    told = given(*AT_THE_FACTORY).when(handheld(value, unit))
    told.then("measurements-recorded", "nonconformance-raised")


def test_a_reading_in_a_unit_that_nobody_knows_is_asked_for() -> None:
    told = given(*AT_THE_FACTORY).when(handheld("5000", "cps"))
    told.then(refused("its unit cannot be compared with µGy/h, give the reading in that"))


@pytest.mark.parametrize(
    "value, unit",
    [
        *(
            ("250", unit)
            for unit in ("uSv/h", "USV/H", "µSv·h⁻¹", "microsievert per hour", "微西弗/小时")
        ),
        *(("0.25", unit) for unit in ("mSv/h", "毫西弗每小时", "mGy/h")),
        *(("25", "mrem/h"), ("25", "mR/h"), ("5", "µSv/min"), ("0.00025", "Sv/h")),
    ],
)
def test_the_safety_level_is_the_same_in_every_unit(value: str, unit: str) -> None:
    assert called(given(*AT_THE_FACTORY, handheld(value, unit)).state) == [BOX, BOX, BOX]


@pytest.mark.parametrize("story", [PILOT, SCANNED, PERMITTED, AT_THE_FACTORY, UNLOADED])
def test_the_safety_level_counts_wherever_the_box_stands(story: tuple[Told, ...]) -> None:
    assert called(given(*story, handheld("250")).state) == [BOX, BOX, BOX]


def test_readings_of_the_inspection_record_call_responders_too() -> None:
    record = failing("NC-12").model_copy(update={"readings": handheld("250").readings})
    told = given(*UNLOADED).when(record)
    assert [event.body.type for event in told.last][-3:] == list(TAKEN_OVER)


def test_responders_are_called_once_a_box_while_the_emergency_is_open() -> None:
    told = given(*unloaded(BOX, BOX_2), handheld("250"), boxes=2)
    told.when(handheld("400")).then("measurements-recorded")
    told.when(handheld("250", box=BOX_2)).then(
        "measurements-recorded", "danger-joined", "responders-called", "nonconformance-raised"
    )
    told.when(handheld("300", box=BOX_2)).then("measurements-recorded")


def test_the_survey_of_a_portal_alarm_calls_nobody_who_is_there_already() -> None:
    alarm = reading(result=CheckResult.ALARM).model_copy(update={"dose_rate": Decimal(150)})
    told = given(*PILOT, alarm).when(handheld("150"))
    assert called(told.state) == [BOX, BOX, BOX]


def test_a_weak_alarm_whose_survey_shows_more_calls_them_then() -> None:
    assert called(given(*ALARMED).state) == []
    assert called(given(*ALARMED, handheld("150")).state) == [BOX, BOX, BOX]


def test_another_occasion_calls_them_again() -> None:
    told = given(*AT_THE_FACTORY, handheld("250"), GO_ON).when(handheld("250"))
    told.then("measurements-recorded", "emergency-raised", "responders-called")


@pytest.mark.parametrize(
    "reason, calls", [("NC-02", 3), ("NC-02.LOOSE", 3), ("NC-02.FIXED", 0), ("NC-01", 0)]
)
def test_contamination_that_nobody_says_is_fixed_counts_as_loose(reason: str, calls: int) -> None:
    state = given(*UNLOADED).when(failing(reason, BOX)).state
    assert len(called(state)) == calls
    assert state.emergency is not None


def test_a_suspected_contamination_calls_nobody_until_it_is_confirmed() -> None:
    wiped = reads("surface beta", "0.9", "Bq/cm²", box=BOX)
    measured = RecordMeasurements(officer=LIN, box=BOX, readings=(wiped,))
    told = given(*AT_THE_FACTORY).when(measured)
    told.then("measurements-recorded", "nonconformance-raised")
    settled = SettleSuspicion(
        officer=LIN, reason="NC-02", box=BOX, verdict=Suspicion.CONFIRMED, note="wiped off"
    )
    told.when(settled).then("nonconformance-settled", "emergency-raised", "responders-called")


def test_a_triage_that_finds_loose_contamination_calls_them() -> None:
    judged = triage(Triage.SOURCE).model_copy(update={"outcome": "LOOSE_CONTAMINATION"})
    state = given(*ALARMED, judged).state
    assert called(state) == [BOX, BOX, BOX]
    assert [d.reason for d in state.confirmed()] == ["NC-02.LOOSE"]
    assert called(given(*ALARMED, triage(Triage.SOURCE)).state) == []
