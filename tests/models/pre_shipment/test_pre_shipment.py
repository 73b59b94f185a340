"""The file, its parts and their validity; what changes after the approval (domain 4.2)."""

from datetime import date, timedelta

import pytest

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.consignment.pre_shipment_file import Document, lacking, named
from models.deadlines.events import EscalationRaised
from models.inspection.messages import InspectionFinding, SettleSuspicion
from models.kernel.base_types import replace
from models.kernel.terms import (
    AuditDecision,
    Cause,
    CheckResult,
    Disposal,
    MetalKind,
    Mode,
    Outcome,
    Party,
    PreShipment,
    ProcessPhase,
    ReadingVerdict,
    Stage,
    Suspicion,
)
from models.port.events import PortalWentOffline
from models.pre_shipment.events import (
    PreShipmentSubmitted,
    PreShipmentWithdrawn,
    SealNumberRecorded,
    ShipmentAmended,
)
from models.pre_shipment.messages import DecidePreShipment, PreShipmentFile
from models.process import derived_status
from models.process.messages import Fact
from models.rules.rulebook import rulebook
from models.supervision.events import FactContradicted
from models.supervision.messages import FallBack
from tests.given import Given, Told, given, heard, later, refused
from tests.history import PAPERS, RULEBOOK, START, sample_box, sample_registration
from tests.models.stories import (
    APPROVE,
    APPROVED,
    BOX,
    BOX_2,
    DECLARED,
    FILE,
    HOLD,
    INSTRUCTED,
    LIN,
    ON_THE_ROAD,
    PILOT,
    RESUME,
    TICK,
    checked,
    disposal,
    reading,
    reads,
)

DAY = timedelta(days=1)
RULES, COPPER = rulebook(RULEBOOK), MetalKind.COPPER
NEW_BOX = sample_box(77)
REJECT = DecidePreShipment(officer=LIN, decision=AuditDecision.REJECT, reason="coated wire")
SAILED = Shipped(vessel="EVER LUCID")
WITHDRAWN = PreShipmentWithdrawn(reason="sold elsewhere")
SWAP = ShipmentAmended(box=BOX, new_box=NEW_BOX, seal="SL-NEW", reason="box damaged")
RESEAL = ShipmentAmended(box=BOX, seal="SL-NEW", reason="seal broken")
ARRIVED: tuple[Told, ...] = (VesselArrived(vessel="EVER LUCID"), Discharged(), DECLARED)


def without(*kinds: str) -> PreShipmentFile:
    kept = (part for kind, part in PAPERS.items() if kind not in kinds)
    return PreShipmentFile(documents=tuple(kept))


def parts(**changed: Document) -> PreShipmentFile:
    """The whole file, with some parts told in full."""
    told = {name.replace("_", "-"): part for name, part in changed.items()}
    return PreShipmentFile(documents=tuple({**PAPERS, **told}.values()))


def survey(issued: date, until: date | None = None) -> Document:
    dated = {"issued": issued, "valid_until": until}
    return PAPERS["radiation-survey"].model_copy(update=dated)


@pytest.mark.parametrize("kind", PAPERS)
def test_a_file_without_a_required_part_is_not_approved(kind: str) -> None:
    told = given(without(kind)).when(APPROVE)
    assert told.then(refused(f"{kind} is missing")).pre_shipment is PreShipment.SUBMITTED


def test_the_refusal_lists_all_that_lacks_and_says_what_to_do() -> None:
    told = given(without("vessel", "route")).when(APPROVE)
    told.then(refused("not complete: vessel is missing; route is missing; ask for a SUPPLEMENT"))


def test_a_certificate_is_wanted_only_if_there_is_one_and_then_in_date() -> None:
    given(FILE).when(APPROVE).then("pre-shipment-approved")
    old = Document(kind="certificate", issued=START.date() - 91 * DAY)
    given(parts(certificate=old)).when(APPROVE).then(refused("certificate was valid until"))


def test_a_part_older_than_the_rulebook_allows_is_out_of_date() -> None:
    good, old = START.date() - 60 * DAY, START.date() - 61 * DAY
    given(parts(radiation_survey=survey(good))).when(APPROVE).then("pre-shipment-approved")
    given(parts(radiation_survey=survey(old))).when(APPROVE).then(refused("2025-09-14"))


def test_a_part_that_says_its_own_end_is_held_to_the_earlier_one() -> None:
    ended = survey(START.date() - 3 * DAY, START.date() - DAY)
    given(parts(radiation_survey=ended)).when(APPROVE).then(refused("valid until 2025-09-14"))


def test_the_day_of_a_validity_is_that_of_china() -> None:
    file = given(parts(radiation_survey=survey(START.date(), START.date()))).state.file
    midnight_at_ningbo = START.replace(hour=16)
    assert lacking(file, RULES.documents, midnight_at_ningbo - timedelta(seconds=1), COPPER) == []
    assert lacking(file, RULES.documents, midnight_at_ningbo, COPPER) != []


def test_a_short_list_of_names_is_read_as_the_parts_it_stands_for() -> None:
    kinds = [part.kind for part in named(RULES.version, "Loading Photos")]
    assert kinds == [kind for kind in PAPERS if kind.startswith("photo-")]
    assert [p.kind for p in named(RULES.version, "composition analysis")] == [
        "composition-analysis"
    ]
    assert [p.kind for p in named(RULES.version, "letter of credit")] == ["letter of credit"]


def test_a_list_of_names_is_no_file() -> None:
    told = given(PreShipmentFile(documents=tuple(PAPERS))).when(APPROVE)
    told.then(refused("radiation-survey gives no value and unit of its dose rate"))
    assert "contract does not say its evidence (sha256)" in told.refusal
    assert "photo-full does not say its evidence (sha256)" in told.refusal
    assert "composition-analysis does not say its day of issue" in told.refusal


@pytest.mark.parametrize(
    "kind, changed, lacks",
    [
        ("contract", {"sha256": "see the mail"}, "contract does not say its evidence"),
        ("radiation-survey", {"issued": None}, "radiation-survey does not say its day of issue"),
        ("composition-analysis", {"issuer": " "}, "composition-analysis does not say its issuer"),
        ("composition-analysis", {"readings": ()}, "no value and unit of its copper content"),
        ("radiation-survey", {"readings": (reads("dose rate", "0.1", "µSv/h"),)}, "no background"),
        ("radiation-survey", {"readings": (reads("moisture", "0.1"),)}, "its dose rate"),
    ],
)
def test_a_part_that_says_too_little_is_named(
    kind: str, changed: dict[str, object], lacks: str
) -> None:
    file = parts(**{kind: PAPERS[kind].model_copy(update=changed)})
    given(file).when(APPROVE).then(refused(lacks))


def surveyed(value: str, unit: str = "µSv/h") -> PreShipmentFile:
    shown = reads("剂量率", value, unit, background="0.08")
    part = PAPERS["radiation-survey"].model_copy(update={"readings": (shown,)})
    return parts(radiation_survey=part)


@pytest.mark.parametrize("value, unit", [("0.40", "µSv/h"), ("40", "µR/h"), ("12", "furlong")])
def test_a_survey_over_its_limit_or_not_understood_is_suspected_and_not_approved(
    value: str, unit: str
) -> None:
    told = given(surveyed(value, unit))
    told.then("pre-shipment-submitted", "nonconformance-raised")
    assert [(d.reason, d.afloat) for d in told.state.suspicions()] == [("NC-01", True)]
    told.when(APPROVE).then(refused("settle first what is suspected: NC-01"))
    assert told.state.open_emergency is None


def test_the_values_of_a_file_are_judged_like_every_reading() -> None:
    told = given(surveyed("0.10"))
    body = told.last[0].body
    assert isinstance(body, PreShipmentSubmitted)
    found = {each.parameter: (each.verdict, each.written) for each in body.readings}
    within = ReadingVerdict.WITHIN
    assert found == {"dose rate": (within, "剂量率"), "copper content": (within, "")}
    told.when(APPROVE).then("pre-shipment-approved")


def test_a_supplement_completes_the_file_that_is_there() -> None:
    more = DecidePreShipment(officer=LIN, decision=AuditDecision.SUPPLEMENT, reason="no route")
    told = given(without("route"), more, PreShipmentFile(documents=(PAPERS["route"],)))
    told.when(APPROVE).then("pre-shipment-approved")


def test_of_two_parts_of_a_kind_the_one_handed_in_later_counts_whenever_it_is_heard() -> None:
    told = given(later(parts(radiation_survey=survey(START.date())), hours=5))
    old = heard(parts(radiation_survey=survey(date(2024, 1, 1))), told.now - timedelta(hours=2))
    told.when(old, APPROVE).then("pre-shipment-approved")


def test_parts_keep_their_number_issuer_and_the_hash_of_the_evidence() -> None:
    part = Document(kind="contract", number="C-7", sha256="ab" * 32, issuer="Kobe Metals")
    filed = given(parts(contract=part)).state.file["contract"]
    assert filed.document == part


def test_an_enterprise_takes_its_file_back_and_hands_in_another() -> None:
    told = given(*APPROVED).when(WITHDRAWN)
    state = told.then("pre-shipment-withdrawn")
    assert (state.pre_shipment, state.file) == (PreShipment.WITHDRAWN, {})
    assert state.deadlines["D04"].open
    told.when(APPROVE).then(refused("the pre-shipment file is WITHDRAWN"))
    assert told.when(FILE, APPROVE).state.pre_shipment is PreShipment.APPROVED


def test_goods_whose_file_was_withdrawn_come_in_the_traditional_mode() -> None:
    state = given(*APPROVED, WITHDRAWN, later(ARRIVED[0], days=30), *ARRIVED[1:], INSTRUCTED).state
    assert (state.mode, state.causes) == (Mode.TRADITIONAL, (Cause.NOT_APPROVED,))


def test_a_withdrawal_after_the_mode_was_decided_ends_the_pilot_while_it_can() -> None:
    given(*PILOT).when(WITHDRAWN).then("pre-shipment-withdrawn", "fell-back")
    given(*ON_THE_ROAD).when(WITHDRAWN).then("fact-contradicted")


def test_a_withdrawal_that_is_older_than_the_file_concerned_an_earlier_one() -> None:
    told = given(later(FILE, hours=5))
    state = told.when(heard(WITHDRAWN, told.now - timedelta(hours=1))).state
    assert state.pre_shipment is PreShipment.SUBMITTED


def test_a_file_that_is_older_than_the_withdrawal_is_no_file_any_more() -> None:
    told = given(later(WITHDRAWN, hours=5))
    state = told.when(heard(FILE, told.now - timedelta(hours=1))).state
    assert (state.pre_shipment, state.file) == (PreShipment.WITHDRAWN, {})


def test_a_rejection_leaves_the_pilot_and_enterprise_and_broker_hear_of_it() -> None:
    told = given(FILE).when(REJECT)
    state = told.then("pre-shipment-rejected", "fell-back")
    assert (state.pre_shipment, state.outcome) == (PreShipment.REJECTED, None)
    assert (state.mode, state.causes) == (Mode.TRADITIONAL, (Cause.NOT_APPROVED,))
    assert derived_status.stage(state) is Stage.INBOUND
    assert {alarm.party for alarm in state.notifications} == {Party.ENTERPRISE, Party.BROKER}
    assert not [d.id for d in state.deadlines.values() if d.open and d.id in {"D03", "D04"}]


def test_rejected_goods_that_sail_are_supervised_in_the_traditional_mode() -> None:
    arrived = (later(ARRIVED[0], days=30), *ARRIVED[1:])
    state = given(FILE, REJECT, *arrived, INSTRUCTED).state
    assert (state.course, state.causes) == (ProcessPhase.TRADITIONAL, (Cause.NOT_APPROVED,))
    ringing = given(FILE, REJECT, *arrived, INSTRUCTED).when(reading(BOX, CheckResult.ALARM)).state
    assert ringing.open_emergency is not None


def test_a_file_that_is_rejected_after_the_pilot_was_left_leaves_nothing() -> None:
    lapsed = given(FILE, FallBack(officer=LIN, reason="no lock"))
    lapsed.when(REJECT).then("pre-shipment-rejected")


@pytest.mark.parametrize("again", [(), (FILE,)])
def test_goods_whose_rejected_file_is_withdrawn_are_not_shipped(again: tuple[Told, ...]) -> None:
    told = given(FILE, REJECT, *again).when(WITHDRAWN)
    state = told.then("pre-shipment-withdrawn", "consignment-closed")
    assert (state.outcome, derived_status.next_due(state)) == (Outcome.REJECTED, None)
    told.when(SAILED).then("fact-after-closure")


@pytest.mark.parametrize("seen", [SAILED, *ARRIVED[:2]])
def test_a_rejected_file_withdrawn_when_the_goods_are_on_their_way_stops_nothing(
    seen: Fact,
) -> None:
    state = given(FILE, REJECT, seen).when(WITHDRAWN).then("pre-shipment-withdrawn")
    assert state.course is ProcessPhase.INBOUND


def test_a_withdrawal_that_is_older_than_the_rejection_does_not_close() -> None:
    told = given(FILE, later(REJECT, hours=5))
    older = heard(WITHDRAWN, told.now - timedelta(hours=1))
    assert told.when(older).then("pre-shipment-withdrawn").pre_shipment is PreShipment.REJECTED
    told.when(later(WITHDRAWN, hours=1)).then("pre-shipment-withdrawn", "consignment-closed")


def test_a_file_handed_in_after_the_rejection_brings_no_pilot_back() -> None:
    state = given(FILE, REJECT, FILE, APPROVE, *ARRIVED, INSTRUCTED).state
    assert (state.mode, state.causes) == (Mode.TRADITIONAL, (Cause.NOT_APPROVED,))


@pytest.mark.parametrize(
    "amendment",
    [
        SWAP,
        RESEAL,
        ShipmentAmended(vessel="EVER LATER"),
        ShipmentAmended(etd=START + 21 * DAY),
        ShipmentAmended(eta=START + 31 * DAY),
    ],
)
def test_what_is_amended_after_the_approval_is_audited_anew(
    amendment: ShipmentAmended,
) -> None:
    told = given(*APPROVED).when(later(amendment, days=1))
    state = told.then("shipment-amended", "pre-shipment-reopened")
    assert state.pre_shipment is PreShipment.SUBMITTED
    assert state.deadlines["D03"].open
    assert state.deadlines["D04"].open
    assert derived_status.must_act(state) == "C2"
    assert told.when(APPROVE).state.pre_shipment is PreShipment.APPROVED


def test_an_amendment_before_the_approval_only_changes_what_is_audited() -> None:
    told = given(FILE).when(RESEAL)
    assert told.then("shipment-amended").boxes[BOX].seal == "SL-NEW"


def test_an_amendment_that_says_what_is_known_changes_nothing() -> None:
    given(*APPROVED, RESEAL).when(later(RESEAL, hours=1)).then()


def test_an_amendment_heard_after_the_approval_concerns_it_even_if_it_happened_before() -> None:
    told = given(FILE, later(APPROVE, hours=5))
    approved = told.now
    state = told.when(heard(RESEAL, told.now - timedelta(hours=2))).then(
        "shipment-amended", "pre-shipment-reopened"
    )
    assert state.deadlines["D03"].open
    assert state.deadlines["D03"].opened_at == approved


def test_an_amendment_after_the_mode_was_decided_ends_the_pilot_while_it_can() -> None:
    state = given(*PILOT).when(RESEAL).then("shipment-amended", "fell-back")
    assert state.causes == (Cause.NOT_APPROVED,)
    given(*ON_THE_ROAD).when(RESEAL).then("fact-contradicted")


def test_a_swapped_box_is_known_by_its_new_number_in_everything() -> None:
    told = given(FILE, *ARRIVED[1:2], boxes=2)
    assert f"D05/{BOX}" in told.state.deadlines
    state = told.when(SWAP).then("shipment-amended")
    assert list(state.boxes) == [NEW_BOX, BOX_2]
    assert [box.number for box in state.registration.boxes] == [NEW_BOX, BOX_2]
    assert (state.boxes[NEW_BOX].number, state.boxes[NEW_BOX].seal) == (NEW_BOX, "SL-NEW")
    assert state.deadlines[f"D05/{NEW_BOX}"].box == NEW_BOX
    assert f"D05/{BOX}" not in state.deadlines
    given_to_it = PortalWentOffline(box=NEW_BOX, portal_id="R")
    assert told.when(given_to_it).last[0].body.type == "portal-went-offline"
    told.when(PortalWentOffline(box=BOX, portal_id="R")).then("fact-contradicted")


@pytest.mark.parametrize(
    "before, amendment, known",
    [
        (checked(BOX), SWAP, "was seen in the port: machine-inspected, radiation-measured"),
        (APPROVED, ShipmentAmended(new_box=NEW_BOX), "the boxes are"),
        (APPROVED, ShipmentAmended(box=BOX, new_box=BOX), "the boxes are"),
        (APPROVED, ShipmentAmended(box=NEW_BOX, seal="S"), "the boxes are"),
    ],
)
def test_an_amendment_that_cannot_be_is_a_contradiction(
    before: tuple[Told, ...], amendment: ShipmentAmended, known: str
) -> None:
    told = given(*before)
    boxes = told.state.boxes
    state = told.when(amendment).then("fact-contradicted")
    (body,) = [event.body for event in told.last]
    assert isinstance(body, FactContradicted)
    assert known in body.known
    assert state.boxes == boxes


def test_deadlines_before_the_arrival_move_with_the_announced_arrival() -> None:
    told = given()
    before = {d.id: d.escalations[0].due for d in told.state.deadlines.values()}
    told.when(ShipmentAmended(eta=START + 33 * DAY, etd=START + 21 * DAY))
    moved = {d.id: d.escalations[0].due - before[d.id] for d in told.state.deadlines.values()}
    assert moved == {"D04": 3 * DAY, "P02": DAY, "P03": 3 * DAY}


def test_a_seal_number_completes_a_box_that_had_none() -> None:
    state = (
        _sealed_later(BOX)
        .when(SealNumberRecorded(box=BOX, seal_no="SL-1"))
        .then("seal-number-recorded")
    )
    assert state.boxes[BOX].seal == "SL-1"
    assert state.pre_shipment is PreShipment.APPROVED


def test_another_seal_than_the_approved_one_is_audited_anew() -> None:
    seal = SealNumberRecorded(box=BOX, seal_no="SL-9")
    given(*APPROVED).when(seal).then("seal-number-recorded", "pre-shipment-reopened")
    given(FILE).when(seal).then("seal-number-recorded")
    given(*PILOT).when(seal).then("seal-number-recorded", "fell-back")
    given(*ON_THE_ROAD).when(seal).then("fact-contradicted")


def test_the_registered_seal_is_recorded_once() -> None:
    seal = SealNumberRecorded(box=BOX, seal_no=given().state.boxes[BOX].seal)
    told = given(*APPROVED).when(seal)
    told.then("seal-number-recorded")
    told.when(seal).then()


def test_an_approval_outlasts_an_ordinary_voyage_and_needs_no_timer() -> None:
    assert "P04" not in given(*APPROVED).state.deadlines


LONG: tuple[Told, ...] = (ShipmentAmended(eta=START + 90 * DAY), FILE, APPROVE)


def test_an_approval_that_ends_at_sea_is_told_of_and_expires() -> None:
    told = given(*LONG)
    told.when(later(TICK, days=61), TICK)
    state = told.then("escalation-raised", "pre-shipment-expired")
    assert state.pre_shipment is PreShipment.EXPIRED
    assert state.deadlines["D04"].open
    assert derived_status.must_act(state) == "E"


def test_after_the_expiry_the_mode_is_traditional_unless_it_is_approved_again() -> None:
    lapsed = (*LONG, later(TICK, days=61), TICK)
    state = given(*lapsed, *ARRIVED, INSTRUCTED).state
    assert (state.mode, state.causes) == (Mode.TRADITIONAL, (Cause.NOT_APPROVED,))
    again = parts(radiation_survey=survey(START.date() + 60 * DAY))
    assert given(*lapsed, again, APPROVE, *ARRIVED, INSTRUCTED).state.mode is Mode.PILOT


def test_a_vessel_that_is_late_without_a_word_finds_the_approval_run_out() -> None:
    told = given(*APPROVED, later(ARRIVED[0], days=61), *ARRIVED[1:]).when(INSTRUCTED)
    state = told.then("mode-decided", "pre-shipment-expired", "selection-drawn")
    assert (state.mode, state.pre_shipment) == (Mode.TRADITIONAL, PreShipment.EXPIRED)


def test_an_approval_whose_clock_stood_still_under_a_hold_is_good_for_as_much_longer() -> None:
    told = given(*LONG, HOLD, later(RESUME, days=10), later(ARRIVED[0], days=55), *ARRIVED[1:])
    assert told.when(INSTRUCTED).state.mode is Mode.PILOT


def test_an_amendment_less_than_a_day_before_the_arrival_is_left_to_the_mode_decision() -> None:
    told = given(*APPROVED, later(RESEAL, days=29, hours=12))
    assert not told.state.deadlines["D04"].open
    state = told.when(later(ARRIVED[0], hours=11), *ARRIVED[1:], INSTRUCTED).state
    assert state.mode is Mode.TRADITIONAL


def test_the_papers_are_asked_for_before_the_loading_and_at_the_latest_before_the_arrival() -> None:
    told = given()
    due = {
        d.id: [escalation.due - START for escalation in d.escalations]
        for d in told.state.deadlines.values()
    }
    assert due["P02"] == [17 * DAY, 20 * DAY]
    assert due["P03"] == [29 * DAY]


def test_a_consignment_registered_after_its_loading_was_never_told_to_hurry() -> None:
    told = given(etd=START - DAY)
    assert "P02" not in told.state.deadlines
    assert told.state.deadlines["P03"].open


def test_both_the_enterprise_and_the_broker_hear_of_a_pilot_that_never_began() -> None:
    told = given(later(TICK, days=29))
    while told.when(TICK).last:
        pass
    raised = [e.body for e in told.events if isinstance(e.body, EscalationRaised)]
    assert [(b.party, *b.also) for b in raised if b.effect] == [("C2", "E", "B")]
    assert told.state.mode is Mode.TRADITIONAL


def test_a_supplement_is_due_in_three_working_days() -> None:
    more = DecidePreShipment(officer=LIN, decision=AuditDecision.SUPPLEMENT, reason="no route")
    told = given(FILE, more)
    asked = told.now
    assert [r.due - asked for r in told.state.deadlines["P01"].escalations] == [
        2 * DAY, 3 * DAY, 7 * DAY,
    ]  # fmt: skip
    assert not told.when(later(FILE, days=1)).state.deadlines["P01"].open


def _sealed_later(number: str) -> Given:
    """An approved consignment whose box was registered without a seal."""
    told = given(*APPROVED)
    box = replace(told.state.boxes[number], seal="")
    told.state = replace(told.state, boxes={number: box})
    return told


@pytest.mark.parametrize("told_late", [WITHDRAWN, FILE])
def test_after_the_pilot_was_left_nothing_waits_for_the_file(told_late: Fact) -> None:
    told = given(FILE, FallBack(officer=LIN, reason="no lock")).when(told_late)
    assert told.state.course is ProcessPhase.INBOUND
    running = {d.id for d in told.state.deadlines.values() if d.open}
    assert not {"D03", "D04", "P01", "P04"} & running


def audits(decision: AuditDecision, *found: InspectionFinding) -> DecidePreShipment:
    return DecidePreShipment(
        officer=LIN, decision=decision, reason="weights differ", findings=found
    )


def clears(reason: str, verdict: Suspicion = Suspicion.CLEARED) -> SettleSuspicion:
    said = {"officer": LIN, "reason": reason, "verdict": verdict, "note": "the new list fits"}
    return SettleSuspicion.model_validate(said)


DOUBT = InspectionFinding(reason="NC-15", status=Suspicion.SUSPECTED, note="weights differ")
SURE = InspectionFinding(reason="NC-13", note="photos show coated wire")
DOUBTED: tuple[Told, ...] = (FILE, audits(AuditDecision.SUPPLEMENT, DOUBT))


def test_a_finding_of_the_audit_is_mended_by_a_supplement() -> None:
    told = given(FILE).when(audits(AuditDecision.SUPPLEMENT, DOUBT))
    told.then("nonconformance-raised", "supplement-requested")
    assert told.state.mode is Mode.UNDECIDED
    assert derived_status.must_act(told.state) is Party.ENTERPRISE
    told.when(FILE)
    assert derived_status.must_act(told.state) is Party.INSPECTION_OFFICER
    told.when(APPROVE).then(refused("settle first what is suspected: NC-15"))
    told.when(clears("NC-15"), APPROVE).then("pre-shipment-approved")


def test_what_is_confirmed_on_paper_ends_in_a_rejection() -> None:
    told = given(FILE)
    told.when(audits(AuditDecision.SUPPLEMENT, SURE)).then(refused("NC-13 is confirmed"))
    told.when(audits(AuditDecision.REJECT, SURE))
    told.then("nonconformance-raised", "fell-back", "pre-shipment-rejected")
    assert "L01" not in told.state.deadlines
    told.when(disposal(Disposal.RETURN)).then(refused("have not arrived"))


def test_a_suspicion_that_proves_right_ends_the_pilot_and_the_approval() -> None:
    told = given(*DOUBTED).when(clears("NC-15", Suspicion.CONFIRMED))
    told.then("nonconformance-settled", "fell-back")
    told.when(FILE, APPROVE).then(refused("NC-15 is confirmed"))


def test_an_approval_has_no_findings() -> None:
    given(FILE).when(audits(AuditDecision.APPROVE, DOUBT)).then(refused("NC-15 is found"))


@pytest.mark.parametrize("reason", ["NC-07", "NC-13.NONE", "NC-14", "NC-15"])
def test_the_audit_finds_what_the_catalogue_says_it_can(reason: str) -> None:
    found = InspectionFinding(reason=reason)
    assert given(FILE, audits(AuditDecision.REJECT, found)).state.confirmed()


def test_the_audit_finds_nothing_that_papers_cannot_show() -> None:
    told = given(FILE)
    told.when(audits(AuditDecision.REJECT, InspectionFinding(reason="NC-09"))).then(
        refused("NC-09 is not found")
    )
    told.when(audits(AuditDecision.REJECT, InspectionFinding(reason="NC-99"))).then(
        refused("unknown reason NC-99")
    )


def test_what_papers_showed_is_a_suspicion_of_the_goods_that_come_all_the_same() -> None:
    told = given(FILE, audits(AuditDecision.REJECT, SURE), SAILED, *ARRIVED)
    assert [each.reason for each in told.state.suspicions()] == ["NC-13"]
    told.when(clears("NC-13", Suspicion.CONFIRMED)).then("nonconformance-settled")
    assert told.state.deadlines["L01"].open


@pytest.mark.parametrize("amendment", [SWAP, RESEAL, ShipmentAmended(vessel="EVER LATER")])
def test_an_amendment_leaves_the_category_of_a_box_as_it_was(
    amendment: ShipmentAmended,
) -> None:
    wire, granules = sample_registration(1, 2).boxes
    apart = granules.model_copy(update={"category": "铜米 granules"})
    goods = sample_registration(1, 2).model_copy(update={"boxes": (apart, wire)})
    told = Given(goods)
    told.when(amendment.model_copy(update={"box": amendment.box and apart.number}))
    first, second = told.state.registration.boxes
    assert (first.category, second.category) == ("铜米 granules", "")
    assert told.state.registration.category_of(first.number) == "铜米 granules"
