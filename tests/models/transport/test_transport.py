"""On the road: locks, gates, incidents, tractors, mismatches (domain 4.3)."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from models.consignment.box import LastSeen
from models.consignment.pending_event import Draft
from models.deadlines.decide import raised
from models.deadlines.events import EscalationRaised, EscalationUnanswered
from models.deadlines.messages import ExtendDeadline
from models.disposal.messages import ReferCase
from models.kernel.base_types import replace
from models.kernel.clock import CHINA
from models.kernel.place import Place
from models.kernel.receiving import ReceivingHours
from models.kernel.terms import Danger, Hindrance, Overlay, Party, Suspicion
from models.process import derived_status
from models.process.messages import Fact
from models.rules.rulebook import Receiving
from models.supervision.events import CaseReferred, ViolationRecorded
from models.transport.events import (
    ArrivedOutOfHours,
    BoxArrived,
    BoxFound,
    IncidentOnRoad,
    LockApplied,
    LockVerified,
    OfficerSent,
    RouteLeft,
    RouteRegained,
    StopStarted,
)
from models.transport.messages import ApproveTransshipment, SendOfficer, SwapTractor
from tests.given import Given, Told, given, heard, later
from tests.models.road import counted, level, overtaken
from tests.models.stories import (
    APPROVED,
    AT_THE_FACTORY,
    BOX,
    GO_ON,
    INSTRUCTED,
    LIN,
    MISSING,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    SECOND,
    TICK,
    gate_out,
    reading,
    removal,
    scan,
    trip,
)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OTHER = "浙B20002"
FOUND = BoxFound(box=BOX, lock_state="LOCKED", note="lay-by")
SWAP = SwapTractor(officer=LIN, box=BOX, plate=OTHER, reason="gearbox broken")


def verified(lock: str = "LK-1") -> LockVerified:
    return LockVerified(box=BOX, lock_no=lock)


def at_the_enterprise(lock: str = "LK-1", *, locked: bool | None = True) -> BoxArrived:
    return BoxArrived(box=BOX, plate="浙B10001", lock_no=lock, locked=locked)


@pytest.mark.parametrize("closing", [verified(), gate_out(), BoxArrived(box=BOX)])
def test_a_lock_is_looked_at_before_the_gate_or_by_it(closing: Fact) -> None:
    told = given(*PERMITTED, later(closing, minutes=9))
    assert told.state.deadlines[f"D07/{BOX}"].closed_at == told.now


def test_a_lock_that_nobody_looks_at_in_half_an_hour_escalates() -> None:
    told = overtaken(given(*PERMITTED, later(TICK, minutes=31)))
    assert level(told, "D07") == 2


def test_a_lock_seen_before_the_order_was_answered_is_seen() -> None:
    told = given(*PILOT, reading(), scan(), removal(), verified(), trip())
    assert f"D07/{BOX}" not in told.state.deadlines


def test_another_lock_than_the_ordered_one_is_no_verification() -> None:
    told = given(*PERMITTED).when(verified("LK-9"))
    assert told.then("fact-contradicted").deadlines[f"D07/{BOX}"].open
    told.when(verified()).then("lock-verified")
    told.when(verified()).then()


def test_a_lock_that_is_only_hung_on_is_not_verified() -> None:
    state = given(*PERMITTED).when(LockApplied(box=BOX, lock_no="LK-1")).then("lock-applied")
    assert state.deadlines[f"D07/{BOX}"].open


def test_another_lock_at_the_gate_is_opening_without_authority() -> None:
    state = given(*PERMITTED).when(gate_out(lock_no="LK-9")).then("gated-out", "violation-recorded")
    assert state.violations == ("SV-01",)


def test_other_seals_at_the_gate_are_suspected_to_be_other_goods() -> None:
    told = given(*PERMITTED).when(gate_out(seals=("SL-ODD",)))
    state = told.then("gated-out", "nonconformance-raised")
    assert [(d.reason, d.status) for d in state.defects] == [("NC-15", Suspicion.SUSPECTED)]


def test_the_registered_seal_among_others_is_enough() -> None:
    seal = given().state.boxes[BOX].seal
    given(*PERMITTED).when(gate_out(seals=("LK-1", seal))).then("gated-out")


@pytest.mark.parametrize("before", [APPROVED, PILOT, (*PILOT, reading(), scan())])
def test_a_box_that_leaves_without_a_permit_is_a_breach_and_an_emergency(
    before: tuple[Told, ...],
) -> None:
    state = (
        given(*before).when(gate_out()).then("gated-out", "violation-recorded", "emergency-raised")
    )
    assert state.violations == ("SV-10",)
    assert state.emergency is not None
    assert state.emergency.dangers == (Danger.MISSING_BOX,)
    rows: dict[str, int] = {row.code: row.grade for row in state.rules.violations}
    assert rows["SV-10"] == 1


def test_a_permit_that_lapsed_only_after_the_box_had_left_was_good() -> None:
    told = given(*PERMITTED)
    out = told.now + 47 * HOUR
    overtaken(told.when(later(TICK, hours=49)))
    assert told.state.boxes[BOX].permit_no is None
    assert "violation-recorded" not in {
        event.body.type for event in told.when(heard(gate_out(), out)).last
    }


def test_another_truck_at_the_enterprise_is_a_violation() -> None:
    told = given(*ON_THE_ROAD).when(BoxArrived(box=BOX, plate=OTHER))
    state = told.then("box-arrived", "violation-recorded")
    assert state.violations == ("SV-07",)
    given(*ON_THE_ROAD).when(BoxArrived(box=BOX)).then("box-arrived")


def test_the_escalation_policy_of_an_overdue_truck_is_that_of_the_domain() -> None:
    told = given(*ON_THE_ROAD)
    window = told.now + 120 * MINUTE
    overtaken(told.when(later(TICK, hours=28)))
    raised = [e.body for e in told.events if isinstance(e.body, EscalationRaised)]
    of_the_road = [b for b in raised if b.deadline in ("D08", "T08", "T07")]
    escalations = [(b.due - window, "+".join((b.party, *b.also))) for b in of_the_road]
    assert escalations == [
        (0 * HOUR, "H+E"),
        (15 * MINUTE, "C1"),
        (30 * MINUTE, "C1_CHIEF"),
        (60 * MINUTE, "C3"),
        (120 * MINUTE, "PS"),
        (120 * MINUTE, "C3_LEAD"),
        (24 * HOUR, "AS"),
    ]


def referrals(told: Given) -> list[CaseReferred]:
    return [e.body for e in told.events if isinstance(e.body, CaseReferred)]


def test_a_day_after_the_window_the_case_goes_to_anti_smuggling_and_the_division_hears() -> None:
    told = given(*ON_THE_ROAD)
    window = told.now + 120 * MINUTE
    overtaken(told.when(later(TICK, hours=28)))
    referred = CaseReferred(to="anti-smuggling", reason=f"T07 reached L2, box {BOX}")
    assert [(e.body, e.occurred_at - window) for e in told.events if e.body == referred] == [
        (referred, 24 * HOUR)
    ]
    assert "C3" in {a.party for a in told.state.notifications if a.kind == "case-referred"}


def test_a_case_is_referred_once_however_often_a_box_is_missing() -> None:
    told = given(*MISSING)
    overtaken(told.when(later(TICK, hours=28)))
    told.when(FOUND)
    overtaken(told.when(later(TICK, hours=40)))
    assert level(told, "T07") == 2
    assert len(referrals(told)) == 1


def test_a_case_in_the_hands_of_anti_smuggling_is_not_referred_again_but_another_is() -> None:
    for to, expected in (("anti-smuggling", 1), ("the environment bureau", 2)):
        order = ReferCase(officer=LIN, to=to, reason="false name")
        told = given(*MISSING, order)
        overtaken(told.when(later(TICK, hours=28)))
        assert [r.to for r in referrals(told)][-1] == "anti-smuggling"
        assert len(referrals(told)) == expected


def test_more_time_is_given_to_the_whole_escalation_policy() -> None:
    told = given(*ON_THE_ROAD)
    more = ExtendDeadline(officer=LIN, deadline="D08", box=BOX, hours=2, reason="jam", **SECOND)
    told.when(more).then("deadline-extended", "deadline-extended")
    due = {d.id: d.escalations[0].due for d in told.state.deadlines.values() if d.open}
    assert due["T08"] - due["D08"] == 30 * MINUTE


def test_a_missing_box_stays_overdue_until_it_is_found() -> None:
    told = given(*MISSING, TICK)
    assert derived_status.overdue(told.state)
    assert level(told, "T07") == 1


def test_a_box_that_is_found_has_its_window_once_more() -> None:
    told = given(*MISSING, FOUND)
    window = told.state.deadlines[f"D08/{BOX}"]
    assert window.open
    assert window.escalations[0].due == told.now + 120 * MINUTE
    assert not told.state.deadlines[f"T07/{BOX}"].open
    assert told.state.overlays == (Overlay.EMERGENCY,)
    told.when(GO_ON, later(BoxArrived(box=BOX), minutes=30))
    assert counted(told) == ["SV-05"]


def test_a_box_that_is_seen_while_it_is_not_missed_keeps_its_window() -> None:
    told = given(*ON_THE_ROAD)
    before = told.state.deadlines[f"D08/{BOX}"]
    assert told.when(FOUND).then("box-found").deadlines[f"D08/{BOX}"] == before


def test_a_box_that_is_found_after_it_arrived_is_a_contradiction() -> None:
    told = given(*AT_THE_FACTORY).when(FOUND)
    assert not told.then("fact-contradicted").deadlines[f"D08/{BOX}"].open


@pytest.mark.parametrize("hindrance", Hindrance)
def test_an_incident_is_told_to_the_duty_officer_at_once(hindrance: Hindrance) -> None:
    told = given(*ON_THE_ROAD).when(IncidentOnRoad(box=BOX, hindrance=hindrance, note="G15"))
    state = told.then("incident-on-road")
    assert (state.notifications[-1].party, state.notifications[-1].box) == ("C1", BOX)
    assert state.notifications[-1].subject == f"{hindrance} on the road: G15"


def test_load_on_the_road_is_an_emergency() -> None:
    spilled = IncidentOnRoad(box=BOX, hindrance=Hindrance.ACCIDENT, spilled=True)
    state = given(*ON_THE_ROAD).when(spilled).then("incident-on-road", "emergency-raised")
    assert state.emergency is not None
    assert state.emergency.dangers == (Danger.SPILL,)


def test_a_tractor_that_took_over_is_the_one_that_is_expected() -> None:
    told = given(*ON_THE_ROAD, SWAP)
    told.when(BoxArrived(box=BOX, plate=OTHER)).then("box-arrived")
    old = given(*ON_THE_ROAD, SWAP).when(BoxArrived(box=BOX, plate="浙B10001"))
    assert old.then("box-arrived", "violation-recorded").violations == ("SV-07",)


def test_a_tractor_that_took_over_before_the_gate_may_leave() -> None:
    given(*PERMITTED, SWAP).when(gate_out(plate=OTHER)).then("gated-out")


def test_a_transshipment_changes_truck_and_lock() -> None:
    approved = ApproveTransshipment(
        officer=LIN, box=BOX, plate=OTHER, lock_no="LK-2", reason="trailer burnt out"
    )
    box = given(*ON_THE_ROAD, approved).state.boxes[BOX]
    assert (box.plate, box.lock_no) == (OTHER, "LK-2")
    kept = approved.model_copy(update={"lock_no": ""})
    assert given(*ON_THE_ROAD, kept).state.boxes[BOX].lock_no == "LK-1"


def test_after_a_transshipment_the_lock_is_hung_on_and_looked_at_anew() -> None:
    hung = LockApplied(box=BOX, lock_no="LK-1")
    approved = ApproveTransshipment(
        officer=LIN, box=BOX, plate=OTHER, lock_no="LK-2", reason="trailer burnt out"
    )
    told = given(*PERMITTED, hung, verified(), gate_out(), approved)
    told.when(hung.model_copy(update={"lock_no": "LK-2"})).then("lock-applied")
    told.when(verified("LK-2")).then("lock-verified")


def test_an_officer_that_is_sent_is_on_record() -> None:
    send = SendOfficer(officer=LIN, box=BOX, reason="look at the seal")
    given(*ON_THE_ROAD).when(send).then(
        OfficerSent(box=BOX, reason="look at the seal", officer=LIN)
    )


@pytest.mark.parametrize(
    "hours, now, leaves",
    [
        ((0, 24), "2026-03-02T23:59", "2026-03-02T23:59"),
        ((8, 18), "2026-03-02T10:00", "2026-03-02T10:00"),
        ((8, 18), "2026-03-02T03:00", "2026-03-02T06:30"),
        ((8, 18), "2026-03-02T06:30", "2026-03-02T06:30"),
        ((8, 18), "2026-03-02T16:29", "2026-03-02T16:29"),
        ((8, 18), "2026-03-02T16:30", "2026-03-03T06:30"),
        ((8, 18), "2026-03-02T23:00", "2026-03-03T06:30"),
        ((0, 12), "2026-03-02T11:00", "2026-03-02T22:30"),
    ],
)
def test_no_truck_leaves_that_would_come_to_a_closed_gate(
    hours: tuple[int, int], now: str, leaves: str
) -> None:
    gate = Receiving(from_hour=hours[0], to_hour=hours[1], drive_minutes=90)
    assert gate.departure(_local(now), None, lambda _: True) == _local(leaves)
    own = ReceivingHours(from_hour=hours[0], to_hour=hours[1])
    always = Receiving(from_hour=0, to_hour=24, drive_minutes=90)
    assert always.departure(_local(now), own, lambda _: True) == _local(leaves)


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    "read, breaches",
    [
        (at_the_enterprise(), ()),
        (at_the_enterprise("", locked=None), ()),
        (at_the_enterprise("LK-9"), (("SV-01", "lock LK-9, ordered LK-1"),)),
        (at_the_enterprise(locked=False), (("SV-02", "lock LK-1 was open at the enterprise"),)),
        (
            at_the_enterprise("LK-9", locked=False),
            (
                ("SV-01", "lock LK-9, ordered LK-1"),
                ("SV-02", "lock LK-9 was open at the enterprise"),
            ),
        ),
    ],
)
def test_the_gate_of_the_enterprise_looks_at_the_lock_as_that_of_the_port_did(
    read: BoxArrived, breaches: tuple[tuple[str, str], ...]
) -> None:
    grades = {"SV-01": 1}
    found = (
        ViolationRecorded(code=c, box=BOX, note=note, grade=grades.get(c, 2))
        for c, note in breaches
    )
    state = given(*ON_THE_ROAD).when(read).then("box-arrived", *found)
    assert state.open_emergency is None


def test_a_lock_that_customs_changed_on_the_road_is_not_held_against_the_carrier() -> None:
    change = ApproveTransshipment(
        officer=LIN, box=BOX, plate=OTHER, lock_no="LK-9", reason="trailer burnt out"
    )
    arrival = at_the_enterprise("LK-9").model_copy(update={"plate": OTHER})
    given(*ON_THE_ROAD, change).when(arrival).then("box-arrived")
    sent = SendOfficer(officer=LIN, box=BOX, reason="lock jammed")
    given(*ON_THE_ROAD, sent).when(at_the_enterprise("LK-9")).then("box-arrived")


def test_the_fence_and_the_gate_tell_of_one_arrival_and_the_lock_is_judged_once() -> None:
    fence, gate = BoxArrived(box=BOX, plate="浙B10001"), at_the_enterprise("LK-9")
    told = given(*ON_THE_ROAD)
    told.when(fence).then("box-arrived")
    told.when(gate).then("violation-recorded")
    told.when(gate).then()
    told.when(fence).then()
    told.when(gate.model_copy(update={"plate": OTHER})).then("fact-contradicted")
    given(*ON_THE_ROAD, gate).when(fence).then()


HERE = Place(lat=Decimal("29.871234"), lon=Decimal("121.5"), datum="WGS-84")
THERE = Place(lat=Decimal("29.9"), lon=Decimal("121.8"), datum="GCJ-02")


def last_raised(told: Given, row: str) -> EscalationRaised:
    raised = [e.body for e in told.events if isinstance(e.body, EscalationRaised)]
    return next(body for body in reversed(raised) if body.deadline == row)


def test_the_escalation_of_an_overdue_box_says_where_it_was_last_heard_of() -> None:
    ordered = trip().model_copy(update={"haulier": "甬运", "cameras": ("K12", "K31")})
    told = given(*PILOT, reading(), scan(), removal(), ordered, gate_out())
    left = told.now
    told.when(later(RouteLeft(box=BOX, place=HERE), minutes=20))
    told.when(heard(RouteRegained(box=BOX), left + 30 * MINUTE))
    told.when(heard(StopStarted(box=BOX, place=THERE), left + 10 * MINUTE, "later"))
    overtaken(told.when(later(TICK, hours=5)))
    assert last_raised(told, "D08").seen == LastSeen(
        plate="浙B10001",
        trailer=ordered.trailer,
        driver=ordered.driver,
        haulier="甬运",
        heard_at=left + 30 * MINUTE,
        place=HERE,
        place_at=left + 20 * MINUTE,
        cameras=("K12", "K31"),
    )
    assert told.state.emergency is not None
    assert (
        "浙B10001 of 甬运, last at 29.871234, 121.500000 (WGS-84)"
        in told.state.emergency.incidents[0].reason
    )
    (said,) = [n.said for n in told.state.notifications if n.subject == "D08 L2"]
    assert (said["seen_haulier"], said["seen_cameras"]) == ("甬运", "K12, K31")


def test_a_box_of_which_nothing_was_heard_was_last_seen_at_the_gate() -> None:
    told = given(*ON_THE_ROAD)
    left = told.now
    overtaken(told.when(later(TICK, hours=3)))
    seen = last_raised(told, "D08").seen
    assert seen is not None
    assert (seen.heard_at, seen.place) == (left, None)


def test_a_box_that_is_not_on_the_road_is_looked_for_nowhere() -> None:
    assert last_raised(overtaken(given(*PERMITTED, later(TICK, hours=1))), "D07").seen is None
    told = overtaken(given(*AT_THE_FACTORY, later(TICK, hours=1)))
    assert told.state.boxes[BOX].last_seen is None


def test_the_next_drive_of_a_box_begins_where_nothing_was_heard_of_it() -> None:
    told = given(*ON_THE_ROAD, RouteLeft(box=BOX, place=HERE), trip())
    assert told.state.boxes[BOX].place is None


def received_by(hours: ReceivingHours | None) -> Given:
    """On the road to an enterprise that takes boxes in then."""
    decided = INSTRUCTED.model_copy(update={"receiving": hours})
    return given(*(decided if told is INSTRUCTED else told for told in ON_THE_ROAD))


def test_a_box_that_comes_when_nobody_takes_it_in_is_told_of() -> None:
    told = received_by(None)
    hour = told.now.astimezone(CHINA).hour
    closed = ReceivingHours(from_hour=(hour + 3) % 24, to_hour=(hour + 5) % 24)
    told = received_by(closed).when(BoxArrived(box=BOX))
    told.then("box-arrived", ArrivedOutOfHours(box=BOX, hours=str(closed)))
    parties = [n.party for n in told.state.notifications if n.kind == "arrived-out-of-hours"]
    assert parties == [Party.ENTERPRISE, Party.CHECKPOINT_OFFICER]
    # The seal is due two hours after the gate opens, by the enterprise's own clock.
    opens = closed.opening(told.now, told.state.rules.calendar.is_working_day)
    due = told.state.deadlines[f"D10/{BOX}"].escalations[1].due
    assert due == opens + 2 * HOUR
    received_by(None).when(BoxArrived(box=BOX)).then("box-arrived")


@pytest.mark.parametrize("minutes, drifts", [(5, False), (-5, False), (6, True), (-6, True)])
def test_the_clocks_of_lane_and_lock_are_compared(minutes: int, *, drifts: bool) -> None:
    """Five minutes are the rulebook's; nothing of the passage itself is in doubt."""
    told = given(*PERMITTED)
    clock = told.now + minutes * MINUTE
    told.when(later(gate_out().model_copy(update={"lock_time": clock}), minutes=0))
    told.then("gated-out", *(["fact-contradicted"] if drifts else []))
    assert told.state.boxes[BOX].gated_out == told.now
    there = BoxArrived(box=BOX, lock_time=told.now + minutes * MINUTE)
    told.when(later(there, minutes=0)).then(
        "box-arrived", *(["fact-contradicted"] if drifts else [])
    )


def test_what_lock_and_lane_report_of_one_arrival_is_held_together() -> None:
    told = given(*ON_THE_ROAD, later(BoxArrived(box=BOX, plate="浙B10001"), hours=1))
    arrived = told.now
    by_lane = at_the_enterprise()
    told.when(heard(by_lane, arrived + 5 * MINUTE)).then()
    told.when(later(heard(by_lane, arrived + 25 * MINUTE, "again"), minutes=30))
    told.then("fact-contradicted")
    assert "25 min apart, at most 5" in told.state.notifications[-1].subject


def test_whoever_is_told_since_nobody_answered_is_told_what_to_look_for_as_well() -> None:
    """The rows of the road wait for no answer in this rulebook; in another they may."""
    told = given(*ON_THE_ROAD, RouteLeft(box=BOX, place=HERE))
    deadline = told.state.deadlines[f"D08/{BOX}"]
    silent = replace(deadline.escalations[0], fired=True, answer_by=told.now)
    (draft,) = raised(told.state, deadline, silent, told.now)
    assert isinstance(draft, Draft)
    assert isinstance(draft.body, EscalationUnanswered)
    assert draft.body.seen == told.state.boxes[BOX].last_seen
