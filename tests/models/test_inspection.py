"""The inspection: appointments, unloading, the record in the order of the protocol."""

from decimal import Decimal

import pytest

from models import events, outlook
from models import messages as m
from models.rulebook import rulebook
from models.terms import Kind, Level, Party, SealState, Stage, Suspicion
from tests.given import Given, Told, given, later, refused
from tests.models.stories import (
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    CONFORM,
    LIN,
    STRANGER,
    TICK,
    UNLOADED,
    concludes,
    failing,
    lab_result,
    reads,
    sampled,
    seal,
    unloaded,
    weighed,
)

RULES = rulebook("2025-09")
HASH = "ab" * 32


def record(told: Given) -> events.InspectionRecorded:
    return next(e.body for e in told.last if isinstance(e.body, events.InspectionRecorded))


def conforming(*readings: m.Measurement, looks: tuple[m.SectionLook, ...] = ()) -> m.Command:
    return CONFORM.model_copy(update={"readings": readings, "looks": looks})


def handheld(value: str, box: str = BOX) -> m.RecordMeasurements:
    dose = reads("dose rate", value, "µSv/h", background="0.09")
    photo = m.Picture(name="photos/1.jpg", sha256=HASH)
    return m.RecordMeasurements(officer=LIN, box=box, readings=(dose,), photos=(photo,))


def raised(told: Given) -> list[tuple[str, Suspicion, str | None]]:
    return [(d.reason, d.status, d.box) for d in told.state.defects]


def test_every_kind_has_a_protocol_and_all_are_inspected_in_one_order() -> None:
    assert set(RULES.protocols) == set(Kind)
    numbers = [section.number for section in RULES.sections]
    assert numbers[:7] == ["4.1", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8"]
    assert numbers[7:] == [*(f"5.{n}" for n in range(1, 8)), "sampling", "laboratory"]
    on_site = [section for section in RULES.sections if section.part == "on-site"]
    assert "handheld re-check before unloading" in on_site[0].looked_at[0]


def test_every_parameter_with_a_limit_and_every_reason_has_its_section() -> None:
    asked = {parameter for section in RULES.sections for parameter in section.parameters}
    assert {row.parameter for row in RULES.limits} <= asked
    reasons = {reason for section in RULES.sections for reason in section.reasons}
    assert reasons == {f"NC-{n:02}" for n in range(1, 17)} - {"NC-08"}


def test_readings_and_looks_told_in_any_order_are_recorded_in_that_of_the_protocol() -> None:
    told = given(*UNLOADED)
    readings = (
        reads("coated share", "1"),
        reads("inclusions", "0.2"),
        reads("surface beta", "0", "Bq/cm²"),
    )
    looks = tuple(m.SectionLook(section=number) for number in ("5.4", "4.6", "5.2"))
    told.when(conforming(*readings, looks=looks))
    form = record(told)
    assert [r.parameter for r in form.readings] == ["surface beta", "inclusions", "coated share"]
    assert [look.section for look in form.looks] == ["4.6", "5.2", "5.4"]
    assert form.protocol == RULES.protocols[Kind.COPPER]


def test_the_record_names_the_sections_that_nobody_covered() -> None:
    told = given(*UNLOADED).when(CONFORM)
    assert record(told).uncovered == tuple(
        section.number for section in RULES.sections if section.part != "laboratory"
    )
    looks = tuple(m.SectionLook(section=s.number) for s in RULES.sections if s.part == "general")
    told = given(*UNLOADED).when(conforming(reads("inclusions", "0.2"), looks=looks))
    assert record(told).uncovered == ("5.1", "5.2", "5.3", "5.4", "5.6", "5.7")


def test_the_handheld_before_unloading_covers_the_first_section_of_the_record() -> None:
    told = given(*AT_THE_FACTORY, handheld("0.11"), m.PermitUnloading(box=BOX), weighed(), CONFORM)
    form = record(told)
    assert "5.1" not in form.uncovered
    measured = next(e.body for e in told.events if e.body.type == "measurements-recorded")
    assert isinstance(measured, events.MeasurementsRecorded)
    assert measured.photos == (events.Photo(name="photos/1.jpg", sha256=HASH),)
    assert measured.readings[0].box == BOX


def test_a_handheld_over_the_limit_is_a_suspicion_and_the_box_stays_shut() -> None:
    told = given(*AT_THE_FACTORY).when(handheld("0.55"))
    told.then("measurements-recorded", "nonconformance-raised")
    assert raised(told) == [("NC-01", Suspicion.SUSPECTED, BOX)]
    told.when(handheld("0.56")).then("measurements-recorded")
    told.when(
        m.SettleSuspicion.model_validate(
            {"officer": LIN, "reason": "NC-01", "verdict": "CONFIRMED", "box": BOX}
        )
    ).then("nonconformance-settled", "emergency-raised")


def test_conform_with_a_reading_over_its_limit_is_refused_with_both_and_the_reason() -> None:
    told = given(*UNLOADED).when(conforming(reads("inclusions", "1.21")))
    told.then(refused("inclusions 1.21 %, limit <= 0.8 % (confidence M: Announcement 2024"))
    assert told.refusal.endswith("NC-09.TOTAL")


def test_conform_with_a_reading_in_a_strange_unit_is_refused() -> None:
    told = given(*UNLOADED).when(conforming(reads("dose rate", "0.1", "furlongs")))
    told.then(refused("its unit cannot be compared with µGy/h, give the reading in that"))


@pytest.mark.parametrize(
    "parameter, value, unit",
    [
        *(
            (name, "2.5", "µSv/h")
            for name in ("Dose Rate", "dose  rate", "剂量率", "γ剂量率", "H*(10)")
        ),
        *(("dose rate", "2.5", unit) for unit in ("uSv/hr", "USV/H", "微西弗/时", "µSv*h^-1")),
        *(("表面α污染", "0.4", "贝可/平方厘米"), ("Cs137", "3000", "Bq/kg"), ("夹杂物", "8", "％")),
        *(("inclusions", "80000", "ppm"), ("Moisture", "30", "‰"), ("爆炸物", "1", "件")),
    ],
)
def test_nothing_over_its_limit_conforms_in_any_spelling(
    parameter: str, value: str, unit: str
) -> None:
    told = given(*UNLOADED).when(conforming(reads(parameter, value, unit)))
    told.then(refused("conform is true, yet over the limit"))


@pytest.mark.parametrize(
    "taken, because",
    [
        (
            reads("dose raet", "0.1", "µSv/h"),
            "nobody knows what 'dose raet' is; known are dose rate",
        ),
        (reads("辐照", "0.1", "µSv/h"), "nobody knows what '辐照' is"),
        (reads("dose rate", "-5", "µSv/h"), "that cannot be, read it again"),
        (reads("copper content", "9700", "%"), "that cannot be, read it again"),
        (reads("dose rate", "0.1", ""), "give the reading in that"),
    ],
)
def test_what_is_not_understood_is_asked_for(taken: m.Measurement, because: str) -> None:
    given(*UNLOADED).when(conforming(taken)).then(refused(because))
    measured = m.RecordMeasurements(officer="Lin", readings=(taken,))
    given(*UNLOADED).when(measured).then(refused(because))


@pytest.mark.parametrize(
    "look, because",
    [
        (m.SectionLook(section="5.3", in_order=False), "conform is true, yet 5.3 is not in order"),
        (m.SectionLook(section="9.9"), "no section 9.9; sections are 4.1, 4.3"),
    ],
)
def test_a_look_must_fit_the_record(look: m.SectionLook, because: str) -> None:
    given(*UNLOADED).when(conforming(looks=(look,))).then(refused(because))


def test_readings_and_findings_of_strange_boxes_are_refused() -> None:
    strange = reads("inclusions", "0.1", box=STRANGER)
    given(*UNLOADED).when(conforming(strange)).then(refused("not part of this consignment"))
    measured = m.RecordMeasurements(officer=LIN, readings=(strange,))
    given(*UNLOADED).when(measured).then(refused("not part of this consignment"))


def test_a_failed_record_suggests_what_its_readings_show_beside_the_findings() -> None:
    readings = (reads("moisture", "1.4"), reads("fines", "0.4"), reads("fines", "0.5"))
    told = given(*UNLOADED).when(failing("NC-12").model_copy(update={"readings": readings}))
    assert raised(told) == [
        ("NC-12", Suspicion.CONFIRMED, None),
        ("NC-09.FINES", Suspicion.SUSPECTED, None),
    ]


@pytest.mark.parametrize("reason", ["NC-09.TOTAL", "NC-09.FINES", "NC-09.SWARF", "NC-14.KINDS"])
def test_a_reason_has_sub_codes(reason: str) -> None:
    told = given(*UNLOADED).when(failing(reason))
    assert raised(told) == [(reason, Suspicion.CONFIRMED, None)]


@pytest.mark.parametrize("reason", ["NC-09.DUST", "NC-12.TOTAL", "NC-99.TOTAL", "NC-09."])
def test_a_sub_code_that_the_catalogue_does_not_have_is_refused(reason: str) -> None:
    given(*UNLOADED).when(failing(reason)).then(refused(f"unknown reason {reason}"))


@pytest.mark.parametrize("number", range(1, 17))
@pytest.mark.parametrize("verdict", ["CONFIRMED", "CLEARED"])
def test_every_reason_is_suspected_and_then_confirmed_or_cleared(number: int, verdict: str) -> None:
    code = f"NC-{number:02}"
    doubt = m.Finding(reason=code, status=Suspicion.SUSPECTED)
    both = failing("NC-16" if number == 1 else "NC-12")
    told = given(*UNLOADED, both.model_copy(update={"findings": (*both.findings, doubt)}))
    settled = m.SettleSuspicion.model_validate({"officer": LIN, "reason": code, "verdict": verdict})
    told.when(settled)
    assert (code, Suspicion(verdict), None) in raised(told)


def test_an_unloading_without_video_is_a_violation() -> None:
    before = (*AT_THE_FACTORY, m.PermitUnloading(box=BOX))
    told = given(*before).when(weighed().model_copy(update={"video": ""}))
    told.then("unloaded", events.ViolationRecorded(code="SV-11", box=BOX))
    given(*before).when(weighed().model_copy(update={"video": "bay/1"})).then("unloaded")


def test_gross_less_tare_must_be_net() -> None:
    report = weighed().model_copy(update={"gross_kg": Decimal(25350), "tare_kg": Decimal(3800)})
    before = (*AT_THE_FACTORY, m.PermitUnloading(box=BOX))
    given(*before).when(report).then("unloaded")
    wrong = report.model_copy(update={"tare_kg": Decimal(2300)})
    told = given(*before).when(wrong)
    assert raised(told) == [("NC-15", Suspicion.SUSPECTED, BOX)]


def test_a_missed_appointment_is_a_violation_and_is_booked_again() -> None:
    slot = m.Appointment(slot=given(*UNLOADED).now)
    told = given(*UNLOADED, slot)
    told.when(m.RecordNoShow(officer=LIN, note="locked")).then(
        "appointment-missed", "violation-recorded"
    )
    assert told.state.violations == ("SV-12",)
    assert told.state.deadlines["L06"].open
    told.when(m.RecordNoShow(officer=LIN)).then(refused("no slot is booked"))
    told.when(slot).then("inspection-booked")
    assert not told.state.deadlines["L06"].open


@pytest.mark.parametrize(
    "deadline, level, code", [("D09", Level.L2, "SV-08"), ("D11", Level.L2, "SV-12")]
)
def test_what_the_enterprise_lets_lapse_is_a_violation(
    deadline: str, level: Level, code: str
) -> None:
    rungs = {rung.level: rung.violation for rung in RULES.deadline(deadline).milestones}
    assert rungs[level] == code
    assert [v for v in rungs.values() if v] == [code]


def test_an_arrival_that_is_not_reported_in_half_an_hour_is_a_violation() -> None:
    arrived: tuple[Told, ...] = (*AT_THE_FACTORY[:-1], later(TICK, minutes=20))
    told = given(*arrived)
    assert "SV-08" not in told.state.violations
    told.when(later(TICK, minutes=20))
    assert "SV-08" in told.state.violations


def test_a_defect_confirmed_after_the_conclusion_undoes_it() -> None:
    told = given(*UNLOADED, CONFORM, lab_result("S-9", reads("fines", "2")))
    assert not told.state.releasable
    told.when(m.Release()).then()
    confirm = {"officer": LIN, "reason": "NC-09.FINES", "verdict": "CONFIRMED"}
    state = told.when(m.SettleSuspicion.model_validate(confirm)).state
    assert (state.conforms, state.failed) == (False, True)
    assert outlook.stage(state) is Stage.DISPOSAL


def test_a_suspicion_that_is_cleared_after_the_conclusion_lets_the_release_go_on() -> None:
    told = given(*UNLOADED, CONFORM, lab_result("S-9", reads("fines", "2")))
    clear = {"officer": LIN, "reason": "NC-09.FINES", "verdict": "CLEARED"}
    told.when(m.SettleSuspicion.model_validate(clear), m.Release()).then("released-for-use")


def test_the_laboratory_must_act_while_the_conclusion_waits_for_it() -> None:
    told = given(*UNLOADED, sampled(), CONFORM)
    assert outlook.must_act(told.state) is Party.LABORATORY
    told.when(lab_result())
    assert outlook.must_act(told.state) is Party.INSPECTION_OFFICER


def test_a_second_record_waits_for_the_conclusion_of_the_first() -> None:
    told = given(*UNLOADED, sampled(), CONFORM)
    told.when(failing()).then(refused("waits for its conclusion"))
    told.when(lab_result(), concludes()).then("inspection-concluded", "conformity-assessed")
    assert told.state.conforms


def test_boxes_are_measured_one_by_one() -> None:
    told = given(*unloaded(BOX, BOX_2), boxes=2)
    told.when(handheld("0.55", BOX), handheld("0.55", BOX_2))
    assert [box for _, _, box in raised(told)] == [BOX, BOX_2]


def test_a_mismatched_seal_and_its_settling_are_kept_apart_by_box() -> None:
    told = given(*unloaded(BOX, BOX_2), boxes=2).when(seal(BOX_2, SealState.MISMATCH))
    assert raised(told) == [("NC-15", Suspicion.SUSPECTED, BOX_2)]
    told.when(CONFORM).then(refused("settle first what is suspected: NC-15"))


def test_an_inspection_after_a_failed_one_starts_with_an_empty_form() -> None:
    told = given(*AT_THE_FACTORY, handheld("0.11"), *UNLOADED[-2:], failing())
    assert told.state.measured == ()
