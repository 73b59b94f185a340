"""The inspection: appointments, unloading, the record in the order of the protocol."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.disposal.events import RectificationCompleted
from models.inspection.events import (
    ConformityAssessed,
    InspectionBooked,
    InspectionRecorded,
    InspectionRequested,
    MeasurementsRecorded,
    Photo,
)
from models.inspection.messages import (
    InspectionFinding,
    PermitUnloading,
    Picture,
    RecordInspection,
    RecordMeasurements,
    RecordNoShow,
    SectionLook,
    SettleSuspicion,
)
from models.kernel.measured import Measurement
from models.kernel.message import Command
from models.kernel.terms import (
    ControlResult,
    EscalationLevel,
    MetalKind,
    Party,
    Petition,
    SealState,
    Stage,
    Suspicion,
)
from models.process import derived_status
from models.rules.rulebook import rulebook
from models.supervision.events import ViolationRecorded
from models.supervision.messages import Release
from tests.given import Given, Told, given, later, refused
from tests.models.stories import (
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    CONFORM,
    DRIED,
    GRANT,
    LIN,
    RECTIFYING,
    REQUESTED,
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
MINUTE = timedelta(minutes=1)


def record(told: Given) -> InspectionRecorded:
    return next(e.body for e in told.last if isinstance(e.body, InspectionRecorded))


def conforming(*readings: Measurement, looks: tuple[SectionLook, ...] = ()) -> RecordInspection:
    """The record of a conforming inspection with these readings and looks in place of its own."""
    other = {each.parameter for each in readings}
    known = tuple(each for each in CONFORM.readings if each.parameter not in other)
    seen = {look.section for look in looks}
    gone = tuple(look for look in CONFORM.looks if look.section not in seen)
    return CONFORM.model_copy(update={"readings": (*known, *readings), "looks": (*gone, *looks)})


def handheld(value: str, box: str = BOX) -> RecordMeasurements:
    dose = reads("dose rate", value, "µSv/h", background="0.09")
    photo = Picture(name="photos/1.jpg", sha256=HASH)
    return RecordMeasurements(officer=LIN, box=box, readings=(dose,), photos=(photo,))


def raised(told: Given) -> list[tuple[str, Suspicion, str | None]]:
    return [(d.reason, d.status, d.box) for d in told.state.defects]


def test_every_kind_has_a_protocol_and_all_are_inspected_in_one_order() -> None:
    assert set(RULES.protocols) == set(MetalKind)
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
    looks = tuple(SectionLook(section=number, in_order=True) for number in ("5.4", "4.6", "5.2"))
    told.when(failing().model_copy(update={"readings": readings, "looks": looks}))
    form = record(told)
    assert [r.parameter for r in form.readings] == ["surface beta", "inclusions", "coated share"]
    assert [look.section for look in form.looks] == ["4.6", "5.2", "5.4"]
    assert form.protocol == RULES.protocols[MetalKind.COPPER]


def test_the_record_names_the_sections_that_nobody_covered() -> None:
    told = given(*UNLOADED).when(CONFORM)
    assert record(told).uncovered == ("4.1", "4.3", "4.5", "4.7")
    looks = tuple(
        SectionLook(section=s.number, in_order=True) for s in RULES.sections if s.part == "general"
    )
    seen = failing("NC-12").model_copy(
        update={"readings": (reads("inclusions", "0.2"),), "looks": looks}
    )
    told = given(*UNLOADED).when(seen)
    assert record(told).uncovered == ("5.1", "5.2", "5.3", "5.4", "5.6", "5.7")


def test_the_handheld_before_unloading_covers_the_first_section_of_the_record() -> None:
    told = given(*AT_THE_FACTORY, handheld("0.11"), PermitUnloading(box=BOX), weighed(), CONFORM)
    form = record(told)
    assert "5.1" not in form.uncovered
    measured = next(e.body for e in told.events if e.body.type == "measurements-recorded")
    assert isinstance(measured, MeasurementsRecorded)
    assert measured.photos == (Photo(name="photos/1.jpg", sha256=HASH),)
    assert measured.readings[0].box == BOX


def test_a_handheld_over_the_limit_is_a_suspicion_and_the_box_stays_shut() -> None:
    told = given(*AT_THE_FACTORY).when(handheld("0.55"))
    told.then("measurements-recorded", "nonconformance-raised")
    assert raised(told) == [("NC-01", Suspicion.SUSPECTED, BOX)]
    told.when(handheld("0.56")).then("measurements-recorded")
    told.when(
        SettleSuspicion.model_validate(
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
def test_what_is_not_understood_is_asked_for(taken: Measurement, because: str) -> None:
    given(*UNLOADED).when(conforming(taken)).then(refused(because))
    measured = RecordMeasurements(officer="Lin", readings=(taken,))
    given(*UNLOADED).when(measured).then(refused(because))


@pytest.mark.parametrize(
    "look, because",
    [
        (SectionLook(section="5.3", in_order=False), "conform is true, yet 5.3 is not in order"),
        (SectionLook(section="9.9", in_order=True), "no section 9.9; sections are 4.1, 4.3"),
    ],
)
def test_a_look_must_fit_the_record(look: SectionLook, because: str) -> None:
    given(*UNLOADED).when(conforming(looks=(look,))).then(refused(because))


def test_readings_and_findings_of_strange_boxes_are_refused() -> None:
    strange = reads("inclusions", "0.1", box=STRANGER)
    given(*UNLOADED).when(conforming(strange)).then(refused("not part of this consignment"))
    measured = RecordMeasurements(officer=LIN, readings=(strange,))
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
    doubt = InspectionFinding(reason=code, status=Suspicion.SUSPECTED)
    both = failing("NC-16" if number == 1 else "NC-12")
    told = given(*UNLOADED, both.model_copy(update={"findings": (*both.findings, doubt)}))
    settled = SettleSuspicion.model_validate(
        {"officer": LIN, "reason": code, "verdict": verdict, "note": "looked at again"}
    )
    told.when(settled)
    assert (code, Suspicion(verdict), None) in raised(told)


def test_an_unloading_without_video_is_a_violation() -> None:
    before = (*AT_THE_FACTORY, PermitUnloading(box=BOX))
    told = given(*before).when(weighed().model_copy(update={"video": ""}))
    told.then("unloaded", ViolationRecorded(code="SV-11", box=BOX))
    given(*before).when(weighed().model_copy(update={"video": "bay/1"})).then("unloaded")


def test_gross_less_tare_must_be_net() -> None:
    report = weighed().model_copy(update={"gross_kg": Decimal(25350), "tare_kg": Decimal(3800)})
    before = (*AT_THE_FACTORY, PermitUnloading(box=BOX))
    given(*before).when(report).then("unloaded")
    wrong = report.model_copy(update={"tare_kg": Decimal(2300)})
    told = given(*before).when(wrong)
    assert raised(told) == [("NC-15", Suspicion.SUSPECTED, BOX)]


def test_a_missed_appointment_is_a_violation_and_is_booked_again() -> None:
    slot = InspectionBooked(slot=given(*UNLOADED).now)
    told = given(*UNLOADED, slot)
    told.when(RecordNoShow(officer=LIN, note="locked")).then(
        "appointment-missed", "violation-recorded"
    )
    assert told.state.violations == ("SV-12",)
    assert told.state.deadlines["L06"].open
    told.when(RecordNoShow(officer=LIN)).then(refused("no slot is booked"))
    told.when(slot).then("inspection-booked")
    assert not told.state.deadlines["L06"].open


@pytest.mark.parametrize(
    "deadline, level, code",
    [("D09", EscalationLevel.L2, "SV-08"), ("D11", EscalationLevel.L2, "SV-12")],
)
def test_what_the_enterprise_lets_lapse_is_a_violation(
    deadline: str, level: EscalationLevel, code: str
) -> None:
    escalations = {
        escalation.level: escalation.violation for escalation in RULES.deadline(deadline).levels
    }
    assert escalations[level] == code
    assert [v for v in escalations.values() if v] == [code]


def test_an_arrival_that_is_not_reported_in_half_an_hour_is_a_violation() -> None:
    arrived: tuple[Told, ...] = (*AT_THE_FACTORY[:-1], later(TICK, minutes=20))
    told = given(*arrived)
    assert "SV-08" not in told.state.violations
    told.when(later(TICK, minutes=20))
    assert "SV-08" in told.state.violations


def test_a_defect_confirmed_after_the_conclusion_undoes_it() -> None:
    told = given(*UNLOADED, CONFORM, lab_result("S-9", reads("fines", "2")))
    assert not told.state.releasable
    told.when(Release()).then()
    confirm = {"officer": LIN, "reason": "NC-09.FINES", "verdict": "CONFIRMED"}
    state = told.when(SettleSuspicion.model_validate(confirm)).state
    assert (state.conforms, state.failed) == (False, True)
    assert derived_status.stage(state) is Stage.DISPOSAL


def test_a_suspicion_that_is_cleared_after_the_conclusion_lets_the_release_go_on() -> None:
    told = given(*UNLOADED, CONFORM, lab_result("S-9", reads("fines", "2")))
    clear = {"officer": LIN, "reason": "NC-09.FINES", "verdict": "CLEARED", "note": "misread"}
    told.when(SettleSuspicion.model_validate(clear), Release()).then("released-for-use")


def test_the_laboratory_must_act_while_the_conclusion_waits_for_it() -> None:
    told = given(*UNLOADED, sampled(), CONFORM)
    assert derived_status.must_act(told.state) is Party.LABORATORY
    told.when(lab_result())
    assert derived_status.must_act(told.state) is Party.INSPECTION_OFFICER


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


def given_result(result: ControlResult, text: str = "", *, conform: bool = True) -> Command:
    told = CONFORM if conform else failing()
    return told.model_copy(update={"result": result, "text": text})


A1, A2, A5, B1 = ControlResult


def test_the_control_result_follows_from_the_record_or_is_given() -> None:
    told = given(*UNLOADED).when(CONFORM)
    assert (record(told).result, record(told).text) == (A1, "")
    assert told.last[-1].body == ConformityAssessed(visit=1, result=A1)
    told = given(*UNLOADED).when(failing())
    assert (record(told).result, record(told).text) == (B1, "NC-12")
    told = given(*RECTIFYING, DRIED, RectificationCompleted(), CONFORM)
    assert (record(told).result, record(told).text) == (A5, "NC-12")
    told = given(*UNLOADED).when(given_result(A2, "two boxes of five opened"))
    assert (record(told).result, record(told).text) == (A2, "two boxes of five opened")


def test_a_control_result_that_contradicts_or_explains_nothing_is_refused() -> None:
    told = given(*UNLOADED)
    told.when(given_result(B1, "wet")).then(refused("contradicts conform true"))
    told.when(given_result(A1, conform=False)).then(refused("contradicts conform false"))
    told.when(given_result(A5, " ")).then(refused("needs its explanation"))


def test_what_waits_for_the_laboratory_has_its_control_result_with_the_conclusion() -> None:
    told = given(*UNLOADED, sampled(), CONFORM)
    assert record(told).result is None
    told.when(lab_result(), concludes())
    assert told.last[-1].body == ConformityAssessed(visit=1, result=A1)


def test_remarks_against_the_goods_are_suspected_and_block_their_conformity() -> None:
    remarks: list[dict[str, object]] = [
        {"conform": False},
        {"complete": False},
        {"seal_state": SealState.MISMATCH},
    ]
    for said in remarks:
        told = given(*AT_THE_FACTORY, PermitUnloading(box=BOX))
        told.when(weighed().model_copy(update=said)).then("unloaded", "nonconformance-raised")
        assert raised(told) == [("NC-15", Suspicion.SUSPECTED, BOX)]
        told.when(CONFORM).then(refused("settle first what is suspected: NC-15"))


def test_a_seal_that_was_broken_when_the_box_was_unloaded_is_a_violation_too() -> None:
    told = given(*AT_THE_FACTORY, PermitUnloading(box=BOX))
    told.when(weighed().model_copy(update={"seal_state": SealState.BROKEN}))
    assert told.then("unloaded", "violation-recorded", "nonconformance-raised").violations == (
        "SV-01",
    )


def test_remarks_that_are_in_order_or_left_out_lead_to_nothing() -> None:
    good: dict[str, object] = {"conform": True, "complete": True, "seal_state": SealState.INTACT}
    for said in (good, dict[str, object]()):
        told = given(*AT_THE_FACTORY, PermitUnloading(box=BOX))
        told.when(weighed().model_copy(update=said)).then("unloaded")


def test_a_box_that_was_opened_before_the_permission_was_unloaded_too_early() -> None:
    told = given(*AT_THE_FACTORY, PermitUnloading(box=BOX))
    told.when(later(weighed().model_copy(update={"began": told.now - MINUTE}), minutes=9))
    assert told.state.violations == ("SV-09",)


REFUSE = GRANT.model_copy(update={"decision": Petition.REFUSE})


def test_an_inspection_is_made_at_the_request_of_the_enterprise() -> None:
    told = given(*UNLOADED).when(REQUESTED).then("inspection-requested")
    assert told.notifications[-1].party is Party.INSPECTION_OFFICER
    story = given(*UNLOADED, REQUESTED, GRANT)
    assert not story.state.deadlines["L12"].open
    story.when(CONFORM)
    assert record(story).on_request == "weight for the buyer"
    story.when(failing()).then(refused("conform"))


def test_a_request_that_is_refused_changes_no_inspection() -> None:
    told = given(*UNLOADED, REQUESTED, REFUSE, CONFORM)
    assert record(told).on_request == ""
    given(*UNLOADED).when(GRANT).then(refused("asked for no inspection"))


def test_a_request_is_one_until_it_is_decided_and_comes_before_the_release() -> None:
    told = given(*UNLOADED, REQUESTED).when(REQUESTED)
    told.then()
    other = InspectionRequested(reason="quality")
    told.when(other).then("fact-contradicted")
    told.when(GRANT, other).then("inspection-requested")
    given(*UNLOADED, CONFORM, Release()).when(REQUESTED).then("fact-contradicted")
