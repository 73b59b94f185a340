"""The way of returned goods out of the country, to the letter of domain 4.6."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.arrival.messages import DeclarationStatus
from models.consignment.state import State
from models.deadlines.events import EscalationRaised
from models.deadlines.messages import ExtendDeadline
from models.disposal.events import ConsumptionReported
from models.inspection.events import Unloaded
from models.inspection.messages import SettleSuspicion
from models.kernel.base_types import replace
from models.kernel.terms import Danger, Outcome, Overlay, Party, Petition, SealState, Suspicion
from models.process import derived_status
from models.process.available_commands import legal, of_consignment
from models.returns.events import (
    PenaltyDecided,
    ReturnApplied,
    ReturnBreached,
    ReturnExited,
    ReturnGatedIn,
    ReturnGatedOut,
    ReturnLoaded,
    ReturnOrdered,
    ReturnPlanned,
    ReturnSealed,
    SupplierReviewRequested,
)
from models.returns.messages import (
    AcceptReturn,
    DecidePenalty,
    DecideReturnApplication,
    ReturnTripAnswered,
)
from models.supervision.messages import Close, ExcuseViolation, Release
from models.transport.events import BoxFound, LockAlarmed, LockApplied, LockVerified
from models.transport.messages import ApproveTransshipment, SendOfficer, SwapTractor
from tests.given import Given, Told, given, heard, later, refused
from tests.models.road import overtaken
from tests.models.stories import (
    ACKNOWLEDGE,
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    CONFORM,
    FAILED,
    GO_ON,
    LIN,
    ON_THE_ROAD,
    PERMITTED,
    RETURN,
    SECOND,
    TICK,
    UNLOADED,
    failing,
    lock_alarm,
    seal,
)

HOUR = timedelta(hours=1)
SEALED = ReturnSealed(box=BOX, seal_no="R1", gross_kg=Decimal(25000))
TRIP = ReturnTripAnswered(
    box=BOX, trip_no="T-2", plate="浙B20002", lock_no="LK-2", planned_drive_minutes=60
)
LEFT = ReturnGatedOut(box=BOX, plate="浙B20002", lock_no="LK-2")
OTHER = "浙B30003"
FOUND = BoxFound(box=BOX, lock_state="LOCKED", note="lay-by")
EXIT = ReturnExited(vessel="EVER LUCID")
ORDERED: tuple[Told, ...] = (*UNLOADED, RETURN)
MOVING: tuple[Told, ...] = (*ORDERED, SEALED, TRIP, LEFT)
LOCKED_IN: tuple[Told, ...] = (
    *PERMITTED,
    LockApplied(box=BOX, lock_no="LK-1"),
    LockVerified(box=BOX, lock_no="LK-1"),
    *UNLOADED[len(PERMITTED) :],
)


def penalty(topic: str, amount: str = "50000") -> DecidePenalty:
    return DecidePenalty(officer=LIN, amount_cny=Decimal(amount), reason="law", topic=topic)


def back(kg: str = "25000", *seals: str) -> ReturnGatedIn:
    return ReturnGatedIn(box=BOX, seals=seals or ("R1",), gross_kg=Decimal(kg))


def open_rows(told: Given) -> set[str]:
    return {d.id for d in told.state.deadlines.values() if d.open}


def test_a_return_opens_an_escalation_policy_for_every_step_of_it() -> None:
    assert open_rows(given(*ORDERED)) == {"D17", *(f"R0{n}" for n in range(1, 7))}


def test_from_the_port_there_is_no_road_leg() -> None:
    told = given(*PERMITTED, RETURN)
    assert open_rows(told) == {"D17", "R01", "R05", "R06"}
    told.when(EXIT)
    assert told.state.left_the_country


def test_a_return_step_by_step_leaves_no_deadline_open() -> None:
    told = given(*ORDERED, ReturnPlanned(carrier="COSCO", booking="B1"))
    told.when(SEALED).then("return-sealed")
    assert told.state.boxes[BOX].ready_to_return
    told.when(TRIP).then("return-transport-ordered")
    told.when(LEFT).then("return-gated-out")
    assert "R07" in open_rows(told)
    told.when(back("25249")).then("return-gated-in")
    export = DeclarationStatus(letter="L", entry_id="310120250000000001", exported=True)
    told.when(export, ReturnLoaded(vessel="EVER LUCID"))
    told.when(EXIT).then(
        "return-exited",
        SupplierReviewRequested(supplier=told.state.registration.supplier, reason="returned"),
    )
    assert open_rows(told) == set()
    assert told.state.left_the_country
    told.when(Close(outcome=Outcome.RETURNED)).then("consignment-closed")


def test_the_supplier_is_reviewed_for_what_was_confirmed() -> None:
    told = given(*FAILED, RETURN, SEALED, LEFT, back()).when(EXIT)
    assert isinstance(told.last[-1].body, SupplierReviewRequested)
    assert told.last[-1].body.reason == "NC-12"


@pytest.mark.parametrize("kg", ["24750", "25250", "25000"])
def test_a_returned_box_may_weigh_one_per_cent_more_or_less(kg: str) -> None:
    given(*MOVING).when(back(kg)).then("return-gated-in")


@pytest.mark.parametrize("kg", ["24749", "25251"])
def test_another_weight_is_a_breach_and_the_exit_does_not_close(kg: str) -> None:
    told = given(*MOVING).when(back(kg))
    told.then("return-gated-in", "return-mismatched", "violation-recorded")
    assert told.state.violations == ("SV-07",)
    told.when(EXIT)
    assert not told.state.left_the_country
    assert derived_status.must_act(told.state) is Party.CHECKPOINT_OFFICER
    accepted = AcceptReturn(officer=LIN, box=BOX, reason="weighed with the trailer")
    assert told.when(accepted).then("return-accepted").left_the_country


def test_another_seal_is_a_breach_and_an_emergency() -> None:
    told = given(*MOVING).when(back("25000", "X9"))
    told.then("return-gated-in", "return-mismatched", "violation-recorded", "emergency-raised")
    assert told.state.violations == ("SV-01",)
    assert told.state.emergency is not None
    assert told.state.emergency.dangers == (Danger.LOCK,)
    assert told.state.notifications[-1].party is Party.CHECKPOINT_OFFICER


def test_whichever_is_heard_last_completes_the_pair() -> None:
    told = given(*ORDERED, back("24000")).when(SEALED)
    told.then("return-sealed", "return-mismatched", "violation-recorded")


def test_a_box_that_was_opened_and_never_sealed_is_not_matched() -> None:
    told = given(*ORDERED, back(), EXIT)
    assert not told.state.left_the_country
    told.when(SEALED)
    assert told.state.left_the_country


def test_a_box_that_turns_round_on_the_road_comes_back_with_its_first_seal() -> None:
    told = given(*ON_THE_ROAD, RETURN)
    first = told.state.boxes[BOX].seal
    told.when(ReturnGatedIn(box=BOX, seals=(first,))).then("return-gated-in")
    assert told.state.boxes[BOX].back
    told = given(*ON_THE_ROAD, RETURN).when(back("25000", "X9"))
    assert told.state.violations == ("SV-01",)


def test_the_exit_waits_for_the_last_box() -> None:
    told = given(*MOVING, back(), boxes=2)
    known = replace(told.state.boxes[BOX_2], gated_out=told.now)
    told.state = replace(told.state, boxes={**told.state.boxes, BOX_2: known})
    told.when(EXIT)
    assert not told.state.left_the_country


@pytest.mark.parametrize("lock", ["LK-2", "LK-1"])
def test_the_lock_of_the_way_back_is_hung_on_and_looked_at_like_that_of_the_way_in(
    lock: str,
) -> None:
    ordered = TRIP.model_copy(update={"lock_no": lock})
    fastened = LockApplied(box=BOX, lock_no=lock)
    looked_at = LockVerified(box=BOX, lock_no=lock)
    told = given(*LOCKED_IN, RETURN, SEALED, ordered)
    told.when(fastened).then("lock-applied")
    told.when(looked_at).then("lock-verified")
    told.when(fastened).then()
    told.when(looked_at).then()


def test_another_lock_on_the_way_back_is_no_verification() -> None:
    told = given(*LOCKED_IN, RETURN, SEALED, TRIP)
    told.when(LockVerified(box=BOX, lock_no="LK-1")).then("fact-contradicted")


SWAP = SwapTractor(officer=LIN, box=BOX, plate=OTHER, reason="gearbox broken")
TRANSSHIP = ApproveTransshipment(
    officer=LIN, box=BOX, plate=OTHER, lock_no="LK-3", reason="trailer burnt out"
)
SEND = SendOfficer(officer=LIN, box=BOX, reason="look at the seal")
ROADSIDE: list[tuple[Told, str]] = [
    (SWAP, "tractor-swapped"),
    (TRANSSHIP, "transshipment-approved"),
    (SEND, "officer-sent"),
]


@pytest.mark.parametrize("command, event", ROADSIDE)
@pytest.mark.parametrize("told", [(*ORDERED, SEALED, TRIP), MOVING])
def test_who_supervises_the_road_back_may_do_what_he_may_on_the_road_in(
    told: tuple[Told, ...], command: Told, event: str
) -> None:
    given(*told).when(command).then(event)


@pytest.mark.parametrize("command", [command for command, _ in ROADSIDE])
def test_a_box_at_the_enterprise_is_on_no_road(command: Told) -> None:
    given(*ORDERED, SEALED).when(command).then(refused("has arrived"))


@pytest.mark.parametrize("command", [command for command, _ in ROADSIDE])
def test_a_box_back_in_the_port_is_on_no_road(command: Told) -> None:
    given(*MOVING, back()).when(command).then(refused("is back in the port"))


def test_a_box_that_turns_round_on_the_road_is_on_the_road_until_it_is_back() -> None:
    told = given(*ON_THE_ROAD, RETURN)
    told.when(SWAP).then("tractor-swapped")
    told.tell(back())
    told.when(SEND).then(refused("is back in the port"))


def test_on_the_way_back_truck_and_lock_are_looked_at_as_on_the_way_in() -> None:
    other = LEFT.model_copy(update={"plate": "浙B66666", "locked": False})
    told = given(*ORDERED, SEALED, TRIP).when(other)
    told.then("return-gated-out", "violation-recorded", "violation-recorded", "emergency-raised")
    assert told.state.violations == ("SV-07", "SV-02")


def test_another_lock_at_the_gate_of_the_enterprise_is_opening_without_authority() -> None:
    told = given(*ORDERED, SEALED, TRIP).when(LEFT.model_copy(update={"lock_no": "LK-9"}))
    assert told.then("return-gated-out", "violation-recorded").violations == ("SV-01",)


def test_other_seals_at_the_gate_of_the_enterprise_are_suspected_to_be_other_goods() -> None:
    told = given(*ORDERED, SEALED, TRIP).when(LEFT.model_copy(update={"seals": ("X9",)}))
    state = told.then("return-gated-out", "nonconformance-raised")
    assert [(d.reason, d.status) for d in state.defects] == [("NC-15", Suspicion.SUSPECTED)]
    settled = SettleSuspicion(
        officer=LIN, reason="NC-15", verdict=Suspicion.CLEARED, box=BOX, note="misread"
    )
    told.when(settled).then("nonconformance-settled")


def test_the_seal_of_the_return_is_the_one_that_the_gate_looks_for() -> None:
    first = given().state.boxes[BOX].seal
    sealed = given(*ORDERED, SEALED, TRIP)
    sealed.when(LEFT.model_copy(update={"seals": ("LK-2", "R1")})).then("return-gated-out")
    sealed = given(*ORDERED, SEALED, TRIP)
    told = sealed.when(LEFT.model_copy(update={"seals": (first,)}))
    told.then("return-gated-out", "nonconformance-raised")
    given(*ORDERED).when(LEFT.model_copy(update={"seals": (first,)})).then("return-gated-out")


def test_where_no_truck_back_was_ordered_the_one_that_came_is_not_looked_for() -> None:
    told = given(*ORDERED, SEALED).when(LEFT).then("return-gated-out")
    assert not told.violations
    arrived = given(*ORDERED, SEALED, LEFT).when(back().model_copy(update={"plate": OTHER}))
    arrived.then("return-gated-in")


def test_an_open_lock_that_is_heard_of_after_the_drive_is_a_breach_and_no_emergency() -> None:
    told = given(*ORDERED, SEALED, TRIP, back()).when(LEFT.model_copy(update={"locked": False}))
    assert told.then("return-gated-out", "violation-recorded").violations == ("SV-02",)


def test_another_truck_at_the_gate_of_the_port_is_a_breach() -> None:
    told = given(*MOVING).when(back().model_copy(update={"plate": OTHER}))
    assert told.then("return-gated-in", "violation-recorded").violations == ("SV-07",)
    assert told.state.boxes[BOX].back
    given(*MOVING).when(back().model_copy(update={"plate": LEFT.plate})).then("return-gated-in")


def test_the_tractor_that_took_over_brings_the_box_back() -> None:
    swapped = back().model_copy(update={"plate": OTHER})
    given(*MOVING, SWAP).when(swapped).then("return-gated-in")


def test_a_box_that_turns_round_on_the_road_comes_back_with_its_first_truck() -> None:
    told = given(*ON_THE_ROAD, RETURN)
    first = told.state.boxes[BOX].plate
    told.when(ReturnGatedIn(box=BOX, plate=first)).then("return-gated-in")
    told = given(*ON_THE_ROAD, RETURN).when(ReturnGatedIn(box=BOX, plate=OTHER))
    told.then("return-gated-in", "violation-recorded")


def test_a_cut_lock_on_the_way_back_is_an_emergency_too() -> None:
    told = given(*MOVING).when(lock_alarm().model_copy(update={"lock_no": "LK-2"}))
    told.then("lock-alarmed", "violation-recorded", "emergency-raised")
    assert told.state.deadlines[f"R07/{BOX}"].frozen_since is not None


def test_a_box_that_does_not_come_back_is_missing_until_it_does() -> None:
    told = given(*MOVING)
    told.when(later(TICK, hours=5), *[TICK] * 4).then(
        "escalation-raised", "box-missing", "emergency-raised"
    )
    assert told.state.violations == ("SV-05",)
    told.when(ACKNOWLEDGE, back(), GO_ON)
    assert not told.state.boxes[BOX].missing
    assert not told.state.overlays


def test_a_truck_that_is_overdue_on_the_way_back_escalates_as_on_the_way_in() -> None:
    told = given(*MOVING)
    window = told.now + 2 * HOUR
    overtaken(told.when(later(TICK, hours=28)))
    raised = [e.body for e in told.events if isinstance(e.body, EscalationRaised)]
    of_the_road = [b for b in raised if b.deadline in ("R07", "D08", "T08", "T07")]
    escalations = [(b.due - window, "+".join((b.party, *b.also))) for b in of_the_road]
    assert escalations == [
        (0 * HOUR, "H+E"),
        (HOUR / 4, "C1"),
        (HOUR / 2, "C1_CHIEF"),
        (1 * HOUR, "C3"),
        (2 * HOUR, "PS"),
        (2 * HOUR, "C3_LEAD"),
        (24 * HOUR, "AS"),
    ]


def test_more_time_on_the_way_back_is_given_to_the_whole_escalation_policy() -> None:
    more = ExtendDeadline(officer=LIN, deadline="R07", box=BOX, hours=2, reason="jam", **SECOND)
    given(*MOVING).when(more).then("deadline-extended", "deadline-extended")


def test_a_box_that_is_found_on_the_way_back_has_its_window_once_more() -> None:
    told = overtaken(given(*MOVING, later(TICK, hours=5)))
    assert told.state.boxes[BOX].missing
    told.when(FOUND).then("box-found")
    assert not told.state.boxes[BOX].missing
    assert {"R07", "T08"} <= open_rows(told)
    assert not {"D08", "T07"} & open_rows(told)
    assert told.state.deadlines[f"R07/{BOX}"].escalations[0].due == told.now + 2 * HOUR
    told.when(ACKNOWLEDGE, GO_ON, back())
    assert told.state.violations == ("SV-05",)


def test_a_box_that_is_seen_while_it_is_not_missed_keeps_the_window_of_its_way_back() -> None:
    told = given(*MOVING)
    before = open_rows(told), told.state.deadlines[f"R07/{BOX}"]
    told.when(FOUND).then("box-found")
    assert (open_rows(told), told.state.deadlines[f"R07/{BOX}"]) == before


@pytest.mark.parametrize("told", [(*ORDERED, SEALED), (*MOVING, back())])
def test_a_box_that_is_found_when_it_is_not_on_the_road_is_a_contradiction(
    told: tuple[Told, ...],
) -> None:
    given(*told).when(FOUND).then("fact-contradicted")


def test_a_box_that_turns_round_on_the_road_keeps_the_window_it_left_with() -> None:
    told = given(*ON_THE_ROAD, RETURN, FOUND)
    assert {"D08", "T08"} <= open_rows(told)
    assert "R07" not in open_rows(told)


def test_a_box_that_was_back_in_time_was_no_breach() -> None:
    told = given(*MOVING)
    at = told.now
    told.when(later(TICK, hours=2, minutes=1))
    assert told.state.violations == ("SV-05",)
    told.when(heard(back(), at)).then(
        "escalation-withdrawn", "violation-excused", "return-gated-in"
    )
    assert not told.state.violations


def test_after_thirty_days_the_deposit_is_called_in_and_the_carrier_put_on_notice() -> None:
    told = given(*ORDERED, ReturnPlanned(carrier="COSCO", booking="B1"))
    only = {"D17": told.state.deadlines["D17"]}
    told.state = replace(told.state, deadlines=only)
    told.when(later(TICK, days=31), TICK, TICK, TICK).then(
        "escalation-raised",
        ReturnBreached(carrier="COSCO", note="D17 reached L4", deposit_cny=Decimal(215500)),
    )
    assert told.state.notifications[-1].party is Party.HAULIER
    fine = DecidePenalty(officer=LIN, amount_cny=Decimal(500000), reason="late")
    told.when(fine).then("penalty-decided")


USED = ConsumptionReported(used_kg=Decimal(900))
FAILED_THEN_USED = (*UNLOADED, failing("NC-12"), USED)


VALUE = given().state.registration.value


@pytest.mark.parametrize(
    "topic, story, least, most",
    [
        ("used-uninspected", (*UNLOADED, USED), VALUE / 20, VALUE / 5),
        ("used-failed", FAILED_THEN_USED, VALUE, VALUE * 3),
        ("false-information", (*UNLOADED, failing("NC-15")), VALUE / 20, VALUE / 5),
        ("solid-waste", ORDERED, Decimal(500_000), Decimal(5_000_000)),
        ("", ORDERED, Decimal(500_000), Decimal(5_000_000)),
    ],
)
def test_a_penalty_is_decided_under_a_topic_within_what_the_law_sets(
    topic: str, story: tuple[Told, ...], least: Decimal, most: Decimal
) -> None:
    for amount in (Decimal(0), least - 1, most + 1):
        told = given(*story).when(penalty(topic, str(amount)))
        told.then(refused(f"CNY {least:,.2f} to {most:,.2f}"))
    for amount in (least, most):
        told = given(*story).when(penalty(topic, str(amount)))
        decided = told.last[0].body
        assert isinstance(decided, PenaltyDecided)
        assert (decided.amount_cny, decided.topic) == (amount, topic or "solid-waste")
        assert (decided.least_cny, decided.most_cny) == (least, most)
        told.when(penalty(topic, str(amount))).then(refused("decided already"))


def test_a_penalty_for_a_part_of_the_goods_goes_by_what_the_part_is_worth() -> None:
    fine = penalty("used-uninspected", "11000")
    part = fine.model_copy(update={"value_cny": Decimal(200_000)})
    given(*UNLOADED, USED).when(part).then("penalty-decided")
    dear = fine.model_copy(update={"value_cny": VALUE + 1})
    given(*UNLOADED, USED).when(dear).then(refused("all were declared as"))


def test_goods_that_are_declared_in_another_currency_are_valued_in_yuan_first() -> None:
    told = given(*UNLOADED, USED)
    goods = told.state.registration.model_copy(update={"currency": "USD"})
    told.state = replace(told.state, registration=goods)
    fine = penalty("used-uninspected", "60000")
    told.when(fine).then(refused("declared in USD"))
    told.when(fine.model_copy(update={"value_cny": Decimal(1_000_000)})).then("penalty-decided")


@pytest.mark.parametrize(
    "topic, story, why",
    [
        ("used-uninspected", UNLOADED, "under used-uninspected; it takes USED_EARLY"),
        ("used-failed", (*UNLOADED, USED), "it takes NONCONFORMANCE"),
        ("used-failed", (*UNLOADED, failing("NC-12")), "it takes USED_EARLY"),
        ("false-information", UNLOADED, "it takes NONCONFORMANCE"),
        ("solid-waste", FAILED_THEN_USED, "it takes RETURN_ORDERED"),
        ("two-step", ORDERED, "no penalty for two-step; it has used-uninspected, used-failed"),
        ("tax", ORDERED, "no penalty for tax"),
        ("", FAILED_THEN_USED, "name what the penalty is for: used-uninspected"),
    ],
)
def test_without_its_grounds_there_is_nothing_to_fine(
    topic: str, story: tuple[Told, ...], why: str
) -> None:
    given(*story).when(penalty(topic)).then(refused(why))


def test_use_that_was_excused_is_no_ground_for_a_penalty() -> None:
    excused = ExcuseViolation(officer=LIN, code="SV-10", reason="another lot", **SECOND)
    given(*UNLOADED, USED, excused).when(penalty("used-uninspected")).then(refused("USED_EARLY"))


def test_day_twenty_tells_enterprise_and_broker() -> None:
    told = given(*ORDERED)
    only = {"D17": told.state.deadlines["D17"]}
    told.state = replace(told.state, deadlines=only)
    told.when(later(TICK, days=20))
    assert [alarm.party for alarm in told.state.notifications[-2:]] == [
        Party.ENTERPRISE,
        Party.BROKER,
    ]


def test_a_seal_that_is_looked_at_on_the_way_in_says_nothing_of_the_way_back() -> None:
    state: State = given(*ON_THE_ROAD, RETURN).when(seal(state=SealState.BROKEN)).state
    assert state.boxes[BOX].return_mismatch == ""
    assert Overlay.EMERGENCY not in state.overlays


WANTED = ReturnApplied(reason="the supplier shipped another lot")


def answers(decision: Petition, reason: str = "") -> DecideReturnApplication:
    return DecideReturnApplication(officer=LIN, decision=decision, reason=reason)


def test_goods_are_sent_back_on_application_for_the_reason_that_it_gave() -> None:
    told = given(*UNLOADED).when(WANTED)
    assert derived_status.must_act(told.then("return-applied")) is Party.INSPECTION_OFFICER
    assert told.state.notifications[-1].party is Party.INSPECTION_LEAD
    told.when(answers(Petition.APPROVE)).then("return-ordered")
    ordered = told.last[-1].body
    assert isinstance(ordered, ReturnOrdered)
    assert ordered.reason == WANTED.reason
    assert open_rows(told) == {"D17", *(f"R0{n}" for n in range(1, 7))}
    told.when(answers(Petition.APPROVE)).then(refused("no application for a return waits"))


def test_an_application_that_is_refused_leaves_the_goods_where_they_are() -> None:
    told = given(*UNLOADED, WANTED)
    told.when(answers(Petition.REFUSE)).then(refused("give a reason"))
    told.when(answers(Petition.REFUSE, "a sample is at the laboratory"))
    told.then("return-application-refused")
    assert "R08" not in open_rows(told)
    assert told.state.return_wanted is None
    told.when(WANTED).then("return-applied")
    assert "R08" in open_rows(told)


def test_customs_take_ten_days_more_once_to_decide_on_an_application() -> None:
    told = given(*UNLOADED, WANTED)
    more = ExtendDeadline(officer=LIN, deadline="R08", hours=240, reason="expert asked", **SECOND)
    told.when(more.model_copy(update={"hours": 241})).then(refused("10 days at the most"))
    told.when(more).then("deadline-extended")
    told.when(more).then(refused("has been extended 1 time(s)"))


def test_only_goods_that_are_not_released_or_ordered_away_are_applied_for() -> None:
    given(*UNLOADED, RETURN).when(WANTED).then("fact-contradicted")
    given(*UNLOADED, CONFORM, Release()).when(WANTED).then("fact-contradicted")
    told = given(*UNLOADED, WANTED)
    told.when(WANTED).then()
    told.when(ReturnApplied(reason="another one")).then("fact-contradicted")


def test_a_release_ends_the_application() -> None:
    told = given(*UNLOADED, CONFORM, WANTED, Release())
    assert "R08" not in open_rows(told)
    told.when(answers(Petition.APPROVE)).then(refused("released for use"))


def test_goods_that_have_not_arrived_are_not_sent_back() -> None:
    told = given(WANTED).when(answers(Petition.APPROVE))
    told.then(refused("have not arrived"))


def test_the_deposit_is_for_what_has_to_go_back_by_the_weight_that_is_known() -> None:
    light = Unloaded(box=BOX, net_kg=Decimal(21400))
    told = given(*ON_THE_ROAD, light, RETURN, boxes=2)
    told.state = replace(told.state, deadlines={"D17": told.state.deadlines["D17"]})
    told.when(later(TICK, days=31), TICK, TICK, TICK)
    breached = told.last[-1].body
    assert isinstance(breached, ReturnBreached)
    assert breached.deposit_cny == Decimal(429500)
    freed = replace(told.state.boxes[BOX], released=True)
    told = given(*ON_THE_ROAD, RETURN, boxes=2)
    told.state = replace(
        told.state,
        boxes={**told.state.boxes, BOX: freed},
        deadlines={"D17": told.state.deadlines["D17"]},
    )
    told.when(later(TICK, days=31), TICK, TICK, TICK)
    breached = told.last[-1].body
    assert isinstance(breached, ReturnBreached)
    assert breached.deposit_cny == Decimal(215500)


def alarm_of(lock_no: str, alarm: str = "ROPE_CUT") -> LockAlarmed:
    return LockAlarmed(box=BOX, lock_no=lock_no, alarms=(alarm,))


def test_a_lock_that_was_taken_off_the_empty_box_may_ring_as_it_likes() -> None:
    told = given(*UNLOADED).when(lock_alarm())
    state = told.then("lock-alarmed")
    assert not state.violations
    assert state.emergency is None
    given(*ORDERED).when(lock_alarm()).then("lock-alarmed")


def test_its_battery_is_nobody_s_business_then() -> None:
    given(*UNLOADED).when(lock_alarm("LOW_BATTERY")).then("lock-alarmed")


def test_an_alarm_of_the_drive_that_is_heard_after_the_unloading_is_judged() -> None:
    told = given(*UNLOADED)
    before = told.state.boxes[BOX].arrived
    assert before is not None
    told.when(heard(lock_alarm(), before - HOUR / 12))
    told.then("lock-alarmed", "violation-recorded", "emergency-raised")


def test_an_alarm_between_arrival_and_unloading_is_judged() -> None:
    given(*AT_THE_FACTORY).when(lock_alarm()).then(
        "lock-alarmed", "violation-recorded", "emergency-raised"
    )


@pytest.mark.parametrize("way_back", [(SEALED,), (SEALED, TRIP), (LEFT,)])
def test_once_the_way_back_has_begun_an_alarm_is_judged_again(way_back: tuple[Told, ...]) -> None:
    state = given(*ORDERED, *way_back).when(alarm_of("LK-2")).state
    assert "SV-02" in state.violations


def test_an_alarm_from_before_the_way_back_is_not_judged_when_it_is_heard_after_its_begin() -> None:
    told = given(*ORDERED)
    rang = told.now
    told.tell(later(SEALED, hours=1))
    told.when(heard(lock_alarm(), rang)).then("lock-alarmed")
    told.tell(TRIP)
    told.when(heard(lock_alarm(), rang, "another")).then("lock-alarmed")


def test_the_lock_of_the_way_back_is_not_held_against_the_old_one_while_no_answer_is_there() -> (
    None
):
    told = given(*LOCKED_IN, RETURN, SEALED)
    told.when(LockApplied(box=BOX, lock_no="LK-2")).then("lock-applied")
    told.when(LockVerified(box=BOX, lock_no="LK-2")).then("lock-verified")
    told.when(LockApplied(box=BOX, lock_no="LK-2")).then()
    told.when(LockVerified(box=BOX, lock_no="LK-2")).then()
    told.when(alarm_of("LK-2")).then("lock-alarmed", "violation-recorded", "emergency-raised")


def test_a_word_of_the_way_in_that_is_heard_late_is_held_against_the_lock_of_the_way_in() -> None:
    told = given(*LOCKED_IN)
    at = told.state.boxes[BOX].gated_out
    assert at is not None
    told.when(heard(LockVerified(box=BOX, lock_no="LK-9"), at)).then("fact-contradicted")
    told.when(heard(LockApplied(box=BOX, lock_no="LK-9"), at, "f")).then("fact-contradicted")
    told.when(heard(LockApplied(box=BOX, lock_no="LK-1"), at, "g")).then()


def test_an_alarm_of_the_way_in_that_is_heard_on_the_way_back_is_judged_by_the_lock_of_then() -> (
    None
):
    told = given(*LOCKED_IN, RETURN, SEALED, TRIP)
    at = told.state.boxes[BOX].gated_out
    assert at is not None
    told.when(heard(alarm_of("LK-2"), at)).then("fact-contradicted")
    told.when(heard(alarm_of("LK-1"), at, "own"))
    told.then("lock-alarmed", "violation-recorded", "emergency-raised", "gate-barred")


@pytest.mark.parametrize("currency", ["CNY", "USD"])
def test_a_penalty_is_offered_with_an_amount_that_the_law_allows(currency: str) -> None:
    told = given(*UNLOADED, USED)
    goods = told.state.registration.model_copy(update={"currency": currency})
    told.state = replace(told.state, registration=goods)
    subject = of_consignment(told.state, told.decided)
    found = next(legal(subject, DecidePenalty, {"officer": LIN}))
    told.when(DecidePenalty.model_validate({"officer": LIN, **found})).then("penalty-decided")
