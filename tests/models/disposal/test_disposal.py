"""What becomes of goods that failed: conditions, amendment, dispute, release in part, use."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.consignment.state import State
from models.deadlines.messages import ExtendDeadline
from models.disposal.events import (
    BoxesReleased,
    CodeAmended,
    ConsumptionReported,
    Destroyed,
    DestructionAccounted,
    DestructionSupervised,
    RectificationCompleted,
    RectificationPlanned,
    ResultDisputed,
)
from models.disposal.messages import ReferCase, ReleaseBoxes, SuperviseDestruction
from models.inspection.messages import (
    InspectionFinding,
    PermitUnloading,
    RecordInspection,
    RecordMeasurements,
    SettleSuspicion,
)
from models.kernel.event_types import EventType
from models.kernel.terms import (
    Disposal,
    GoodsUse,
    MetalKind,
    Outcome,
    Overlay,
    Party,
    ProcessPhase,
    Suspicion,
)
from models.process import derived_status
from models.process.derived_status import must_act
from models.process.messages import DecideStandingAct, Fact, Retract
from models.process.next_calls import conclusion, next_calls
from models.returns.events import (
    ReturnDeparted,
    ReturnExited,
    ReturnGatedIn,
    ReturnGatedOut,
    ReturnLoaded,
)
from models.returns.messages import OrderReturn
from models.rules.rulebook import rulebook
from models.supervision.events import FactAfterClosure, ViolationRecorded
from models.supervision.messages import Close, Release
from tests.given import Given, Told, given, heard, later, refused
from tests.inspecting import conforming
from tests.models.stories import (
    AT_THE_FACTORY,
    AT_THE_SITE,
    BOX,
    BOX_2,
    CLOSED,
    CONFORM,
    DISPUTE,
    DRIED,
    ENTRY_ID,
    FAILED,
    HOLD,
    LIN,
    RECTIFYING,
    REINSPECT,
    RESUME,
    SECOND,
    TICK,
    UNLOADED,
    UPHELD,
    WORKED,
    concludes,
    disposal,
    failing,
    lab_result,
    reads,
    sampled,
    unloaded,
    waiving,
    weighed,
)
from workflows.suggested_commands import unblocking

RULES = rulebook("2025-09")
DAY = timedelta(days=1)
RECTIFIED = RectificationCompleted(note="done")
RECTIFY, RETURN = disposal(Disposal.RECTIFY), disposal(Disposal.RETURN)
# Default and detection as the table of domain 2 has them.
DEFAULTS = {
    "EMERGENCY": {1, 2, 3, 4},
    "RETURN": {5, 6, 7, 8, 9, 10, 14},
    "RECTIFY": {11, 12, 13, 15, 16},
}


def amendment(code: str = "7404000050") -> CodeAmended:
    return CodeAmended(entry_id=ENTRY_ID, code=code, duty=Decimal("22500.00"), receipt_no="T-1")


def frees(*boxes: str) -> ReleaseBoxes:
    return ReleaseBoxes(officer=LIN, boxes=boxes, reason="nothing was found in them")


def used(kg: str = "900", box: str | None = None) -> ConsumptionReported:
    return ConsumptionReported(box=box, used_kg=Decimal(kg))


def extend(hours: int) -> ExtendDeadline:
    return ExtendDeadline(
        officer=LIN, deadline="D16", hours=hours, reason="the dryer broke", **SECOND
    )


def two_boxes(reason: str = "NC-09", box: str | None = BOX_2) -> Given:
    return given(*unloaded(BOX, BOX_2), failing(reason, box), WORKED, boxes=2)


@pytest.mark.parametrize("default", DEFAULTS)
def test_every_reason_has_its_default(default: str) -> None:
    found = {int(row.code[3:]) for row in RULES.nonconformances if row.default == default}
    assert found == DEFAULTS[default]
    assert all(row.detected and row.basis for row in RULES.nonconformances)
    allowed = [row for row in RULES.nonconformances if row.default == "RECTIFY"]
    assert all(Disposal.RECTIFY in row.disposals for row in allowed)


def test_a_sealed_vessel_is_removed_only_by_a_decision_that_says_so() -> None:
    told = given(*UNLOADED, failing("NC-05"))
    told.when(RECTIFY).then(refused("say explicit: true"))
    told.when(RECTIFY.model_copy(update={"explicit": True, "reason": " "})).then(
        refused("give a reason")
    )
    told.when(RECTIFY.model_copy(update={"explicit": True})).then("rectification-ordered")


def test_coated_material_is_sorted_out_only_where_the_policy_allows_it() -> None:
    assert not RULES.policies["sort out coated material"]
    told = given(*UNLOADED, failing("NC-10"))
    told.when(RECTIFY).then(refused("the policy 'sort out coated material' is off"))
    told.when(RETURN).then("return-ordered")


@pytest.mark.parametrize(
    "reason, refusal",
    [
        ("NC-13", ""),
        ("NC-13.OTHER", ""),
        ("NC-13.NONE", "NC-13.NONE does not allow RECTIFY"),
        ("NC-14.CATEGORIES", ""),
        ("NC-14.KINDS", "NC-14.KINDS does not allow RECTIFY"),
        ("NC-09.SWARF", "NC-09.SWARF does not allow RECTIFY"),
        ("NC-06", "NC-06 does not allow RECTIFY"),
        ("NC-15", ""),
        ("NC-16", ""),
    ],
)
def test_what_may_be_treated_depends_on_the_shape_of_the_defect(reason: str, refusal: str) -> None:
    told = given(*UNLOADED, failing(reason))
    told.when(RECTIFY)
    assert refusal in told.refusal
    assert bool(told.refusal) == bool(refusal)


def test_goods_with_two_defects_are_treated_only_if_both_may_be() -> None:
    both = failing("NC-12").model_copy(
        update={
            "findings": (InspectionFinding(reason="NC-12"), InspectionFinding(reason="NC-09.TOTAL"))
        }
    )
    given(*UNLOADED, both).when(RECTIFY).then(refused("NC-09.TOTAL does not allow RECTIFY"))


def test_a_disposal_is_due_within_a_working_day_of_the_confirmation() -> None:
    told = given(*FAILED)
    decide = told.state.deadlines["L01"]
    assert decide.escalations[0].due == told.now + DAY
    told.when(RETURN)
    assert not told.state.deadlines["L01"].open


def test_a_suspicion_opens_no_decision() -> None:
    doubt = InspectionFinding(reason="NC-13", status=Suspicion.SUSPECTED)
    found = (InspectionFinding(reason="NC-12"), doubt)
    told = given(*UNLOADED)
    told.when(failing().model_copy(update={"findings": found[1:]})).then(refused("CONFIRMED"))
    assert "L01" not in told.state.deadlines


def test_a_treatment_has_a_plan_a_term_and_a_re_inspection() -> None:
    told = given(*RECTIFYING)
    assert told.state.deadlines["L02"].open
    told.when(RectificationPlanned(plan="dry it")).then("rectification-planned")
    assert not told.state.deadlines["L02"].open
    told.when(DRIED, RECTIFIED)
    assert told.state.deadlines["L03"].open
    told.when(CONFORM)
    assert not told.state.deadlines["L03"].open
    assert told.state.conforms


def test_a_treatment_gets_five_more_working_days_once() -> None:
    told = given(*RECTIFYING)
    told.when(extend(24 * 8)).then(refused("by 5 working days at the most"))
    told.when(extend(24 * 7)).then("deadline-extended")
    told.when(extend(24)).then(refused("has been extended 1 time(s)"))
    told.when(later(RECTIFIED, days=1), failing(), RECTIFY, extend(24)).then("deadline-extended")


def test_too_little_metal_is_cured_by_another_code_and_its_duty() -> None:
    told = given(*UNLOADED, failing("NC-11"), RECTIFY, RECTIFIED)
    told.when(CONFORM).then(refused("cured by amending the declaration to 7404000050"))
    told.when(amendment("7404000030"), CONFORM).then(refused("7404000050"))
    told.when(amendment()).then("code-amended")
    told.when(CONFORM).then("inspection-started", "inspection-recorded", "conformity-assessed")


def test_an_amendment_told_twice_is_one() -> None:
    told = given(*RECTIFYING, amendment())
    told.when(amendment()).then()
    told.when(amendment("7404000030")).then("code-amended")
    assert told.state.amended_code == "7404000030"


@pytest.mark.parametrize(
    "registered", [{"kind": MetalKind.ALUMINIUM_CAST, "code": "7602000020"}, {"code": "7404000050"}]
)
def test_goods_without_another_code_are_returned_for_too_little_metal(
    registered: dict[str, object],
) -> None:
    told = given(*UNLOADED, failing("NC-11"), **registered)  # type: ignore[arg-type]
    told.when(RECTIFY).then(refused("has none; order the return"))
    told.when(RETURN).then("return-ordered")


def test_a_dispute_freezes_the_clocks_until_it_is_settled() -> None:
    told = given(*FAILED).when(DISPUTE).then("result-disputed")
    assert told.overlays == (Overlay.DISPUTE,)
    assert told.deadlines["L01"].next is None
    assert told.deadlines["L05"].next is not None
    assert derived_status.must_act(told) is Party.INSPECTION_OFFICER


def test_a_result_that_is_upheld_stands_and_its_clocks_go_on() -> None:
    told = given(*FAILED, DISPUTE).when(later(UPHELD, days=3))
    told.then("dispute-settled")
    assert told.state.overlays == ()
    assert told.state.deadlines["L01"].next is not None
    told.when(RETURN).then("return-ordered")


def test_a_result_set_aside_is_inspected_again_with_its_defects_open_anew() -> None:
    told = given(*FAILED, RETURN, DISPUTE).when(REINSPECT)
    told.then("dispute-settled", "reinspection-ordered")
    state = told.state
    assert (state.course, state.failed, state.disposal) == (ProcessPhase.PILOT, False, None)
    assert [d.status for d in state.defects] == [Suspicion.SUSPECTED]
    assert state.deadlines["L03"].open
    assert not state.deadlines["D17"].open
    told.when(CONFORM).then(refused("settle first"))
    clear = {"officer": LIN, "reason": "NC-12", "verdict": "CLEARED", "note": "dry"}
    told.when(SettleSuspicion.model_validate(clear), CONFORM)
    told.then("inspection-started", "inspection-recorded", "conformity-assessed")


def test_goods_that_fail_again_are_returned_with_a_full_escalation_policy() -> None:
    told = given(*FAILED, RETURN, DISPUTE, later(REINSPECT, days=9))
    confirm = {"officer": LIN, "reason": "NC-12", "verdict": "CONFIRMED"}
    told.when(SettleSuspicion.model_validate(confirm), failing("NC-09"), RETURN)
    told.then("return-ordered")
    assert told.state.deadlines["D17"].open
    assert told.state.deadlines["D17"].opened_at == told.now


@pytest.mark.parametrize("days, recorded", [(15, "result-disputed"), (16, "fact-contradicted")])
def test_a_result_can_be_disputed_for_fifteen_days(days: int, recorded: str) -> None:
    told = given(*FAILED)
    told.when(later(heard(DISPUTE, told.now + days * DAY), days=days)).then(recorded)


def test_there_must_be_a_result_to_dispute() -> None:
    given(*UNLOADED).when(DISPUTE).then("fact-contradicted")
    given(*UNLOADED, CONFORM).when(DISPUTE).then("fact-contradicted")
    given(*FAILED, RETURN, ReturnDeparted()).when(DISPUTE).then("fact-contradicted")


def test_a_dispute_told_twice_is_one() -> None:
    told = given(*FAILED, DISPUTE)
    told.when(DISPUTE).then()
    told.when(ResultDisputed(reason="another one")).then("fact-contradicted")


def test_boxes_without_a_defect_are_released_by_explicit_decision() -> None:
    told = two_boxes().when(frees(BOX, BOX))
    told.then("boxes-released")
    freed = told.last[-1].body
    assert isinstance(freed, BoxesReleased)
    assert (freed.boxes, freed.reason) == ((BOX,), "nothing was found in them")
    assert [box.released for box in told.state.boxes.values()] == [True, False]


@pytest.mark.parametrize("box", [BOX, None])
def test_no_box_is_released_with_a_defect_of_its_own_or_of_the_batch(box: str | None) -> None:
    two_boxes("NC-12", box).when(frees(BOX)).then(refused("NC-12 is open on box"))


def test_no_box_is_released_while_a_sample_of_it_is_out() -> None:
    told = given(*unloaded(BOX, BOX_2), sampled(box=BOX), failing("NC-09", BOX_2), boxes=2)
    told.when(frees(BOX)).then(refused("has not reported on S-1"))


def test_not_all_boxes_are_released_one_by_one() -> None:
    told = two_boxes("NC-12").when(RECTIFY, RECTIFIED)
    told.when(frees(BOX)).then("boxes-released")
    told.when(frees(BOX_2)).then(refused("conclude the inspection instead"))


def test_a_batch_released_in_part_has_one_outcome() -> None:
    told = two_boxes().when(frees(BOX), RETURN, ReturnExited(vessel="A"))
    told.when(Release()).then()
    told.when(Close(outcome=Outcome.RETURNED)).then("consignment-closed")
    told.when(Close(outcome=Outcome.RELEASED)).then()
    assert told.state.outcome is Outcome.RETURNED
    assert told.types().count("consignment-closed") == 1


def test_the_rest_of_a_batch_released_in_part_can_be_treated_and_released() -> None:
    told = two_boxes("NC-12").when(frees(BOX), RECTIFY, DRIED, RECTIFIED)
    told.when(conforming(LIN, BOX, BOX_2), Release())
    told.then("released-for-use")


def test_use_before_the_release_is_a_violation() -> None:
    told = given(*UNLOADED).when(used())
    told.then("consumption-reported", "violation-recorded")
    assert told.state.violations == ("SV-10",)


@pytest.mark.parametrize(
    "how, said",
    [
        (GoodsUse.CONSUMED, "used"),
        (GoodsUse.SOLD, "sold"),
        (GoodsUse.MOVED, "moved away"),
        (GoodsUse.MERGED, "merged with other stock"),
    ],
)
def test_so_are_sale_removal_and_the_mixing_of_lots(how: GoodsUse, said: str) -> None:
    told = given(*UNLOADED).when(used().model_copy(update={"how": how}))
    note = f"900 kg {said} before the release"
    told.then("consumption-reported", ViolationRecorded(code="SV-10", note=note, grade=1))


def test_use_of_a_box_that_was_released_by_itself_is_none() -> None:
    told = two_boxes().when(frees(BOX))
    told.when(used(box=BOX)).then("consumption-reported")
    told.when(used(box=BOX_2)).then("consumption-reported", "violation-recorded")


def test_use_after_the_release_is_what_it_is_for() -> None:
    told = given(*UNLOADED, CONFORM, Release())
    told.when(used()).then("consumption-reported")
    given(*CLOSED).when(used()).then(
        FactAfterClosure(fact="consumption-reported", unexpected=False)
    )


def test_use_of_released_goods_while_they_are_on_hold_is_a_violation() -> None:
    told = given(*UNLOADED, CONFORM, Release(), HOLD).when(used())
    told.then("consumption-reported", "violation-recorded")
    assert told.last[-1].body.model_dump()["note"] == "900 kg used under HOLD"
    during = told.now
    told.when(RESUME, used()).then("consumption-reported")
    told.when(heard(used("100"), during)).then("consumption-reported", "violation-recorded")
    two_boxes().when(frees(BOX), HOLD, used(box=BOX)).then(
        "consumption-reported", "violation-recorded"
    )


def test_use_that_happened_before_the_release_is_a_violation_also_when_heard_after_it() -> None:
    told = given(*UNLOADED, CONFORM)
    before = told.now
    told.when(Release(), heard(used(), before)).then("consumption-reported", "violation-recorded")


def test_a_lapsed_treatment_ends_in_the_return() -> None:
    told = given(*RECTIFYING, RectificationPlanned(plan="dry it"))
    told.when(later(TICK, days=20), *[TICK] * 12)
    assert told.state.disposal is Disposal.RETURN


def watching(kg: object = "21550", **said: object) -> SuperviseDestruction:
    """A record of what was destroyed before the eyes of two officers."""
    seen = {"place": "furnace 2", "method": "smelted", "witness": "Zhou Min"}
    proof = {"photos": [{"name": "photos/1.jpg", "sha256": "cd" * 32}]}
    return SuperviseDestruction.model_validate(
        {"officer": LIN, "weight_kg": kg, **seen, **proof, **said}
    )


DESTROYING: tuple[Told, ...] = (*FAILED, disposal(Disposal.DESTROY))
SMELTED = Destroyed(note="smelted")


def test_a_destruction_ends_with_the_word_of_the_enterprise_and_the_record_of_an_officer() -> None:
    told = given(*DESTROYING, SMELTED)
    assert conclusion(Outcome.DESTROYED) not in next_calls(told.state)
    assert must_act(told.state) is Party.INSPECTION_OFFICER
    assert {d.id for d in told.state.deadlines.values() if d.open} == {"L13"}
    told.when(watching()).then("destruction-supervised", "destruction-accounted")
    assert conclusion(Outcome.DESTROYED) in next_calls(told.state, {"stock:DESTROY"})
    assert not [d.id for d in told.state.deadlines.values() if d.open]
    record = told.last[0].body
    assert isinstance(record, DestructionSupervised)
    assert (record.witness, record.place, record.weight_kg) == (
        "Zhou Min",
        "furnace 2",
        Decimal(21550),
    )


def test_a_record_alone_ends_nothing_before_the_enterprise_has_said_that_it_is_done() -> None:
    told = given(*DESTROYING).when(watching()).then("destruction-supervised")
    assert must_act(told) is Party.ENTERPRISE
    given(*DESTROYING, watching()).when(SMELTED).then("destroyed", "destruction-accounted")


def test_a_part_of_a_lot_does_not_account_for_it_and_parts_add_up() -> None:
    told = given(*DESTROYING, SMELTED).when(watching("12000"))
    told.then("destruction-supervised")
    assert told.state.deadlines["L13"].open
    assert conclusion(Outcome.DESTROYED) not in next_calls(told.state, {"stock:DESTROY"})
    told.when(watching("12000")).then(refused("are too many"))
    told.when(watching("9400")).then("destruction-supervised", "destruction-accounted")


def test_the_rest_of_a_lot_that_is_not_there_is_explained_and_told() -> None:
    told = given(*DESTROYING, SMELTED)
    told.when(watching("18000", shortfall="3.5 t smelted before the inspection, SV-10"))
    told.then("destruction-supervised", "destruction-accounted")
    ended = told.last[-1].body
    assert isinstance(ended, DestructionAccounted)
    assert (ended.destroyed_kg, ended.lot_kg) == (Decimal(18000), Decimal(21550))
    assert "SV-10" in ended.shortfall
    heard_of_it = [each.party for each in told.state.notifications if "3.5 t" in each.subject]
    assert heard_of_it == [Party.INSPECTION_LEAD, Party.DIVISION]


def test_a_light_weight_by_the_enterprise_lets_no_part_of_the_goods_go() -> None:
    light = (*AT_THE_FACTORY, PermitUnloading(box=BOX), weighed(kg="12000"), failing())
    told = given(*light, disposal(Disposal.DESTROY), SMELTED)
    told.when(watching("12000")).then("destruction-supervised")


def test_boxes_that_were_released_by_themselves_are_not_part_of_what_is_destroyed() -> None:
    told = two_boxes().when(frees(BOX), disposal(Disposal.DESTROY), SMELTED)
    net = told.state.boxes[BOX_2].net_weight_kg
    told.when(watching(str(net))).then("destruction-supervised", "destruction-accounted")


@pytest.mark.parametrize(
    "said, because",
    [
        ({"witness": " "}, "another officer than Lin"),
        ({"witness": "ＬＩＮ"}, "another officer than Lin"),
        ({"photos": []}, "add a photo"),
        ({"photos": [], "video": " "}, "add a photo"),
        ({"weight_kg": "0"}, "say what was destroyed"),
        ({"weight_kg": "99999"}, "are too many"),
        ({"place": " "}, "where and how"),
        ({"method": ""}, "where and how"),
    ],
)
def test_a_record_without_witness_proof_place_or_weight_is_none(
    said: dict[str, object], because: str
) -> None:
    given(*DESTROYING).when(watching(**said)).then(refused(because))


def test_a_destruction_that_is_taken_back_is_still_to_come() -> None:
    told = given(*DESTROYING, watching(), SMELTED)
    took = {"officer": LIN, "fact": "destroyed", "reason": "another lot", "approver": "Wang Li"}
    told.when(Retract.model_validate(took)).then("fact-retracted")
    assert told.state.deadlines["L10"].open
    for act in told.state.undecided:
        settled = {"act": act.event, "stands": True, "reason": "ordered", "approver": "Wang Li"}
        told.when(DecideStandingAct.model_validate({"officer": LIN, **settled}))
    assert conclusion(Outcome.DESTROYED) not in next_calls(told.state, {"stock:DESTROY"})
    told.when(SMELTED).then("destroyed", "destruction-accounted")


def test_a_record_that_comes_after_the_word_does_not_outlive_it() -> None:
    told = given(*DESTROYING, SMELTED, watching())
    took = {"officer": LIN, "fact": "destroyed", "reason": "another lot", "approver": "Wang Li"}
    told.when(Retract.model_validate(took))
    assert not told.state.happened(EventType.DESTRUCTION_ACCOUNTED)
    assert told.state.destroyed_kg == 21550


def test_a_referral_reaches_the_division() -> None:
    told = given(*FAILED).when(ReferCase(officer=LIN, to="anti-smuggling", reason="false name"))
    told.then("case-referred")
    assert told.state.notifications[-1].party is Party.DIVISION


def test_goods_that_were_to_go_back_may_be_destroyed_instead() -> None:
    told = given(*FAILED, RETURN).when(disposal(Disposal.DESTROY))
    state = told.then("destruction-ordered")
    assert state.course is ProcessPhase.DESTRUCTION
    assert {d.id for d in state.deadlines.values() if d.open} == {"L10"}
    assert state.deadlines["D17"].moot
    told.when(RETURN).then(refused("DESTROY has been decided already"))


def _said(state: State) -> list[str]:
    return [call.key for call in next_calls(state)]


def test_destroyed_instead_of_returned_is_told_to_the_enterprise_as_a_new_word() -> None:
    told = given(*FAILED, RETURN)
    assert _said(told.state) == ["stock:RETURN"]
    told.when(disposal(Disposal.DESTROY))
    assert _said(told.state) == ["stock:DESTROY:1"]
    told.when(OrderReturn(officer=LIN, reason="the furnace is down"))
    assert _said(told.state) == ["stock:RETURN:2"]
    assert told.state.deadlines["R01"].open
    assert told.state.deadlines["L10"].moot


def test_the_catalogue_says_whether_goods_are_destroyed_instead() -> None:
    told = given(*UNLOADED, failing("NC-08"), RETURN)
    told.when(disposal(Disposal.DESTROY)).then(refused("NC-08 does not allow DESTROY"))


def test_goods_returned_for_no_defect_are_destroyed_only_with_a_reason() -> None:
    told = given(*UNLOADED, OrderReturn(officer=LIN, reason="notice for the origin"))
    silent = disposal(Disposal.DESTROY).model_copy(update={"reason": " "})
    told.when(silent).then(refused("give a reason"))
    told.when(RECTIFY).then(refused("RETURN has been decided already"))
    told.when(disposal(Disposal.DESTROY)).then("destruction-ordered")


@pytest.mark.parametrize(
    "left",
    [
        ReturnDeparted(),
        ReturnGatedOut(box=BOX, plate="浙B20002", lock_no="LK-2"),
        ReturnGatedIn(box=BOX),
        ReturnLoaded(vessel="EVER LUCID"),
        ReturnExited(vessel="EVER LUCID"),
    ],
)
def test_goods_on_their_way_out_are_not_destroyed_any_more(left: Fact) -> None:
    told = given(*FAILED, RETURN, left).when(disposal(Disposal.DESTROY))
    told.then(refused("on their way out of the country"))


def test_goods_in_the_port_may_be_destroyed_instead_as_well() -> None:
    told = given(*AT_THE_SITE, failing("NC-09"), RETURN).when(disposal(Disposal.DESTROY))
    told.then("destruction-ordered")


def test_what_was_destroyed_is_not_ordered_back() -> None:
    told = given(*FAILED, disposal(Disposal.DESTROY))
    assert told.state.deadlines["L10"].open
    told.when(Destroyed(note="smelted"))
    assert not told.state.deadlines["L10"].open
    told.when(OrderReturn(officer=LIN, reason="late")).then(refused("have been destroyed"))


def test_a_supervised_treatment_is_on_record() -> None:
    given(*FAILED).when(DRIED).then(refused("no treatment has been decided"))
    told = given(*RECTIFYING)
    more = DRIED.model_copy(update={"after_kg": Decimal(21551)})
    told.when(more).then(refused("21551 kg after the treatment are more than 21550 kg"))
    told.when(DRIED).then("treatment-supervised")
    told.when(RECTIFIED, CONFORM)
    assert told.state.conforms


def test_goods_that_were_treated_unwatched_do_not_conform_until_somebody_goes_without_it() -> None:
    told = given(*RECTIFYING, RECTIFIED)
    told.when(CONFORM).then(refused("nobody is on record to have watched the treatment"))
    told.when(failing()).then("inspection-started", "nonconformance-raised", "inspection-recorded")
    told = given(*RECTIFYING, RECTIFIED, waiving("TREATMENT/-", role="C3", approver="Zhao Jun"))
    told.when(CONFORM)
    assert told.state.conforms


def test_each_treatment_is_watched_anew() -> None:
    told = given(*RECTIFYING, DRIED, RECTIFIED, failing(), RECTIFY, RECTIFIED)
    told.when(CONFORM).then(refused("watched the treatment"))


def test_what_is_cured_by_an_amendment_needs_nobody_to_watch() -> None:
    told = given(*UNLOADED, failing("NC-11"), RECTIFY, RECTIFIED, amendment()).when(CONFORM)
    assert told.state.conforms


def test_the_lapse_of_a_treatment_is_the_lead_s_decision_after_ten_working_days() -> None:
    told = given(*RECTIFYING)
    alone = RETURN.model_copy(update={"role": Party.INSPECTION_OFFICER})
    told.when(later(TICK, days=14), *[TICK] * 12)
    last = [each for each in told.state.notifications if each.said.get("deadline") == "D16"]
    assert [each.party for each in last[-2:]] == [Party.INSPECTION_LEAD, Party.DIVISION]
    assert told.state.disposal is Disposal.RECTIFY
    told.when(alone).then(refused("C2_LEAD decides"))
    assert any("decide_disposal" in command for command in unblocking(told.state))
    told.when(RETURN.model_copy(update={"role": Party.INSPECTION_LEAD})).then("return-ordered")


def test_before_the_lapse_an_officer_decides_on_treated_goods() -> None:
    alone = RETURN.model_copy(update={"role": Party.INSPECTION_OFFICER})
    given(*RECTIFYING).when(alone).then("return-ordered")


def test_what_a_treatment_cured_is_measured_anew() -> None:
    told = given(*UNLOADED, measuring("0.1"), failing(), RECTIFY, measuring("0.1"))
    told.when(DRIED, RECTIFIED, dry()).then(refused("measure moisture"))
    told.when(measuring("0.1"), dry())
    assert told.state.conforms


def test_what_has_no_limit_is_looked_at_anew_once_it_is_treated() -> None:
    told = given(*UNLOADED, failing("NC-16", BOX), RECTIFY, DRIED, RECTIFIED)
    unseen = [look for look in CONFORM.looks if look.section != "5.4"]
    told.when(CONFORM.model_copy(update={"looks": tuple(unseen)})).then(refused("look at 5.4"))
    told.when(CONFORM)
    assert told.state.conforms


def test_a_laboratory_may_answer_after_the_treatment_was_inspected() -> None:
    told = given(*RECTIFYING, DRIED, RECTIFIED, sampled(), CONFORM, lab_result())
    told.when(concludes()).then("inspection-concluded", "conformity-assessed")


def test_a_re_inspection_measures_what_is_in_dispute() -> None:
    told = given(*FAILED, RETURN, DISPUTE, REINSPECT)
    clear = {"officer": LIN, "reason": "NC-12", "verdict": "CLEARED", "note": "dry"}
    told.when(SettleSuspicion.model_validate(clear), dry()).then(refused("measure moisture"))


def measuring(percent: str) -> RecordMeasurements:
    return RecordMeasurements(officer=LIN, box=BOX, readings=(reads("moisture", percent),))


def dry() -> RecordInspection:
    """All but the moisture."""
    others = tuple(each for each in CONFORM.readings if each.parameter != "moisture")
    return CONFORM.model_copy(update={"readings": others})
