"""What becomes of goods that failed: conditions, amendment, dispute, release in part, use."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models import events, outlook
from models import messages as m
from models.answers import stock_key
from models.rulebook import WATCHED, rulebook
from models.terms import Course, Disposal, Kind, Outcome, Overlay, Party, Suspicion, Use
from tests.given import Given, given, heard, later, refused
from tests.models.stories import (
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
    TICK,
    UNLOADED,
    UPHELD,
    disposal,
    failing,
    sampled,
    unloaded,
)

RULES = rulebook("2025-09")
DAY = timedelta(days=1)
RECTIFIED = m.RectificationReport(note="done")
RECTIFY, RETURN = disposal(Disposal.RECTIFY), disposal(Disposal.RETURN)
# Default and detection as the table of domain 2 has them.
DEFAULTS = {
    "EMERGENCY": {1, 2, 3, 4},
    "RETURN": {5, 6, 7, 8, 9, 10, 14},
    "RECTIFY": {11, 12, 13, 15, 16},
}


def amendment(code: str = "7404000050") -> m.DeclarationAmendment:
    return m.DeclarationAmendment(
        entry_id=ENTRY_ID, code=code, duty=Decimal("22500.00"), receipt_no="T-1"
    )


def frees(*boxes: str) -> m.ReleaseBoxes:
    return m.ReleaseBoxes(officer=LIN, boxes=boxes, reason="nothing was found in them")


def used(kg: str = "900", box: str | None = None) -> m.Consumption:
    return m.Consumption(box=box, used_kg=Decimal(kg))


def extend(hours: int) -> m.ExtendDeadline:
    return m.ExtendDeadline(officer=LIN, deadline="D16", hours=hours, reason="the dryer broke")


def two_boxes(reason: str = "NC-09", box: str | None = BOX_2) -> Given:
    return given(*unloaded(BOX, BOX_2), failing(reason, box), boxes=2)


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
        update={"findings": (m.Finding(reason="NC-12"), m.Finding(reason="NC-09.TOTAL"))}
    )
    given(*UNLOADED, both).when(RECTIFY).then(refused("NC-09.TOTAL does not allow RECTIFY"))


def test_a_disposal_is_due_within_a_working_day_of_the_confirmation() -> None:
    told = given(*FAILED)
    decide = told.state.deadlines["L01"]
    assert decide.milestones[0].due == told.now + DAY
    told.when(RETURN)
    assert not told.state.deadlines["L01"].open


def test_a_suspicion_opens_no_decision() -> None:
    doubt = m.Finding(reason="NC-13", status=Suspicion.SUSPECTED)
    found = (m.Finding(reason="NC-12"), doubt)
    told = given(*UNLOADED)
    told.when(failing().model_copy(update={"findings": found[1:]})).then(refused("CONFIRMED"))
    assert "L01" not in told.state.deadlines


def test_a_treatment_has_a_plan_a_term_and_a_re_inspection() -> None:
    told = given(*RECTIFYING)
    assert told.state.deadlines["L02"].open
    told.when(m.RectificationPlan(plan="dry it")).then("rectification-planned")
    assert not told.state.deadlines["L02"].open
    told.when(RECTIFIED)
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
    "registered", [{"kind": Kind.ALUMINIUM_CAST, "code": "7602000020"}, {"code": "7404000050"}]
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
    assert outlook.must_act(told) is Party.INSPECTION_OFFICER


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
    assert (state.course, state.failed, state.disposal) == (Course.PILOT, False, None)
    assert [d.status for d in state.defects] == [Suspicion.SUSPECTED]
    assert state.deadlines["L03"].open
    assert not state.deadlines["D17"].open
    told.when(CONFORM).then(refused("settle first"))
    clear = {"officer": LIN, "reason": "NC-12", "verdict": "CLEARED"}
    told.when(m.SettleSuspicion.model_validate(clear), CONFORM)
    told.then("inspection-started", "inspection-recorded", "conformity-assessed")


def test_goods_that_fail_again_are_returned_with_a_full_ladder() -> None:
    told = given(*FAILED, RETURN, DISPUTE, later(REINSPECT, days=9))
    confirm = {"officer": LIN, "reason": "NC-12", "verdict": "CONFIRMED"}
    told.when(m.SettleSuspicion.model_validate(confirm), failing("NC-09"), RETURN)
    told.then("return-ordered")
    assert told.state.deadlines["D17"].open
    assert told.state.deadlines["D17"].opened_at == told.now


@pytest.mark.parametrize("days, recorded", [(15, "result-disputed"), (16, "fact-contradicted")])
def test_a_result_can_be_disputed_for_fifteen_days(days: int, recorded: str) -> None:
    told = given(*FAILED)
    told.when(heard(DISPUTE, told.now + days * DAY)).then(recorded)


def test_there_must_be_a_result_to_dispute() -> None:
    given(*UNLOADED).when(DISPUTE).then("fact-contradicted")
    given(*UNLOADED, CONFORM).when(DISPUTE).then("fact-contradicted")
    given(*FAILED, RETURN, m.ReturnDeparture()).when(DISPUTE).then("fact-contradicted")


def test_a_dispute_told_twice_is_one() -> None:
    told = given(*FAILED, DISPUTE)
    told.when(DISPUTE).then()
    told.when(m.ResultDispute(reason="another one")).then("fact-contradicted")


def test_boxes_without_a_defect_are_released_by_explicit_decision() -> None:
    told = two_boxes().when(frees(BOX, BOX))
    told.then("boxes-released")
    freed = told.last[-1].body
    assert isinstance(freed, events.BoxesReleased)
    assert (freed.boxes, freed.reason) == ((BOX,), "nothing was found in them")
    assert [box.released for box in told.state.boxes.values()] == [True, False]


@pytest.mark.parametrize("box", [BOX, None])
def test_no_box_is_released_with_a_defect_of_its_own_or_of_the_batch(box: str | None) -> None:
    two_boxes("NC-12", box).when(frees(BOX)).then(refused("NC-12 is open on box"))


def test_no_box_is_released_while_a_sample_of_it_is_out() -> None:
    told = given(*unloaded(BOX, BOX_2), sampled(box=BOX), failing("NC-09", BOX_2), boxes=2)
    told.when(frees(BOX)).then(refused("has not reported on S-1"))


def test_not_all_boxes_are_released_one_by_one() -> None:
    told = given(*unloaded(BOX, BOX_2), failing("NC-12", BOX_2), RECTIFY, RECTIFIED, boxes=2)
    told.when(frees(BOX)).then("boxes-released")
    told.when(frees(BOX_2)).then(refused("conclude the inspection instead"))


def test_a_batch_released_in_part_has_one_outcome() -> None:
    told = two_boxes().when(frees(BOX), RETURN, m.ReturnExit(vessel="A"))
    told.when(m.Release()).then()
    told.when(m.Close(outcome=Outcome.RETURNED)).then("consignment-closed")
    told.when(m.Close(outcome=Outcome.RELEASED)).then()
    assert told.state.outcome is Outcome.RETURNED
    assert told.types().count("consignment-closed") == 1


def test_the_rest_of_a_batch_released_in_part_can_be_treated_and_released() -> None:
    told = two_boxes("NC-12").when(frees(BOX), RECTIFY, RECTIFIED, CONFORM, m.Release())
    told.then("released-for-use")


def test_use_before_the_release_is_a_violation() -> None:
    told = given(*UNLOADED).when(used())
    told.then("consumption-reported", "violation-recorded")
    assert told.state.violations == ("SV-10",)


@pytest.mark.parametrize(
    "how, said",
    [
        (Use.CONSUMED, "used"),
        (Use.SOLD, "sold"),
        (Use.MOVED, "moved away"),
        (Use.MERGED, "merged with other stock"),
    ],
)
def test_so_are_sale_removal_and_the_mixing_of_lots(how: Use, said: str) -> None:
    told = given(*UNLOADED).when(used().model_copy(update={"how": how}))
    note = f"900 kg {said} before the release"
    told.then("consumption-reported", events.ViolationRecorded(code="SV-10", note=note))


def test_use_of_a_box_that_was_released_by_itself_is_none() -> None:
    told = two_boxes().when(frees(BOX))
    told.when(used(box=BOX)).then("consumption-reported")
    told.when(used(box=BOX_2)).then("consumption-reported", "violation-recorded")


def test_use_after_the_release_is_what_it_is_for() -> None:
    told = given(*UNLOADED, CONFORM, m.Release())
    told.when(used()).then("consumption-reported")
    given(*CLOSED).when(used()).then(events.FactAfterClosure(fact="consumption", unexpected=False))


def test_use_of_released_goods_while_they_are_on_hold_is_a_violation() -> None:
    told = given(*UNLOADED, CONFORM, m.Release(), HOLD).when(used())
    told.then("consumption-reported", "violation-recorded")
    assert told.last[-1].body.model_dump()["note"] == "900 kg used while on hold"
    during = told.now
    told.when(RESUME, used()).then("consumption-reported")
    told.when(heard(used("100"), during)).then("consumption-reported", "violation-recorded")
    two_boxes().when(frees(BOX), HOLD, used(box=BOX)).then(
        "consumption-reported", "violation-recorded"
    )


def test_use_that_happened_before_the_release_is_a_violation_also_when_heard_after_it() -> None:
    told = given(*UNLOADED, CONFORM)
    before = told.now
    told.when(m.Release(), heard(used(), before)).then("consumption-reported", "violation-recorded")


def test_a_lapsed_treatment_ends_in_the_return() -> None:
    told = given(*RECTIFYING, m.RectificationPlan(plan="dry it"))
    told.when(later(TICK, days=20), *[TICK] * 12)
    assert told.state.disposal is Disposal.RETURN


def test_a_supervised_destruction_is_on_record() -> None:
    watched = {
        "officer": LIN,
        "place": "furnace 2",
        "method": "smelted",
        "weight_kg": "21550",
        "photos": [{"name": "photos/1.jpg", "sha256": "cd" * 32}],
    }
    told = given(*FAILED, disposal(Disposal.DESTROY))
    told.when(m.SuperviseDestruction.model_validate(watched)).then("destruction-supervised")


def test_a_referral_reaches_the_division() -> None:
    told = given(*FAILED).when(m.ReferCase(officer=LIN, to="anti-smuggling", reason="false name"))
    told.then("case-referred")
    assert told.state.alarms[-1].party is Party.DIVISION


def test_goods_that_were_to_go_back_may_be_destroyed_instead() -> None:
    told = given(*FAILED, RETURN).when(disposal(Disposal.DESTROY))
    state = told.then("destruction-ordered")
    assert state.course is Course.DESTRUCTION
    assert {d.id for d in state.deadlines.values() if d.open} == {"L10"}
    assert state.deadlines["D17"].moot
    told.when(RETURN).then(refused("DESTROY has been decided already"))


def test_destroyed_instead_of_returned_is_told_to_the_enterprise_as_a_new_word() -> None:
    told = given(*FAILED, RETURN)
    assert stock_key("RETURN", told.state) == "stock:RETURN"
    told.when(disposal(Disposal.DESTROY))
    assert stock_key("DESTROY", told.state) == "stock:DESTROY:1"
    told.when(m.OrderReturn(officer=LIN, reason="the furnace is down"))
    assert stock_key("RETURN", told.state) == "stock:RETURN:2"
    assert told.state.deadlines["R01"].open
    assert told.state.deadlines["L10"].moot


def test_the_catalogue_says_whether_goods_are_destroyed_instead() -> None:
    told = given(*UNLOADED, failing("NC-08"), RETURN)
    told.when(disposal(Disposal.DESTROY)).then(refused("NC-08 does not allow DESTROY"))


def test_goods_returned_for_no_defect_are_destroyed_only_with_a_reason() -> None:
    told = given(*UNLOADED, m.OrderReturn(officer=LIN, reason="notice for the origin"))
    silent = disposal(Disposal.DESTROY).model_copy(update={"reason": " "})
    told.when(silent).then(refused("give a reason"))
    told.when(RECTIFY).then(refused("RETURN has been decided already"))
    told.when(disposal(Disposal.DESTROY)).then("destruction-ordered")


@pytest.mark.parametrize(
    "left",
    [
        m.ReturnDeparture(),
        m.ReturnGateOut(box=BOX, plate="浙B20002", lock_no="LK-2"),
        m.ReturnGateIn(box=BOX),
        m.ReturnLoading(vessel="EVER LUCID"),
        m.ReturnExit(vessel="EVER LUCID"),
    ],
)
def test_goods_on_their_way_out_are_not_destroyed_any_more(left: m.Fact) -> None:
    told = given(*FAILED, RETURN, left).when(disposal(Disposal.DESTROY))
    told.then(refused("on their way out of the country"))


def test_goods_in_the_port_may_be_destroyed_instead_as_well() -> None:
    told = given(*AT_THE_SITE, failing("NC-09"), RETURN).when(disposal(Disposal.DESTROY))
    told.then("destruction-ordered")


def test_what_was_destroyed_is_not_ordered_back() -> None:
    told = given(*FAILED, disposal(Disposal.DESTROY))
    assert told.state.deadlines["L10"].open
    told.when(m.DestructionReport(note="smelted"))
    assert not told.state.deadlines["L10"].open
    told.when(m.OrderReturn(officer=LIN, reason="late")).then(refused("have been destroyed"))


def last_record(told: Given) -> events.InspectionRecorded:
    records = [e.body for e in told.events if isinstance(e.body, events.InspectionRecorded)]
    return records[-1]


def test_a_supervised_treatment_is_on_record() -> None:
    given(*FAILED).when(DRIED).then(refused("no treatment has been decided"))
    told = given(*RECTIFYING)
    more = DRIED.model_copy(update={"after_kg": Decimal(21551)})
    told.when(more).then(refused("21551 kg after the treatment are more than 21550 kg"))
    told.when(DRIED).then("treatment-supervised")
    told.when(RECTIFIED, CONFORM)
    assert not last_record(told).unwatched


def test_the_record_of_an_inspection_says_that_nobody_watched_the_treatment() -> None:
    told = given(*RECTIFYING, RECTIFIED).when(CONFORM)
    assert told.state.conforms
    assert last_record(told).unwatched
    assert not last_record(given(*UNLOADED, CONFORM)).unwatched


def test_each_treatment_is_watched_anew() -> None:
    told = given(*RECTIFYING, DRIED, RECTIFIED, failing(), RECTIFY, RECTIFIED, CONFORM)
    assert last_record(told).unwatched


def test_what_is_cured_by_an_amendment_needs_nobody_to_watch() -> None:
    told = given(*UNLOADED, failing("NC-11"), RECTIFY, RECTIFIED, amendment(), CONFORM)
    assert not last_record(told).unwatched


def test_where_the_policy_is_on_only_what_was_watched_is_inspected_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    strict = RULES.model_copy(update={"policies": {**RULES.policies, WATCHED: True}})
    monkeypatch.setattr("models.state.rulebook", lambda _: strict)
    told = given(*RECTIFYING, RECTIFIED)
    told.when(CONFORM).then(refused("is on in rulebook 2025-09"))
    told.when(DRIED, CONFORM)
    assert told.state.conforms
