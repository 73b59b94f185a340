"""A fact that was wrong is taken back: what followed is undone, what was done upon it is listed."""

import random
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import ManifestStatus
from models.consignment.state import State
from models.deadlines.events import EscalationRaised
from models.deadlines.messages import AcknowledgeEscalation
from models.inspection.messages import PermitUnloading
from models.kernel.base_types import replace
from models.kernel.event import Event, to_entry
from models.kernel.event_types import EventType
from models.kernel.identity import consignment_workflow_id
from models.kernel.terms import Cause, CheckResult, Mode, Outcome, Party, PreShipment, System
from models.pre_shipment.events import PreShipmentWithdrawn, SealNumberRecorded, ShipmentAmended
from models.process.derived_status import must_act
from models.process.evolve import fold
from models.process.messages import DecideStandingAct, ReportByHand, Retract
from models.process.next_calls import closing, conclusion, next_calls
from models.supervision.events import FactRetracted
from models.supervision.messages import Unknown
from models.transport.events import BoxArrived
from projections import consignment_fold
from tests.given import Given, Told, given, heard, later, refused
from tests.history import START
from tests.models.process import test_lives as lives
from tests.models.stories import (
    APPROVE,
    APPROVED,
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    CLOSED,
    DECLARED,
    FILE,
    HOLD,
    INSTRUCTED,
    LIN,
    MISSING,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    RELEASED,
    TICK,
    checked,
    gate_out,
    letter,
    lock_alarm,
    on_the_road,
    reading,
    removal,
    scan,
    seal,
    weighed,
)
from tests.serialization import travelled

WANG = "Wang Li"
ARRIVED = BoxArrived(box=BOX)
OF_PAPERS = {
    "pre-shipment-submitted",
    "pre-shipment-withdrawn",
    "shipment-amended",
    "seal-number-recorded",
    "declaration-status-changed",
    "manifest-status-changed",
}
BY_HAND = ReportByHand(officer=LIN, fact=ARRIVED, reason="the checkpoint is down")


def taking_back(fact: str = "box-arrived", **said: object) -> Retract:
    known = {"officer": LIN, "fact": fact, "box": BOX, "reason": "another box", "approver": WANG}
    return Retract.model_validate({**known, **said})


def deciding(act: str, *, stands: bool, **said: object) -> DecideStandingAct:
    known = {"officer": LIN, "box": BOX, "reason": "looked at", "approver": WANG, **said}
    return DecideStandingAct.model_validate({"act": act, "stands": stands, **known})


def retracted(told: Given) -> FactRetracted:
    """What was said of the fact that was taken back last."""
    return next(e.body for e in reversed(told.events) if isinstance(e.body, FactRetracted))


class Line(NamedTuple):
    """A row of the ledger, as read models read it."""

    position: int
    stream_id: str
    version: int
    event_id: UUID
    event_type: str
    schema_version: int
    occurred_at: datetime
    recorded_at: datetime
    data: dict[str, object]
    metadata: dict[str, str]


def lines(events: list[Event]) -> list[Line]:
    """The stream of these events."""
    found = []
    for number, event in enumerate(events, start=1):
        entry = to_entry(event).model_dump(mode="json")
        found.append(
            Line(
                position=number,
                stream_id=consignment_workflow_id("NB25-000001"),
                version=number,
                event_id=event.id,
                event_type=entry["event_type"],
                schema_version=entry["schema_version"],
                occurred_at=event.occurred_at,
                recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
                data=entry["data"],
                metadata=entry["metadata"],
            )
        )
    return found


def as_read(events: list[Event]) -> State:
    """The state that read models come to."""
    told = consignment_fold.CONSIGNMENT.told(None, lines(events), consignment_fold.never)
    return list(told)[-1].state


def test_a_mistyped_arrival_is_taken_back_with_all_that_it_changed() -> None:
    told = given(*ON_THE_ROAD)
    before = told.state
    after = told.when(BY_HAND, taking_back()).then("fact-retracted")
    assert (after.boxes, after.deadlines, after.by_hand) == (before.boxes, before.deadlines, ())
    assert must_act(after) is must_act(before)
    assert fold(told.events) == as_read(told.events) == after
    assert retracted(told).void == tuple(event.id for event in told.events[-3:-1])


def test_the_same_message_does_not_bring_it_back_and_the_right_one_counts() -> None:
    told = given(*on_the_road(BOX, BOX_2), boxes=2)
    wrong = heard(BoxArrived(box=BOX), told.now, "m-wrong")
    told.when(wrong, taking_back()).then("fact-retracted")
    told.when(wrong).then()
    told.when(heard(BoxArrived(box=BOX), wrong.occurred_at, "m-again")).then("fact-contradicted")
    assert told.state.boxes[BOX].arrived is None
    told.when(heard(BoxArrived(box=BOX_2), told.now, "m-right")).then("box-arrived")
    told.when(heard(BoxArrived(box=BOX), told.now, "m-real")).then("box-arrived")
    assert told.state.boxes[BOX].arrived == told.now - timedelta(minutes=1)


def test_what_only_contradicted_it_counts_now() -> None:
    told = given(*ON_THE_ROAD)
    real = heard(BoxArrived(box=BOX, plate="浙B10001"), told.now + timedelta(hours=1), "m-real")
    told.when(BY_HAND, later(real, hours=1)).then("fact-contradicted")
    state = told.when(taking_back()).then("fact-retracted", "box-arrived")
    assert state.boxes[BOX].arrived == real.occurred_at
    counted = told.events[-1]
    assert (counted.actor, counted.occurred_at) == (System.CHECKPOINT, real.occurred_at)
    told.when(real).then()
    assert fold(told.events) == as_read(told.events) == state


def test_escalations_that_only_it_had_made_due_are_withdrawn_and_others_come() -> None:
    told = given(*ON_THE_ROAD, BY_HAND)
    told.when(later(TICK, hours=1), *[TICK] * 9)
    assert {"D09", "D10"} & {d.id for d in told.state.deadlines.values() if d.level}
    told.when(AcknowledgeEscalation(officer=LIN, deadline="D09", box=BOX), taking_back())
    after = told.state
    assert not {f"D09/{BOX}", f"D10/{BOX}"} & after.deadlines.keys()
    assert after.deadlines[f"D08/{BOX}"].open
    assert after.escalations == 0
    assert [each.partition(" ")[0] for each in retracted(told).withdrawn]
    told.when(later(TICK, hours=3)).then("escalation-raised", "violation-recorded")
    raised = told.last[0].body
    assert isinstance(raised, EscalationRaised)
    assert raised.deadline in {"D08", "T08"}
    assert fold(told.events) == as_read(told.events) == told.state


def test_an_escalation_of_a_deadline_that_ran_anyway_stands() -> None:
    told = given(*ON_THE_ROAD, later(TICK, hours=3), *[TICK] * 2)
    stood = {key: each.level for key, each in told.state.deadlines.items() if each.level}
    told.when(BY_HAND, taking_back())
    assert {k: d.level for k, d in told.state.deadlines.items() if d.level} == stood
    assert stood


def test_an_escalation_of_a_danger_that_was_there_anyway_stands() -> None:
    told = given(*ON_THE_ROAD, lock_alarm(), BY_HAND, later(TICK, hours=3), *[TICK] * 4)
    stood = {key: each.level for key, each in told.state.deadlines.items() if each.level}
    raised = told.state.escalations
    assert any(told.state.deadlines[key].danger for key in stood)
    told.when(taking_back())
    assert retracted(told).withdrawn == ()
    assert {k: d.level for k, d in told.state.deadlines.items() if d.level} == stood
    assert told.state.escalations == raised


def test_a_grave_breach_that_it_recorded_is_excused_too() -> None:
    told = given(*PERMITTED, HOLD, gate_out())
    assert [(each.code, each.grade) for each in told.state.breaches] == [("SV-10", 1)]
    told.when(taking_back("gated-out"))
    assert told.state.violations == ()
    assert not told.state.deadlines["V01"].open


def test_a_breach_that_it_recorded_is_excused_and_one_that_it_excused_counts_again() -> None:
    told = given(*ON_THE_ROAD)
    told.when(BoxArrived(box=BOX, plate="浙B99999"), taking_back())
    told.then("fact-retracted", "violation-excused")
    assert told.state.violations == ()
    told = given(*MISSING)
    in_time = heard(ARRIVED, told.now - timedelta(hours=4), "m-early")
    counted, raised = told.state.violations, told.state.escalations
    told.when(in_time)
    assert "escalation-withdrawn" in [event.body.type for event in told.last]
    told.when(taking_back())
    assert sorted(told.state.violations) == sorted(counted)
    assert told.state.escalations == raised


def test_a_fleet_that_it_let_drive_is_stopped_again() -> None:
    told = given(*MISSING)
    assert told.state.boxes[BOX].fleet_stopped
    assert not told.when(ARRIVED).state.boxes[BOX].fleet_stopped
    told.when(taking_back())
    assert "fleet-stopped" in [event.body.type for event in told.last]
    assert told.state.boxes[BOX].fleet_stopped


def test_what_was_done_upon_it_waits_for_a_decision_and_holds_up_the_rest() -> None:
    told = given(*AT_THE_FACTORY, PermitUnloading(box=BOX))
    state = told.when(taking_back()).then("fact-retracted")
    assert [(act.event, act.box, act.party) for act in state.undecided] == [
        (EventType.SEAL_CHECKED, BOX, Party.INSPECTION_OFFICER),
        (EventType.UNLOADING_PERMITTED, BOX, Party.INSPECTION_OFFICER),
    ]
    assert must_act(state) is Party.INSPECTION_OFFICER
    assert next_calls(state) == ()
    told.when(deciding("unloading-permitted", stands=True, approver=LIN)).then(
        refused("another one")
    )
    told.when(deciding("unloaded", stands=True)).then(refused("unloading-permitted"))
    told.when(deciding("unloading-permitted", stands=False)).then("standing-act-decided")
    state = told.when(deciding("seal-checked", stands=True)).then("standing-act-decided")
    assert state.undecided == ()


def test_no_truck_is_ordered_upon_a_permit_that_waits_for_a_decision() -> None:
    told = given(*checked(BOX), removal())
    assert [call.activity for call in next_calls(told.state)] == ["order_transport"]
    told.when(taking_back("machine-inspected"), scan())
    assert [act.event for act in told.state.undecided] == ["removal-permitted"]
    assert next_calls(told.state) == ()
    assert told.state.boxes[BOX].permit_no is None
    told.when(deciding("removal-permitted", stands=True))
    # It was taken back with the picture: it is asked for anew.
    assert [call.activity for call in next_calls(told.state)] == ["permit_removal"]


def test_goods_that_were_released_upon_it_are_not_closed_before_somebody_has_decided() -> None:
    told = given(*RELEASED)
    made = {conclusion(Outcome.RELEASED).key}
    assert closing(told.state, made) is not None
    told.when(taking_back("unloaded"))
    assert {act.event for act in told.state.undecided} >= {"released-for-use"}
    assert closing(told.state, made) is None
    for act in told.state.undecided:
        told.when(deciding(act.event, stands=True, box=act.box)).then("standing-act-decided")
    assert closing(told.state, made) is not None


def test_taking_back_a_danger_lifts_no_emergency_and_clears_no_box() -> None:
    told = given(*PILOT, scan(), reading(result=CheckResult.ALARM))
    state = told.when(taking_back("radiation-measured")).then("fact-retracted")
    assert state.open_emergency is not None
    assert not state.boxes[BOX].cleared
    assert ("emergency-raised", Party.CHECKPOINT_OFFICER) in [
        (act.event, act.party) for act in state.undecided
    ]
    found = given(*checked(BOX), scan(result=CheckResult.ALARM))
    assert found.when(taking_back("machine-inspected")).state.suspicions()


def test_whoever_was_told_of_it_hears_that_it_is_void() -> None:
    told = given(*ON_THE_ROAD, BY_HAND, later(TICK, hours=1), *[TICK] * 4, taking_back())
    alarmed = {each.party for each in told.state.notifications if each.kind == "fact-retracted"}
    assert {*retracted(told).told, Party.INSPECTION_LEAD} == alarmed
    assert Party.ENTERPRISE in alarmed


def test_it_is_dated_as_the_fact_was_and_heard_of_now() -> None:
    told = given(*ON_THE_ROAD)
    at = told.now - timedelta(minutes=30)
    told.when(heard(ARRIVED, at, "m-1"), later(taking_back(), hours=2))
    assert (told.last[0].occurred_at, told.last[0].heard) == (at, told.now)


@pytest.mark.parametrize(
    "before, command, because",
    [
        (ON_THE_ROAD, taking_back(), "no box-arrived"),
        ((*ON_THE_ROAD, ARRIVED), taking_back("mode-decided", box=None), "cannot be taken back"),
        ((*ON_THE_ROAD, ARRIVED), taking_back(approver=None), "somebody else than Lin"),
        ((*ON_THE_ROAD, ARRIVED), taking_back(approver=" lin "), "another one"),
        ((*ON_THE_ROAD, ARRIVED), taking_back(reason=" "), "give a reason"),
        ((*ON_THE_ROAD, ARRIVED), taking_back(box="CSQU3054383"), "not part of this"),
        ((*ON_THE_ROAD, ARRIVED), taking_back(event="another"), "no box-arrived"),
        ((*ON_THE_ROAD, ARRIVED), taking_back(role=Party.INSPECTION_OFFICER), "not by C2"),
        ((*ON_THE_ROAD, ARRIVED), later(taking_back(), days=8), "within 168 hours"),
        ((*ON_THE_ROAD, ARRIVED, taking_back()), taking_back(), "no box-arrived"),
        (CLOSED, taking_back(), "closed"),
    ],
)
def test_it_is_refused_where_the_rulebook_does_not_let_it(
    before: tuple[Told, ...], command: Told, because: str
) -> None:
    given(*before).when(command).then(refused(because))


def test_an_earlier_one_of_several_is_named_by_its_id() -> None:
    told = given(*checked(BOX), scan(), reading())
    first = next(e for e in told.events if e.body.type == "machine-inspected")
    told.when(taking_back("machine-inspected", event=str(first.id))).then("fact-retracted")
    assert retracted(told).void == (first.id,)
    assert told.state.boxes[BOX].machine is CheckResult.PASSED
    told.when(taking_back("machine-inspected"))
    assert told.state.boxes[BOX].machine is None


def test_a_journal_has_bounds_and_what_lies_behind_it_cannot_be_taken_back() -> None:
    told = given(*ON_THE_ROAD)
    state, arrival = told.state, heard(ARRIVED, told.now, "m-arrived")
    told.when(arrival)
    for number in range(3):
        told.when(heard(Unknown(raw=f"{number} " + "x" * 60_000), told.now, f"m-{number}"))
    kept = told.state.journal
    assert kept is not None
    assert len(kept.packed) == 3
    assert travelled(told.state).journal == kept
    told.when(taking_back()).then("fact-retracted")
    assert told.state.boxes == state.boxes


def test_what_lies_behind_the_journal_cannot_be_taken_back_and_the_rest_can() -> None:
    chance = random.Random(1)  # noqa: S311 - what cannot be compressed, and is reproducible
    told = given(*ON_THE_ROAD, ARRIVED, seal())
    number = 0
    while told.state.journal is not None and not told.state.journal.base:
        raw = chance.randbytes(20_000).hex()
        told.when(heard(Unknown(raw=raw), told.now, f"m-{number}"))
        number += 1
    told.when(taking_back()).then(refused("too much has happened since"))
    told.when(weighed(), taking_back("unloaded"))
    assert told.state.boxes[BOX].unloaded is None
    assert fold(told.events) == as_read(told.events) == told.state


@settings(max_examples=60, deadline=None)
@whatever(
    story=st.sampled_from(lives.BEGINNINGS),
    told=st.lists(lives.facts, max_size=6),
    wrong=st.data(),
)
def test_a_life_without_a_fact_is_the_same_wherever_it_is_told(
    story: tuple[Told, ...], told: list[Told], wrong: st.DataObject
) -> None:
    life = given(*story, *told, boxes=2)
    rules = life.state.rules
    known = [e for e in life.events if rules.retraction(e.body.type) is not None]
    if not known:
        return
    event = wrong.draw(st.sampled_from(known))
    said = {"box": event.box, "event": str(event.id)}
    life.when(taking_back(event.body.type, **said), later(TICK, days=2), *[TICK] * 3)
    assert fold(life.events) == as_read(life.events) == life.state
    assert len({event.id for event in life.events}) == len(life.events)
    assert replace(life.state, journal=None) == life.state


AMENDED = ShipmentAmended(etd=START + timedelta(days=9), eta=START + timedelta(days=40))
SWAPPED = ShipmentAmended(box=BOX, new_box="CSQU3054383", reason="doors do not close")


def test_a_letter_of_the_declaration_is_taken_back_with_what_it_meant() -> None:
    told = given(*PERMITTED)
    before = told.state
    told.when(letter("C"))
    assert "removal-permit-withdrawn" in [event.body.type for event in told.last]
    state = told.when(taking_back("declaration-status-changed", box=None)).state
    assert state.declaration == before.declaration
    assert not state.happened(EventType.INSPECTION_ORDERED)
    # A permit that clearance has heard the end of does not come back by itself.
    assert state.boxes[BOX].permit_no is None
    assert fold(told.events) == as_read(told.events) == state


def test_a_letter_that_was_taken_back_does_not_come_back_under_another_id() -> None:
    told = given(*PILOT)
    wrong = heard(letter("Z"), told.now, "m-wrong")
    told.when(wrong, taking_back("declaration-status-changed", box=None))
    assert told.state.declaration_stands
    told.when(heard(letter("Z"), wrong.occurred_at, "m-again")).then("fact-contradicted")
    assert told.state.declaration_stands
    told.when(heard(letter("Z"), told.now, "m-real"))
    assert not told.state.declaration_stands


def test_the_mode_of_goods_that_are_not_declared_any_more_is_decided_on_by_people() -> None:
    told = given(*PILOT)
    state = told.when(taking_back("declaration-status-changed", box=None)).state
    assert not state.declaration_stands
    assert must_act(state) is Party.INSPECTION_OFFICER
    assert [(act.event, act.party) for act in state.undecided] == [
        (EventType.MODE_DECIDED, Party.INSPECTION_OFFICER)
    ]
    assert state.mode is Mode.PILOT
    assert next_calls(state) == ()
    told.when(deciding("mode-decided", stands=False, box=None)).then(
        "standing-act-decided", "fell-back"
    )
    assert told.state.mode is Mode.TRADITIONAL


def test_a_mode_that_is_left_to_stand_stays_as_it_was() -> None:
    told = given(*PILOT, taking_back("declaration-status-changed", box=None), DECLARED)
    told.when(deciding("mode-decided", stands=True, box=None)).then("standing-act-decided")
    assert told.state.mode is Mode.PILOT


def test_goods_whose_declaration_is_taken_back_at_sea_are_due_to_be_declared() -> None:
    told = given(
        *APPROVED, Shipped(vessel="A"), later(VesselArrived(vessel="A"), days=30), DECLARED
    )
    assert not told.state.deadlines["D01"].open
    told.when(taking_back("declaration-status-changed", box=None)).then("fact-retracted")
    assert told.state.deadlines["D01"].open
    assert not told.state.undecided or told.state.undecided[0].event == "pre-shipment-approved"


def test_no_mode_is_decided_upon_an_approval_that_waits_to_be_looked_at() -> None:
    told = given(*APPROVED)
    told.when(taking_back("pre-shipment-submitted", box=None)).then("fact-retracted")
    assert [act.event for act in told.state.undecided] == [EventType.PRE_SHIPMENT_APPROVED]
    told.when(DECLARED, VesselArrived(vessel="A"), Discharged())
    assert told.state.ready_to_decide
    assert next_calls(told.state) == ()
    told.when(deciding("pre-shipment-approved", stands=False, box=None)).then(
        "standing-act-decided", "pre-shipment-reopened"
    )
    assert told.state.pre_shipment is PreShipment.SUBMITTED
    assert [call.activity for call in next_calls(told.state)] == ["fetch_instruction"]
    told.when(APPROVE).then(refused("is missing"))


def test_an_answer_that_was_under_way_lets_nobody_in_upon_an_approval_that_is_doubted() -> None:
    told = given(*APPROVED, Shipped(vessel="A"), later(VesselArrived(vessel="A"), days=6))
    told.when(Discharged(), DECLARED, taking_back("pre-shipment-submitted", box=None))
    assert [act.event for act in told.state.undecided] == [EventType.PRE_SHIPMENT_APPROVED]
    told.when(INSTRUCTED)
    assert (told.state.mode, told.state.causes) == (Mode.TRADITIONAL, (Cause.NOT_APPROVED,))


def test_a_withdrawal_is_taken_back_and_the_pilot_it_ended_is_looked_at() -> None:
    told = given(*PILOT)
    before = told.state
    told.when(PreShipmentWithdrawn(reason="another lot")).then(
        "pre-shipment-withdrawn", "fell-back"
    )
    state = told.when(taking_back("pre-shipment-withdrawn", box=None)).state
    assert (state.mode, state.file, state.pre_shipment) == (
        Mode.PILOT,
        before.file,
        before.pre_shipment,
    )
    assert [act.event for act in state.undecided] == [EventType.FELL_BACK]
    told.when(deciding("fell-back", stands=True, box=None)).then(
        "standing-act-decided", "fell-back"
    )
    assert told.state.mode is Mode.TRADITIONAL


def test_dates_of_a_voyage_and_their_deadlines_are_as_before() -> None:
    told = given(FILE)
    before = told.state
    told.when(AMENDED).then("shipment-amended")
    assert told.state.deadlines != before.deadlines
    state = told.when(taking_back("shipment-amended", box=None)).state
    assert (state.registration, state.deadlines) == (before.registration, before.deadlines)


def test_a_box_that_took_the_place_of_another_leaves_it_again() -> None:
    told = given(FILE, SWAPPED)
    assert list(told.state.boxes) == ["CSQU3054383"]
    state = told.when(taking_back("shipment-amended")).then("fact-retracted")
    assert list(state.boxes) == [BOX]
    assert fold(told.events) == as_read(told.events) == state
    told.when(SWAPPED).then("shipment-amended")
    told.when(SealNumberRecorded(box="CSQU3054383", seal_no="S-9"))
    told.when(taking_back("shipment-amended")).then(refused("report one more that names"))


def test_a_seal_and_a_status_of_the_manifest_are_taken_back() -> None:
    told = given(FILE)
    named = told.state.boxes[BOX].seal
    told.when(SealNumberRecorded(box=BOX, seal_no="OTHER-1"), taking_back("seal-number-recorded"))
    assert told.state.boxes[BOX].seal == named
    told.when(ManifestStatus(status="13")).then("manifest-status-changed", "discharge-refused")
    told.when(taking_back("manifest-status-changed", box=None)).then("fact-retracted")
    assert not told.state.happened(EventType.DISCHARGE_REFUSED)
    assert len(retracted(told).void) == 2


of_papers = st.one_of(
    lives.facts,
    st.sampled_from(
        [
            AMENDED,
            ShipmentAmended(vessel="B"),
            SWAPPED,
            PreShipmentWithdrawn(),
            SealNumberRecorded(box=BOX, seal_no="OTHER-1"),
            ManifestStatus(status="13"),
            ManifestStatus(status="03"),
            letter("C"),
            letter("D"),
            letter("SpL"),
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@whatever(
    story=st.sampled_from(((), (FILE,), APPROVED, PILOT, PERMITTED)),
    told=st.lists(of_papers, min_size=1, max_size=6),
    wrong=st.data(),
)
def test_a_life_without_a_paper_is_the_same_wherever_it_is_told(
    story: tuple[Told, ...], told: list[Told], wrong: st.DataObject
) -> None:
    life = given(*story, *told, boxes=2)
    papers = [row for row in life.state.rules.retractions if row.fact in OF_PAPERS]
    known = [e for e in life.events if e.body.type in {row.fact for row in papers}]
    if not known or life.state.outcome is not None:
        return
    event = wrong.draw(st.sampled_from(known))
    mode = life.state.mode
    life.when(taking_back(event.body.type, box=event.box, event=str(event.id)))
    if life.refusal is None:
        # Clearance has its record of the mode: it is decided on by people, not undone.
        decided = [e for e in life.events if e.body.type == EventType.MODE_DECIDED]
        assert not {e.id for e in decided} & set(retracted(life).void)
        stood = {act.event for act in life.state.undecided}
        assert not decided or mode is Mode.TRADITIONAL or EventType.MODE_DECIDED in stood
    life.when(later(TICK, days=2), *[TICK] * 3)
    assert fold(life.events) == as_read(life.events) == life.state
    assert len({e.id for e in life.events}) == len(life.events)
