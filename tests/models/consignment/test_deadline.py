"""Escalations want an answer; what proves unfounded is withdrawn, excused, undone."""

from datetime import timedelta

import pytest

from models.arrival.events import VesselArrived
from models.consignment.deadline import deadline_key
from models.deadlines import engine
from models.deadlines.events import DeadlineExtended, EscalationRaised, EscalationUnanswered
from models.deadlines.messages import AcknowledgeEscalation, ExtendDeadline, Reinstate
from models.disposal.events import RectificationCompleted
from models.inspection.messages import StartInspection
from models.kernel.base_types import replace
from models.kernel.terms import (
    CheckResult,
    Disposal,
    Effect,
    EscalationLevel,
    Mode,
    Party,
    ProcessPhase,
)
from models.pre_shipment.messages import DecidePreShipment
from models.process.messages import ReportByHand
from models.returns.messages import OrderReturn
from models.supervision.events import EnteredByHand
from models.supervision.messages import CallGaveUp, ExcuseViolation, Hold, Resume, RetryCall
from models.transport.events import BoxArrived, BoxFound
from projections.deadlines import DeadlineStatus, standing
from tests.given import Given, Told, given, heard, later, refused
from tests.models.stories import (
    APPROVED,
    BOX,
    CONFORM,
    DRIED,
    FILE,
    GO_ON,
    LIN,
    MISSING,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    RECTIFYING,
    SECOND,
    TICK,
    gate_out,
    lock_alarm,
    removal,
    scan,
)

DAY = timedelta(days=1)
SHIP: tuple[Told, ...] = (*APPROVED, VesselArrived(vessel="EVER LUCID"))


def only(told: Given, deadline_id: str, box: str | None = None) -> Given:
    """The same consignment with that deadline alone."""
    key = deadline_key(deadline_id, box)
    known = {key: told.state.deadlines[key]}
    told.state = replace(told.state, deadlines=known)
    return told


def answer(deadline: str, level: EscalationLevel | None = None) -> AcknowledgeEscalation:
    return AcknowledgeEscalation(officer=LIN, deadline=deadline, level=level)


def test_silence_at_a_level_tells_the_party_of_the_next_one_without_its_effect() -> None:
    told = only(given(*RECTIFYING), "D16")
    raised = told.when(later(TICK, days=7)).last[0].body
    assert isinstance(raised, EscalationRaised)
    assert raised.answer_by is not None
    told.when(later(TICK, days=1))
    silent = told.last[0].body
    assert silent == EscalationUnanswered(
        deadline="D16", level=EscalationLevel.L1, due=raised.answer_by, party=Party.ENTERPRISE
    )
    known = told.state.deadlines["D16"]
    assert known.level is EscalationLevel.L1
    assert known.next is not None
    assert known.next.level is EscalationLevel.L2
    assert told.state.notifications[-1].subject == "D16 L1 stands unanswered"
    assert told.when(TICK).last == []


def test_an_answer_in_time_keeps_the_next_party_out_of_it() -> None:
    told = only(given(*RECTIFYING), "D16")
    told.when(later(TICK, days=7), answer("D16"))
    told.when(later(TICK, days=2)).then()


def test_the_deadline_that_is_met_needs_no_answer_any_more() -> None:
    told = only(given(*RECTIFYING), "D16")
    told.when(later(TICK, days=7), RectificationCompleted())
    only(told, "D16").when(later(TICK, days=2)).then()


def test_at_the_top_the_deputy_is_told() -> None:
    told = only(given(*SHIP), "D01")
    told.when(later(TICK, days=15), *[TICK] * 3, later(TICK, days=12))
    silent = told.last[0].body
    assert isinstance(silent, EscalationUnanswered)
    assert (silent.level, silent.party, silent.deputy) == (EscalationLevel.L4, Party.DIVISION, True)
    assert told.state.notifications[-1].subject.endswith("(deputy)")


def test_silence_is_frozen_with_the_deadline() -> None:
    told = only(given(*RECTIFYING), "D16")
    told.when(later(TICK, days=7), Hold(officer=LIN, reason="papers"))
    told.when(later(TICK, days=3)).then()
    told.when(Resume(officer=LIN, reason="in order"))
    due = engine.due(told.state)
    assert due is not None
    assert told.now < due[1].due < told.now + 2 * DAY


def test_whoever_extends_has_answered() -> None:
    told = only(given(*RECTIFYING), "D16")
    more = ExtendDeadline(officer=LIN, deadline="D16", hours=99, reason="dryer", **SECOND)
    told.when(later(TICK, days=7), more)
    assert isinstance(told.last[0].body, DeadlineExtended)
    assert told.last[0].body.approver == "Gao Feng"
    told.when(later(TICK, days=2)).then()


def test_an_answer_is_given_per_level() -> None:
    told = only(given(*RECTIFYING), "D16")
    told.when(later(TICK, days=7), later(TICK, days=1), later(TICK, days=4))
    assert told.state.deadlines["D16"].level is EscalationLevel.L2
    state = told.when(answer("D16", EscalationLevel.L1)).then("escalation-acknowledged")
    assert state.deadlines["D16"].acknowledged_by is None
    told.when(later(TICK, days=1)).then("escalation-unanswered")
    state = told.when(answer("D16")).then("escalation-acknowledged")
    assert state.deadlines["D16"].acknowledged_by == LIN


def test_after_an_outage_whoever_is_told_late_has_the_same_time_to_answer() -> None:
    told = only(given(*SHIP), "D01")
    told.when(later(TICK, days=9))
    raised = told.last[0].body
    assert isinstance(raised, EscalationRaised)
    assert raised.answer_by is not None
    assert raised.answer_by > told.now


def test_an_escalation_can_tell_two_parties_at_once() -> None:
    told = only(given(*SHIP), "D01")
    state = told.when(later(TICK, days=7)).then("escalation-raised")
    parties = [alarm.party for alarm in state.notifications[-2:]]
    assert parties == [Party.BROKER, Party.ENTERPRISE]


@pytest.mark.parametrize(
    "hours, expected",
    [(1, DeadlineStatus.MET), (2.1, DeadlineStatus.BREACHED), (3, DeadlineStatus.BREACHED)],
)
def test_the_transit_window_is_breached_when_it_ends(
    hours: float, expected: DeadlineStatus
) -> None:
    told = given(*ON_THE_ROAD, later(BoxArrived(box=BOX), hours=hours))
    assert standing(told.state.deadlines[f"D08/{BOX}"]) is expected


@pytest.mark.parametrize("hours, expected", [(7, DeadlineStatus.MET), (9, DeadlineStatus.BREACHED)])
def test_a_warning_before_the_limit_is_no_breach(hours: int, expected: DeadlineStatus) -> None:
    told = given(*PILOT[:-2], later(removal(), hours=hours))
    assert standing(told.state.deadlines[f"D05/{BOX}"]) is expected


def test_an_alarm_heard_hours_late_is_counted_from_when_it_was_heard() -> None:
    told = given(*ON_THE_ROAD)
    cut = told.now + timedelta(minutes=5)
    told.when(later(heard(lock_alarm(), cut), hours=6)).then(
        "lock-alarmed", "violation-recorded", "emergency-raised"
    )
    assert [event.occurred_at for event in told.last] == [cut] * 3
    assert [event.heard for event in told.last] == [told.now] * 3
    told.when(TICK).then()
    assert told.state.deadlines[f"D18/LOCK/{BOX}"].escalations[0].due == told.now + timedelta(
        minutes=1
    )


def test_an_arrival_heard_late_withdraws_what_was_raised() -> None:
    told = given(*ON_THE_ROAD)
    arrived = told.now + timedelta(hours=1)
    told.when(later(TICK, hours=2, minutes=5))
    told.when(heard(BoxArrived(box=BOX), arrived)).then(
        "escalation-withdrawn", "violation-excused", "box-arrived"
    )
    assert told.state.violations == ()


LATE_GATE_OUT = 71
GONE_BACK: tuple[Told, ...] = (*RECTIFYING, later(TICK, days=40), *[TICK] * 20)


def undo(deadline: str, box: str | None = None) -> Reinstate:
    return Reinstate(officer=LIN, deadline=deadline, box=box, reason="heard too late", **SECOND)


def test_a_return_that_was_ordered_by_mistake_is_undone() -> None:
    treated = given(*RECTIFYING).now + 4 * DAY
    told = given(*GONE_BACK, heard(RectificationCompleted(), treated))
    assert told.state.course is ProcessPhase.RETURN
    state = told.when(undo("D16")).then("effect-undone")
    assert (state.course, state.disposal, state.rectified) == (
        ProcessPhase.PILOT, Disposal.RECTIFY, True,
    )  # fmt: skip
    assert state.deadlines["D17"].moot
    told.when(DRIED, CONFORM)
    told.then("inspection-started", "inspection-recorded", "conformity-assessed")


def test_a_fall_back_is_undone_for_a_truck_that_had_left_in_time() -> None:
    told = only(given(*PERMITTED), "D06", BOX)
    out = told.now + timedelta(hours=LATE_GATE_OUT)
    told.when(later(TICK, hours=80), TICK, TICK, TICK)
    assert told.state.mode is Mode.TRADITIONAL
    told.when(heard(gate_out(), out))
    state = told.when(undo("D06", BOX)).then("effect-undone")
    assert (state.mode, state.course, state.causes) == (Mode.PILOT, ProcessPhase.PILOT, ())
    window = told.state.deadlines[f"D08/{BOX}"]
    assert (window.open, window.opened_at) == (True, out)
    told.when(BoxArrived(box=BOX))
    assert told.state.deadlines["D12"].open


def test_a_fall_back_is_not_undone_once_the_goods_were_inspected() -> None:
    told = only(given(*PERMITTED), "D06", BOX)
    out = told.now + timedelta(hours=LATE_GATE_OUT)
    told.when(later(TICK, hours=80), TICK, TICK, TICK, StartInspection(officer=LIN))
    told.when(heard(gate_out(), out), undo("D06", BOX))
    assert "too late: inspection-started" in told.refusal


def test_a_fall_back_is_not_undone_while_the_goods_are_suspected() -> None:
    """What was seen in the port meanwhile would have ended the pilot itself."""
    told = only(given(*PERMITTED), "D06", BOX)
    out = told.now + timedelta(hours=LATE_GATE_OUT)
    told.when(later(TICK, hours=80), TICK, TICK, TICK)
    assert told.state.mode is Mode.TRADITIONAL
    told.when(heard(gate_out(), out), scan(result=CheckResult.ALARM))
    assert told.state.suspicions()
    told.when(undo("D06", BOX)).then(refused("are no pilot goods"))


def test_an_approval_heard_late_brings_the_pilot_back_before_the_mode_is_decided() -> None:
    told = only(given(FILE), "D04")
    answered = told.now + 28 * DAY
    told.when(later(TICK, days=30), TICK, TICK)
    assert told.state.may_fall_back is False
    approve = DecidePreShipment.model_validate(
        {"officer": LIN, "decision": "APPROVE", "at": answered}
    )
    told.when(approve, undo("D04")).then("effect-undone")
    assert told.state.mode is Mode.UNDECIDED


def test_what_moot_deadlines_had_left_runs_on_when_their_course_is_taken_up_again() -> None:
    told = given(*PERMITTED)
    told.when(BoxArrived(box=BOX))
    told.state = replace(
        told.state, deadlines={k: d for k, d in told.state.deadlines.items() if k == "D12"}
    )
    before = told.state.deadlines["D12"]
    told.when(OrderReturn(officer=LIN, reason="x"))
    assert told.state.deadlines["D12"].moot
    escalation = replace(
        before.escalations[0], fired=True, withdrawn=True, effect=Effect.ORDER_RETURN
    )
    unfounded = replace(before, id="D16", escalations=(escalation,), closed_at=told.now)
    known = {**told.state.deadlines, "D16": unfounded}
    told.state = replace(told.state, deadlines=known)
    told.when(undo("D16"))
    assert told.state.deadlines["D12"] == before


def test_a_failing_call_escalates_until_somebody_has_it_made_again() -> None:
    told = given(*PILOT, CallGaveUp(call="trip:1", reason="no such box"))
    told.when(later(TICK, minutes=16)).then("escalation-raised")
    only(told, "D21").when(later(TICK, hours=4)).then("escalation-raised")
    assert told.state.notifications[-1].party is Party.CHECKPOINT_OFFICER
    told.when(RetryCall(officer=LIN, call="trip:1"))
    assert standing(told.state.deadlines["D21"]) is DeadlineStatus.BREACHED


def test_of_two_failing_calls_the_second_keeps_the_escalation_policy_going() -> None:
    gave_up = [CallGaveUp(call=f"trip:{n}", reason="no such box") for n in (1, 2)]
    told = given(*PILOT, *gave_up)
    told.when(RetryCall(officer=LIN, call="trip:1"))
    assert told.state.deadlines["D21"].open
    told.when(RetryCall(officer=LIN, call="trip:2"))
    assert not told.state.deadlines["D21"].open


def test_what_an_officer_enters_by_hand_counts_and_is_marked() -> None:
    arrival = BoxArrived(box=BOX)
    entered = ReportByHand(officer=LIN, fact=arrival, reason="the checkpoint is down")
    state = (
        given(*ON_THE_ROAD)
        .when(entered)
        .then(
            EnteredByHand(
                fact="box-arrived", box=BOX, reason="the checkpoint is down", officer=LIN
            ),
            BoxArrived(box=BOX, plate=""),
        )
    )
    assert state.by_hand == (f"box-arrived {BOX}",)


def test_the_feed_that_comes_back_repeats_what_was_entered() -> None:
    entered = ReportByHand(officer=LIN, fact=BoxArrived(box=BOX), reason="down")
    given(*ON_THE_ROAD, entered).when(BoxArrived(box=BOX)).then()


def test_the_latest_breach_that_counts_is_excused() -> None:
    told = given(*ON_THE_ROAD, lock_alarm())
    told.when(GO_ON, later(lock_alarm("BACK_COVER"), hours=1))
    assert told.state.violations == ("SV-02", "SV-02")
    excused = ExcuseViolation(officer=LIN, code="SV-02", box=BOX, reason="branch", **SECOND)
    assert told.when(excused).then("violation-excused").violations == ("SV-02",)
    assert told.when(excused).then("violation-excused").violations == ()
    told.when(excused)
    assert told.refusal


def test_what_was_raised_before_a_deadline_opened_anew_still_counts() -> None:
    told = given(*MISSING)
    raised = [event for event in told.events if event.body.type == "escalation-raised"]
    told.when(BoxFound(box=BOX, lock_state="LOCKED"))
    assert told.state.deadlines[f"D08/{BOX}"].level is None
    assert told.state.escalations == len(raised) > 0
