"""Samples, custody and results; adopted results; solid-waste identification."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.inspection.messages import (
    InspectionFinding,
    RecordInspection,
    SettleSuspicion,
    StartInspection,
)
from models.kernel.event_body import Body
from models.kernel.measured import Measurement
from models.kernel.terms import Cause, Disposal, Mode, Party, ReadingVerdict, Suspicion
from models.laboratory.events import LabResultReceived, LabWorkCompleted, SampleHandedOver
from models.laboratory.messages import Holder, LabResult
from models.process import derived_status
from models.rules.rulebook import ListedLaboratory, rulebook
from models.supervision.events import CaseReferred
from models.supervision.messages import Release
from tests.given import Given, given, heard, later, refused
from tests.models.stories import (
    APPROVED,
    ASHORE,
    BOX,
    BOX_2,
    CONFORM,
    IDENTIFY,
    LAB_PENDING,
    LIN,
    PERMITTED,
    PILOT,
    TRADITIONAL,
    UNLOADED,
    concludes,
    disposal,
    failing,
    lab_result,
    reads,
    sampled,
    unloaded,
    voided,
    waste,
)

DAY = timedelta(days=1)
CLEAR_WASTE = SettleSuspicion.model_validate(
    {"officer": LIN, "reason": "NC-08", "verdict": "CLEARED"}
)


def body(told: Given, kind: str) -> Body:
    return next(event.body for event in told.last if event.body.type == kind)


def defects(told: Given) -> list[tuple[str, Suspicion]]:
    return [(d.reason, d.status) for d in told.state.defects]


def test_goods_with_a_sample_out_are_not_assessed() -> None:
    told = given(*UNLOADED, sampled()).when(CONFORM)
    told.then("inspection-started", "inspection-recorded")
    assert not told.state.conforms
    told.when(concludes()).then(refused("has not reported on S-1 at NBTC"))


def test_without_samples_the_record_concludes_at_once() -> None:
    told = given(*UNLOADED).when(CONFORM)
    told.then("inspection-started", "inspection-recorded", "conformity-assessed")


def test_after_the_last_of_several_results_the_conclusion_is_due() -> None:
    told = given(*UNLOADED, sampled("S-1"), sampled("S-2"), CONFORM)
    told.when(later(lab_result("S-2"), days=1)).then("lab-result-received")
    assert "D14" not in told.state.deadlines
    told.when(concludes()).then(refused("S-1 at NBTC"))
    told.when(later(lab_result("S-1"), days=1)).then("lab-result-received", "lab-work-completed")
    assert not told.state.deadlines["D13"].open
    assert told.state.deadlines["D14"].opened_at == told.now
    told.when(concludes()).then("inspection-concluded", "conformity-assessed")
    assert not told.state.deadlines["D14"].open


def test_results_heard_out_of_order_complete_at_the_time_of_the_later_one() -> None:
    told = given(*UNLOADED, sampled("S-1"), sampled("S-2"))
    later_one, earlier = told.now + 3 * DAY, told.now + DAY
    told.when(later(heard(lab_result("S-1"), later_one, "one"), days=3))
    told.when(heard(lab_result("S-2"), earlier, "two"))
    assert told.last[-1].body == LabWorkCompleted(samples=("S-1", "S-2"), awaited=True)
    assert told.last[-1].occurred_at == later_one
    assert told.state.deadlines["D14"].opened_at == later_one


def test_a_result_that_was_heard_before_its_sample_answers_it() -> None:
    told = given(*UNLOADED, lab_result())
    told.when(sampled()).then("sample-taken", "lab-work-completed")
    assert told.state.samples_out == []
    told.when(CONFORM).then("inspection-started", "inspection-recorded", "conformity-assessed")


def test_a_further_sample_stops_the_clock_of_the_conclusion() -> None:
    told = given(*LAB_PENDING[:-1], lab_result(), sampled("S-2"))
    assert not told.state.deadlines["D14"].open
    assert told.state.deadlines["D13"].open
    told.when(lab_result("S-2")).then("lab-result-received", "lab-work-completed")
    assert told.state.deadlines["D14"].open


def test_a_result_after_the_goods_failed_awaits_no_conclusion() -> None:
    told = given(*UNLOADED, sampled(), failing()).when(lab_result())
    assert body(told, "lab-work-completed") == LabWorkCompleted(samples=("S-1",), awaited=False)
    assert "D14" not in told.state.deadlines


def test_a_laboratory_reading_over_the_limit_suggests_a_finding() -> None:
    told = given(*LAB_PENDING).when(lab_result("S-1", reads("copper content", "92.8")))
    told.then(
        *("lab-result-received", "readings-questioned", "nonconformance-raised"),
        "lab-work-completed",
    )
    assert told.state.notifications[-1].kind == "readings-questioned"
    assert defects(told) == [("NC-11", Suspicion.SUSPECTED)]
    received = body(told, "lab-result-received")
    assert isinstance(received, LabResultReceived)
    assert received.readings[0].verdict is ReadingVerdict.OVER
    told.when(concludes()).then(refused("settle first what is suspected: NC-11"))


@pytest.mark.parametrize(
    "taken, reason",
    [
        (reads("copper content", "97", "carats"), "NC-11"),
        (reads("copper content", "970"), "NC-11"),
        (reads("dose rate", "-1", "µSv/h"), "NC-01"),
        (reads("mystery", "0.1", "mSv/h"), "NC-01"),
        (reads("I-131", "0.1", "Bq/kg"), "NC-03"),
        (reads("mystery", "1", "Bq/m2"), "NC-02"),
        (reads("mystery", "1", "furlongs"), "NC-15"),
    ],
)
def test_what_a_laboratory_says_and_nobody_understands_is_told_and_lets_nothing_conform(
    taken: Measurement, reason: str
) -> None:
    told = given(*LAB_PENDING).when(lab_result("S-1", taken))
    assert told.state.notifications[-1].kind == "readings-questioned"
    assert taken.parameter in told.state.notifications[-1].said["readings"]
    assert defects(told) == [(reason, Suspicion.SUSPECTED)]
    told.when(concludes()).then(refused(f"settle first what is suspected: {reason}"))


def test_a_failing_result_is_confirmed_concluded_and_disposed_of() -> None:
    told = given(*LAB_PENDING, lab_result("S-1", reads("copper content", "92.8")))
    confirm = {"officer": LIN, "reason": "NC-11", "verdict": "CONFIRMED"}
    told.when(SettleSuspicion.model_validate(confirm))
    told.when(concludes(conform=False)).then("inspection-concluded")
    assert told.state.failed
    told.when(disposal(Disposal.RETURN)).then("return-ordered")


def test_a_failing_conclusion_needs_not_wait_for_the_laboratory() -> None:
    found = concludes(conform=False).model_copy(
        update={"findings": (InspectionFinding(reason="NC-07"),)}
    )
    told = given(*LAB_PENDING).when(found)
    told.then("nonconformance-raised", "inspection-concluded")
    assert told.state.failed


def test_a_conclusion_says_one_thing() -> None:
    both = concludes().model_copy(update={"findings": (InspectionFinding(reason="NC-07"),)})
    given(*LAB_PENDING).when(both).then(refused("findings are listed"))


def test_a_result_of_another_issuer_than_was_asked_is_adopted_with_its_name() -> None:
    foreign = lab_result().model_copy(update={"issuer": "CCIC Ningbo"})
    received = body(given(*LAB_PENDING).when(foreign), "lab-result-received")
    assert isinstance(received, LabResultReceived)
    assert (received.adopted, received.issuer) == (True, "CCIC Ningbo")
    ours = body(given(*LAB_PENDING).when(lab_result()), "lab-result-received")
    assert isinstance(ours, LabResultReceived)
    assert not ours.adopted


def test_a_third_partys_result_stands_by_itself_and_opens_nothing() -> None:
    adopted = lab_result("X-1").model_copy(update={"adopted": True})
    told = given(*UNLOADED).when(adopted).then("lab-result-received")
    assert not {"D13", "D14"} & set(told.deadlines)


def test_a_report_sent_again_is_no_news_and_said_otherwise_a_contradiction() -> None:
    told = given(*LAB_PENDING, lab_result())
    told.when(lab_result()).then()
    told.when(lab_result("S-1", reads("moisture", "0.1"))).then("fact-contradicted")
    told.when(lab_result("S-1", report="R-2")).then("lab-result-received")


def test_a_sample_under_another_seal_is_a_contradiction_that_people_hear_of() -> None:
    swapped = lab_result().model_copy(update={"custody": (Holder(holder="NBTC", seal="LS-7"),)})
    told = given(*LAB_PENDING).when(swapped)
    told.then("lab-result-received", "fact-contradicted", "lab-work-completed")
    assert "sealed LS-1, it has LS-7" in told.state.notifications[-1].subject


def test_a_sample_is_followed_from_hand_to_hand() -> None:
    told = given(*LAB_PENDING)
    told.when(SampleHandedOver(sample_no="S-1", holder="courier", seal="LS-1")).then(
        "sample-handed-over"
    )
    told.when(SampleHandedOver(sample_no="S-1", holder="NBTC", seal="LS-9")).then(
        "sample-handed-over", "fact-contradicted"
    )


def test_what_is_found_in_the_sample_of_a_box_is_found_in_that_box() -> None:
    told = given(*unloaded(BOX, BOX_2), sampled(box=BOX_2), boxes=2)
    told.when(lab_result("S-1", reads("specific activity Cs-137", "0.7", "Bq/g")))
    (found,) = told.state.defects
    assert (found.reason, found.box) == ("NC-03", BOX_2)


def test_a_sample_can_be_taken_in_the_port() -> None:
    given(*TRADITIONAL).when(sampled()).then("sample-taken")
    given(*ASHORE).when(sampled()).then(refused("no sample is taken while the course is INBOUND"))


def test_suspected_solid_waste_is_a_suspicion_until_the_body_reports() -> None:
    told = given(*UNLOADED).when(IDENTIFY)
    told.then("identification-commissioned", "nonconformance-raised")
    assert defects(told) == [("NC-08", Suspicion.SUSPECTED)]
    assert derived_status.must_act(told.state) is Party.LABORATORY
    told.when(CONFORM).then(refused("being identified"))
    told.when(CLEAR_WASTE).then(refused("the identification decides"))


def test_identified_as_solid_waste_it_is_confirmed_referred_and_only_returned() -> None:
    told = given(*UNLOADED, IDENTIFY).when(waste(solid=True))
    told.then("identification-reported", "nonconformance-settled", "case-referred")
    assert defects(told) == [("NC-08", Suspicion.CONFIRMED)]
    assert told.state.deadlines["L01"].open
    for other in (Disposal.RECTIFY, Disposal.DESTROY):
        told.when(disposal(other)).then(refused("allowed: RETURN"))
    told.when(disposal(Disposal.RETURN)).then("return-ordered")


WASTE_FOUND = RecordInspection(
    officer=LIN,
    conform=False,
    findings=(InspectionFinding(reason="NC-08", note="undismantled parts"),),
)
REFERRED = CaseReferred(
    to="anti-smuggling", reason="lot identified as solid waste, undismantled parts"
)


def test_solid_waste_that_the_inspector_confirms_is_referred_too() -> None:
    told = given(*UNLOADED).when(WASTE_FOUND)
    told.then("inspection-started", "nonconformance-raised", REFERRED, "inspection-recorded")
    told.when(disposal(Disposal.RETURN)).then("return-ordered")


def test_a_suspicion_of_solid_waste_is_referred_when_it_is_confirmed() -> None:
    suspects = InspectionFinding(reason="NC-08", status=Suspicion.SUSPECTED)
    found = RecordInspection(
        officer=LIN, conform=False, findings=(InspectionFinding(reason="NC-12"), suspects)
    )
    told = given(*UNLOADED).when(found)
    told.then("inspection-started", *["nonconformance-raised"] * 2, "inspection-recorded")
    confirm = SettleSuspicion(officer=LIN, reason="NC-08", verdict=Suspicion.CONFIRMED)
    told.when(confirm).then(
        "nonconformance-settled",
        CaseReferred(to="anti-smuggling", reason="lot identified as solid waste"),
    )


def test_a_case_is_referred_once_however_many_boxes_and_reports_confirm_it() -> None:
    boxes = tuple(InspectionFinding(reason="NC-08", box=box) for box in (BOX, BOX_2))
    both = RecordInspection(officer=LIN, conform=False, findings=boxes)
    told = given(*unloaded(BOX, BOX_2), boxes=2).when(both)
    told.then(
        *("inspection-started", "nonconformance-raised", "case-referred"),
        *("nonconformance-raised", "inspection-recorded"),
    )
    told.when(waste(solid=True)).then("identification-reported")


def test_another_reason_is_referred_by_nobody_but_an_officer() -> None:
    told = given(*UNLOADED).when(failing("NC-07"))
    told.then("inspection-started", "nonconformance-raised", "inspection-recorded")


def test_identified_as_no_solid_waste_the_suspicion_does_not_count() -> None:
    told = given(*UNLOADED, IDENTIFY).when(waste(solid=False))
    told.then("identification-reported", "nonconformance-settled")
    assert defects(told) == [("NC-08", Suspicion.CLEARED)]
    told.when(CONFORM).then("inspection-started", "inspection-recorded", "conformity-assessed")


def test_solid_waste_suspected_in_the_port_ends_the_pilot() -> None:
    told = given(*PERMITTED).when(IDENTIFY)
    told.then(
        "identification-commissioned",
        "nonconformance-raised",
        "fell-back",
        "removal-permit-withdrawn",
        "gate-barred",
    )
    assert told.state.mode is Mode.TRADITIONAL
    assert told.state.causes == (Cause.SOLID_WASTE_SUSPECTED,)


def test_a_report_that_nobody_asked_for_is_taken_at_its_word() -> None:
    told = given(*PILOT).when(waste(solid=True))
    told.then("identification-reported", "nonconformance-raised", "fell-back", "case-referred")
    assert defects(told) == [("NC-08", Suspicion.CONFIRMED)]
    given(*PILOT).when(waste(solid=False)).then("identification-reported")


def test_a_report_is_heard_once_and_another_one_contradicts_it() -> None:
    told = given(*UNLOADED, IDENTIFY, waste(solid=False))
    told.when(waste(solid=False)).then()
    told.when(waste(solid=True)).then("fact-contradicted")


def test_a_report_from_before_the_question_answers_another_one() -> None:
    told = given(*UNLOADED, IDENTIFY)
    told.when(heard(waste(solid=True), told.now - DAY)).then("fact-contradicted")
    assert told.state.identifying


def test_a_question_entered_after_its_answer_was_heard_is_answered() -> None:
    told = given(*UNLOADED)
    asked = IDENTIFY.model_copy(update={"at": told.now})
    told.when(later(waste(solid=True), days=2), asked).then("identification-commissioned")
    assert not told.state.identifying
    assert not told.state.deadlines.get("L04")
    assert defects(told) == [("NC-08", Suspicion.CONFIRMED)]


def test_goods_are_identified_on_land_and_before_they_are_released() -> None:
    given(*APPROVED).when(IDENTIFY).then(refused("have not arrived"))
    told = given(*UNLOADED, CONFORM, Release())
    told.when(IDENTIFY).then(refused("released for use"))


def test_a_lost_sample_is_voided_and_the_conclusion_is_due() -> None:
    told = given(*UNLOADED, sampled("S-1"), sampled("S-2"), CONFORM)
    told.when(voided("S-1")).then("sample-voided")
    assert told.state.deadlines["D13"].open
    told.when(later(lab_result("S-2"), days=1)).then("lab-result-received", "lab-work-completed")
    told.when(concludes()).then("inspection-concluded", "conformity-assessed")


def test_without_its_last_sample_the_laboratory_is_done() -> None:
    told = given(*UNLOADED, sampled("S-1"), CONFORM)
    told.when(voided("S-1")).then("sample-voided", "lab-work-completed")
    assert not told.state.deadlines["D13"].open
    assert derived_status.must_act(told.state) is Party.INSPECTION_OFFICER
    told.when(concludes()).then("inspection-concluded", "conformity-assessed")


def test_only_a_sample_that_is_waited_for_is_voided() -> None:
    told = given(*UNLOADED, sampled("S-1"), lab_result("S-1"))
    told.when(voided("S-1")).then(refused("no report on a sample S-1 is waited for"))
    told.when(voided("S-7")).then(refused("no report on a sample S-7 is waited for"))


def test_a_report_on_a_voided_sample_is_kept_and_completes_nothing_again() -> None:
    told = given(*UNLOADED, sampled("S-1"), voided("S-1"))
    told.when(later(lab_result("S-1"), days=1)).then("lab-result-received")


def test_nobody_is_late_with_a_conclusion_that_waits_for_somebody_else() -> None:
    sampled_first = (*UNLOADED, StartInspection(officer=LIN), sampled(), IDENTIFY)
    told = given(*sampled_first, lab_result())
    assert "D14" not in told.state.deadlines
    told.when(waste(solid=False))
    assert told.state.deadlines["L08"].open
    told = given(*sampled_first, waste(solid=False))
    assert "L08" not in told.state.deadlines
    told.when(waste(solid=False)).then()
    told.when(lab_result())
    assert told.state.deadlines["D14"].open


def test_an_identification_that_is_commissioned_stops_the_clock_of_the_conclusion() -> None:
    told = given(*UNLOADED, StartInspection(officer=LIN), sampled(), lab_result())
    assert told.state.deadlines["D14"].open
    assert not told.when(IDENTIFY).state.deadlines["D14"].open


def reported_by(issuer: str, number: str = "S-1") -> LabResult:
    return lab_result(number).model_copy(update={"issuer": issuer, "report_no": f"R-{issuer}"})


def test_the_result_of_a_laboratory_that_is_not_listed_answers_no_sample() -> None:
    told = given(*UNLOADED, sampled("S-1")).when(reported_by("Hasty Testing"))
    state = told.then("lab-result-received")
    received = told.last[-1].body
    assert isinstance(received, LabResultReceived)
    assert (received.adopted, received.unlisted) == (True, True)
    assert [sample.number for sample in state.samples_out] == ["S-1"]
    assert state.deadlines["D13"].open
    assert "is not adopted, Hasty Testing is not listed" in state.notifications[-1].subject
    told.when(reported_by("Hasty Testing")).then()
    told.when(reported_by("CCIC Ningbo")).then("lab-result-received", "lab-work-completed")
    assert not told.state.deadlines["D13"].open


def test_a_laboratory_is_listed_from_one_day_to_another() -> None:
    row = ListedLaboratory(
        issuer="A",
        valid_from=date(2025, 9, 1),
        valid_to=date(2025, 9, 30),
        source="",
        confidence="L",
    )
    days = [date(2025, 8, 31), date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 1)]
    assert [row.listed("A", day) for day in days] == [False, True, True, False]
    assert not row.listed("B", days[1])


def test_the_day_of_the_list_is_one_in_china() -> None:
    rules = rulebook("2025-09")
    first = datetime(2022, 11, 30, 16, tzinfo=UTC)
    assert rules.adopts("CCIC Ningbo", first)
    assert not rules.adopts("CCIC Ningbo", first - timedelta(minutes=1))
