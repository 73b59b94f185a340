"""What an enterprise says of itself is a claim: dated back, it takes nothing back (domain 6.3)."""

from datetime import datetime, timedelta

import pytest

from models.deadlines.events import EntryConfirmed, EntryDatedBack
from models.deadlines.messages import ConfirmEntry, Reinstate
from models.disposal.events import RectificationCompleted
from models.kernel.event_body import Body
from models.kernel.terms import EscalationLevel, SealState, System
from models.process.messages import Fact, Report
from models.transport.events import ArrivalNotified, BoxArrived
from tests.given import Given, given, heard, later
from tests.models.stories import (
    AT_THE_FACTORY,
    BOX,
    LIN,
    ON_THE_ROAD,
    RECTIFYING,
    SECOND,
    TICK,
    seal,
    weighed,
)

MINUTE = timedelta(minutes=1)
NOTICE = ArrivalNotified(box=BOX)
DATED_BACK = EntryDatedBack(entry="arrival-notified", box=BOX, deadlines=("D09",))


def claim(fact: Fact, at: datetime, message_id: str = "claim") -> Report:
    """What the enterprise enters, dated at that time."""
    return heard(fact, at, message_id, System.ENTERPRISE)


def overdue() -> tuple[Given, datetime]:
    """A box arrived, and forty minutes later nobody has reported it: D09 stands at L2."""
    told = given(*ON_THE_ROAD, BoxArrived(box=BOX))
    arrived = told.now
    told.when(later(TICK, minutes=40), TICK, TICK)
    assert told.state.violations == ("SV-08",)
    return told, arrived


def test_a_notice_dated_back_takes_no_violation_back() -> None:
    told, arrived = overdue()
    state = told.when(claim(NOTICE, arrived + 5 * MINUTE)).then(DATED_BACK, "arrival-notified")
    assert state.violations == ("SV-08",)
    deadline = state.deadlines[f"D09/{BOX}"]
    assert (deadline.level, deadline.open) == (EscalationLevel.L2, False)
    (alarm,) = [each for each in state.notifications if each.kind == "entry-dated-back"]
    assert alarm.said["deadlines"] == "D09"


@pytest.mark.parametrize(
    "minutes, expected",
    [(15, ("escalation-withdrawn", "arrival-notified")), (16, (DATED_BACK, "arrival-notified"))],
)
def test_a_quarter_of_an_hour_may_pass_until_an_entry_is_made(
    minutes: int, expected: tuple[str | Body, ...]
) -> None:
    told = given(*ON_THE_ROAD, BoxArrived(box=BOX))
    told.when(later(TICK, minutes=20)).then("escalation-raised")
    entered = told.now + MINUTE
    told.when(claim(NOTICE, entered - minutes * MINUTE)).then(*expected)


def test_what_a_machine_of_customs_says_late_is_believed() -> None:
    told, arrived = overdue()
    told.when(heard(NOTICE, arrived + 5 * MINUTE, system=System.CHECKPOINT)).then(
        "escalation-withdrawn", "escalation-withdrawn", "violation-excused", "arrival-notified"
    )


def test_an_officer_may_confirm_it() -> None:
    told, arrived = overdue()
    told.when(claim(NOTICE, arrived + 5 * MINUTE))
    confirm = ConfirmEntry(
        officer=LIN, deadline="D09", box=BOX, reason="seen on the camera", **SECOND
    )
    state = told.when(confirm).then(
        EntryConfirmed(deadline="D09", box=BOX, reason="seen on the camera", officer=LIN),
        "escalation-withdrawn",
        "escalation-withdrawn",
        "violation-excused",
    )
    assert state.violations == ()
    assert state.deadlines[f"D09/{BOX}"].level is None


def test_what_a_confirmed_entry_proves_unfounded_can_be_undone() -> None:
    told = given(*RECTIFYING)
    treated = told.now + timedelta(days=4)
    told.when(later(TICK, days=40), *[TICK] * 20, claim(RectificationCompleted(), treated))
    undo = Reinstate(officer=LIN, deadline="D16", reason="treated in time", **SECOND)
    told.when(undo)
    assert "no effect of D16 proved unfounded" in told.refusal
    confirm = ConfirmEntry(officer=LIN, deadline="D16", reason="invoice of the dryer", **SECOND)
    told.when(confirm, undo).then("effect-undone")


def test_an_entry_in_time_that_nothing_was_raised_against_needs_nobody() -> None:
    told = given(*ON_THE_ROAD, BoxArrived(box=BOX))
    told.when(later(claim(NOTICE, told.now), minutes=19))
    told.then("arrival-notified")


@pytest.mark.parametrize("fact", [NOTICE, seal(), weighed()], ids=lambda fact: fact.type)
def test_nothing_is_seen_at_the_enterprise_before_the_box_is_there(fact: Fact) -> None:
    told = given(*ON_THE_ROAD, BoxArrived(box=BOX))
    told.when(claim(fact, told.now - 11 * MINUTE)).then("fact-contradicted")
    assert told.state.boxes[BOX].seal_state is None
    assert told.state.boxes[BOX].unloaded is None


def test_clocks_of_gate_and_enterprise_may_differ_by_ten_minutes() -> None:
    told = given(*ON_THE_ROAD, BoxArrived(box=BOX))
    told.when(claim(NOTICE, told.now - 10 * MINUTE)).then("arrival-notified")


def test_what_was_said_of_a_box_before_it_came_is_contradicted_when_it_comes() -> None:
    told = given(*ON_THE_ROAD)
    said = told.now
    told.when(claim(seal(), said)).then("seal-checked")
    told.when(later(BoxArrived(box=BOX), minutes=60))
    assert [event.body.type for event in told.last] == ["box-arrived", "fact-contradicted"]


def test_a_box_that_nobody_saw_arrive_may_not_be_opened() -> None:
    told = given(*ON_THE_ROAD, claim(seal(), given(*ON_THE_ROAD).now))
    assert not told.state.openable(BOX)
    assert given(*AT_THE_FACTORY).state.openable(BOX)
    assert not given(*AT_THE_FACTORY, seal(state=SealState.BROKEN)).state.openable(BOX)
