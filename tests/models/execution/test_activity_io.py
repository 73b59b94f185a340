"""Calls that were refused, or that nobody answers: who hears of it, and when it is over."""

from datetime import timedelta

import pytest

from models.kernel.terms import Cause, EscalationLevel, Party, ProcessPhase
from models.supervision.events import CallDropped
from models.supervision.messages import CallGaveUp, FallBack, Hold, LateAnswer, NoAnswer, RetryCall
from projections.deadlines import DeadlineStatus, standing
from tests.given import Given, given, later
from tests.models.stories import CLOSED, LIN, PILOT, TICK

REFUSED = CallGaveUp(call="trip:1", reason="no such box")
ANSWERED = LateAnswer(call="trip:2")
LEFT = FallBack(officer=LIN, cause=Cause.OFFICER, reason="no truck")


def silent(told: Given, minutes: int = 5, call: str = "trip:2") -> NoAnswer:
    """Nothing was heard for so many minutes."""
    since = told.now - timedelta(minutes=minutes)
    return NoAnswer(call=call, since=since, reason="checkpoint: 503")


def test_operations_hear_of_a_silence_and_it_counts_from_the_request() -> None:
    told = given(*PILOT)
    asked = told.now - timedelta(minutes=5)
    state = told.when(silent(told)).then("call-unanswered")
    alarm = state.notifications[-1]
    assert (alarm.party, alarm.level) == (Party.OPERATIONS, EscalationLevel.L1)
    assert "checkpoint: 503" in alarm.subject
    escalations = state.deadlines["D21"].escalations
    assert [escalation.due - asked for escalation in escalations] == [
        timedelta(minutes=15),
        timedelta(hours=4),
    ]


def test_a_silence_escalates_until_the_answer_comes() -> None:
    told = given(*PILOT)
    told.when(silent(told))
    told.when(later(TICK, minutes=11)).then("escalation-raised")
    told.when(later(TICK, hours=4)).then("escalation-raised")
    told_to = [alarm.party for alarm in told.state.notifications[-3:]]
    assert told_to == [Party.OPERATIONS, Party.OPERATIONS, Party.CHECKPOINT_OFFICER]
    state = told.when(ANSWERED).then("call-answered")
    assert state.unanswered_calls == {}
    assert state.notifications[-1].party is Party.OPERATIONS
    assert state.notifications[-1].subject == "trip:2 is answered at last"
    assert standing(state.deadlines["D21"]) is DeadlineStatus.BREACHED


def test_a_silence_is_noted_once_and_an_answer_in_time_not_at_all() -> None:
    told = given(*PILOT)
    told.when(ANSWERED).then()
    told.when(silent(told))
    told.when(silent(told, minutes=65)).then()


def test_a_call_that_is_refused_after_a_silence_waits_for_an_officer() -> None:
    told = given(*PILOT)
    told.when(silent(told))
    state = told.when(CallGaveUp(call="trip:2", reason="no such box")).then("call-failed")
    assert state.unanswered_calls == {}
    assert list(state.failing_calls) == ["trip:2"]
    assert state.deadlines["D21"].open


def test_of_several_calls_the_last_that_is_settled_ends_the_deadline() -> None:
    told = given(*PILOT, REFUSED)
    told.when(silent(told), ANSWERED)
    assert told.state.deadlines["D21"].open
    told.when(RetryCall(officer=LIN, call="trip:1")).then("call-retried")
    assert not told.state.deadlines["D21"].open


def test_a_silence_after_an_earlier_answer_opens_the_deadline_again() -> None:
    """Also where the second request had gone out before the first was answered."""
    told = given(*PILOT)
    told.when(silent(told), later(ANSWERED, minutes=2))
    told.when(later(silent(told, minutes=5, call="trip:3"), minutes=1))
    assert told.state.deadlines["D21"].open


def test_what_the_course_that_is_left_was_waiting_for_is_dropped() -> None:
    told = given(*PILOT, REFUSED)
    told.when(silent(told))
    state = told.when(LEFT).then(
        "fell-back",
        CallDropped(call="trip:1"),
        CallDropped(call="trip:2"),
    )
    assert state.course is ProcessPhase.TRADITIONAL
    assert state.waiting_calls == ()
    assert not state.deadlines["D21"].open


def test_nothing_is_dropped_where_the_course_goes_on() -> None:
    told = given(*PILOT, REFUSED)
    told.when(Hold(officer=LIN, reason="papers")).then("held")
    assert told.state.waiting_calls == ("trip:1",)


@pytest.mark.parametrize("last", ["refused", "silent"])
def test_who_must_hear_of_the_end_is_asked_after_the_end(last: str) -> None:
    told = given(*CLOSED)
    told.when(REFUSED if last == "refused" else silent(told))
    assert told.state.notifications[-1].party is Party.OPERATIONS
    if last == "silent":
        told.when(ANSWERED).then("call-answered")
        assert told.state.waiting_calls == ()
