"""The life of a consignment on the real server: calls, deadlines, failures, continuation."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest
from temporalio.client import Client, WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from models.arrival.events import VesselArrived
from models.disposal.events import RectificationCompleted
from models.disposal.messages import DecideDisposal
from models.emergency.messages import (
    AcknowledgeEmergency,
    LiftEmergency,
    RaiseEmergency,
    ReportIncident,
)
from models.execution.activity_io import Permission, Pulled
from models.inspection.messages import InspectionFinding, RecordInspection
from models.kernel.terms import (
    AuditDecision,
    CheckResult,
    Danger,
    Disposal,
    Mode,
    Outcome,
    Overlay,
    Party,
    ProcessPhase,
    Resolution,
    Stage,
    System,
    Triage,
)
from models.port.events import (
    MachineInspected,
    PortalWentOffline,
)
from models.port.messages import PortalReading, TriageAlarm
from models.pre_shipment.events import PreShipmentWithdrawn
from models.pre_shipment.messages import DecidePreShipment
from models.process.messages import Report
from models.returns.events import ReturnExited, ReturnGatedIn
from models.returns.messages import OrderReturn
from models.supervision.messages import RetryCall
from models.transport.events import BoxArrived, LockAlarmed
from tests.history import (
    FILE,
    file_of,
)
from tests.inspecting import conforming
from tests.models.stories import DRIED
from tests.workflows.consignment_driver import (
    BOX,
    CLOSING,
    at_the_factory,
    checked_in_the_port,
    gate_out,
    journey,
    on_the_road,
    released,
    to_the_port,
)
from tests.workflows.fake_activities import Doors

SMOOTH = [
    "consignment-registered",
    "pre-shipment-submitted",
    "pre-shipment-approved",
    "shipped",
    "declaration-status-changed",
    "declared",
    "vessel-arrived",
    "discharged",
    "mode-decided",
    "selection-drawn",
    "radiation-measured",
    "machine-inspected",
    "removal-permitted",
    "transport-ordered",
    "gated-out",
    "inspection-booked",
    "box-arrived",
    "arrival-notified",
    "seal-checked",
    "unloading-permitted",
    "unloaded",
    "inspection-started",
    "inspection-recorded",
    "conformity-assessed",
    "released-for-use",
    "consignment-closed",
]

SCANNED = MachineInspected(box=BOX, scan_id="X-1", result=CheckResult.PASSED)


async def test_a_smooth_consignment_is_released_and_every_event_is_recorded_once(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        ending = await released(trip)
    assert ending.outcome is Outcome.RELEASED
    assert ending.mode is Mode.PILOT
    assert ending.escalations == 0
    assert trip.doors.recorded == SMOOTH
    assert trip.doors.told == []


@pytest.mark.parametrize("messages_a_run", [1, 2, 5])
async def test_a_consignment_that_is_continued_again_and_again_lives_the_same_life(
    temporal: Client, messages_a_run: int
) -> None:
    async with journey(temporal, continue_after=messages_a_run) as trip:
        ending = await released(trip)
    assert ending.outcome is Outcome.RELEASED
    assert trip.doors.recorded == SMOOTH
    asked = [ask for ask in trip.doors.asked if ask[0] not in {"record", "look_at_run"}]
    assert len(asked) == len(set(asked)) == 8


async def test_deadlines_keep_their_instants_across_a_continuation(temporal: Client) -> None:
    async with journey(temporal, continue_after=1) as trip:
        await to_the_port(trip)
        before = (await trip.state()).deadlines
        await trip.fact(VesselArrived(vessel="EVER LUCID"), id_="again", hours=1)
        after = (await trip.state()).deadlines
    assert {k: d.escalations for k, d in before.items()} == {
        k: d.escalations for k, d in after.items()
    }


async def test_a_message_that_is_sent_three_times_counts_once_even_across_a_continuation(
    temporal: Client,
) -> None:
    async with journey(temporal, continue_after=1) as trip:
        first = await trip.report(FILE, "file-1", trip.now)
        again = [await trip.report(FILE, "file-1", trip.now) for _ in range(2)]
        await trip.idle()
    assert first.recorded == ("pre-shipment-submitted",)
    # Within one run Temporal gives the first answer again; across runs the state knows the id.
    assert all(receipt.recorded in ((), first.recorded) for receipt in again)
    assert trip.doors.recorded == SMOOTH[:2]


async def test_a_refused_command_says_why_and_leaves_no_trace_in_the_history(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await trip.idle()
        before = (await trip.handle.describe()).history_length
        with pytest.raises(WorkflowUpdateFailedError) as refused:
            await trip.act(OrderReturn(officer="Chen Wei", reason="no"))
        after = (await trip.handle.describe()).history_length
    assert "have not arrived" in str(refused.value.cause)
    assert before == after


async def test_a_rejected_shipment_that_is_withdrawn_is_closed_without_a_call(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await trip.fact(file_of(trip.now), hours=1)
        reject = DecidePreShipment(
            officer="Chen Wei", decision=AuditDecision.REJECT, reason="grade unclear"
        )
        await trip.act(reject, hours=2)
        await trip.fact(PreShipmentWithdrawn(reason="not shipped"), hours=3)
        ending = await trip.ending()
    assert ending.outcome is Outcome.REJECTED
    assert {door for door, _ in trip.doors.asked} == {"record", "notify_people"}


async def test_a_late_truck_escalates_level_by_level_and_people_are_told(temporal: Client) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        # The window is 165 minutes from gate-out; 20 have passed.
        await trip.advance(minutes=145 + 16)
        late = await trip.state()
        await at_the_factory(trip, drive=4)
        await trip.act(conforming("Li Na", BOX), hours=3)
        ending = await trip.ending()
    assert late.deadlines[f"D08/{BOX}"].level == 2
    assert ending.escalations == 2
    # Haulier and enterprise both hear of the first.
    assert trip.doors.told == ["D08 L1", "D08 L1", "D08 L2"]
    assert ending.outcome is Outcome.RELEASED


async def test_after_an_outage_every_level_that_is_due_is_raised_once_in_order(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        await trip.idle()
        hours_ago = trip.now - timedelta(hours=4)
        await trip.report(gate_out(trip), "late gate-out", hours_ago)
        await trip.idle()
        state = await trip.state()
    # Gate-out is heard of when the window and two more levels have passed already.
    raised = [alarm.subject for alarm in state.notifications]
    stopped = "no truck of 甬通集卡 leaves: D08 reached L3"
    assert raised == ["D08 L1", "D08 L1", "D08 L2", "T08 L1", "D08 L3", stopped]
    assert trip.doors.recorded.count("escalation-raised") == 4


async def test_a_lost_message_is_pulled_before_anybody_is_alarmed(temporal: Client) -> None:
    doors = Doors()
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        lost = Report(
            id="lost",
            system=System.CHECKPOINT,
            occurred_at=trip.now + timedelta(minutes=60),
            fact=BoxArrived(box=BOX),
        )
        doors.answers["pull_messages"] = Pulled(reports=(lost,))
        await trip.advance(minutes=146)
        state = await trip.state()
    assert state.boxes[BOX].arrived == lost.occurred_at
    assert "D08 L1" not in doors.told
    assert f"{state.registration.tracking_no}:pull:D08" in doors.calls("pull_messages")


async def test_an_emergency_freezes_the_window_and_the_lift_gives_the_rest_back(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        due = (await trip.state()).deadlines[f"D08/{BOX}"].escalations[0].due
        await trip.fact(LockAlarmed(box=BOX, lock_no="L-1", alarms=("ROPE_CUT",)), minutes=10)
        await trip.act(AcknowledgeEmergency(officer="Wu Jun"), minutes=1)
        await trip.act(ReportIncident(officer="Wu Jun", report="rope chafed"), minutes=30)
        frozen = await trip.state()
        lift = LiftEmergency(
            officer="Wu Jun", resolution=Resolution.RESUME, **CLOSING, reason="goods untouched"
        )
        await trip.act(lift, hours=5)
        thawed = await trip.state()
    assert frozen.overlays == (Overlay.EMERGENCY,)
    assert frozen.deadlines[f"D08/{BOX}"].next is None
    moved = thawed.deadlines[f"D08/{BOX}"].escalations[0].due - due
    assert timedelta(hours=5, minutes=31) <= moved < timedelta(hours=5, minutes=33)
    assert trip.doors.told == ["emergency LOCK: lock alarm ROPE_CUT"]


async def test_people_hear_of_an_emergency_while_the_ledger_is_away(temporal: Client) -> None:
    back = asyncio.Event()
    doors = Doors()

    async def away() -> None:
        await back.wait()

    async with journey(temporal, doors) as trip:
        await trip.idle()
        doors.ledger_away = away
        fire = RaiseEmergency(officer="Wu Jun", kind=Danger.FIRE, reason="smoke")
        await trip.act(fire)
        async with asyncio.timeout(30):
            while not doors.told:
                await asyncio.sleep(0.01)
        recorded_by_then = list(doors.recorded)
        back.set()
        await trip.idle()
    assert doors.told == ["emergency FIRE: smoke"]
    assert recorded_by_then == ["consignment-registered"]
    assert doors.recorded == ["consignment-registered", "emergency-raised"]


async def test_clearance_hears_that_another_authority_has_taken_the_goods(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        fire = RaiseEmergency(officer="Wu Jun", kind=Danger.FIRE, reason="smoke")
        await trip.act(fire, hours=1)
        lift = LiftEmergency(
            officer="Wu Jun",
            resolution=Resolution.HAND_OVER,
            authority=Party.ECOLOGY,
            **CLOSING,
            reason="burnt out",
        )
        await trip.act(ReportIncident(officer="Wu Jun", report="the goods are burnt"), hours=4)
        await trip.act(lift, hours=5)
        assert (await trip.ending()).outcome is Outcome.HANDED_OVER
    (told,) = trip.doors.calls("conclude")
    assert told.endswith(":conclusion:HANDED_OVER")


async def test_nothing_is_permitted_while_an_emergency_is_open(temporal: Client) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        alarm = PortalReading(
            box=BOX,
            portal_id="P1",
            dose_rate=Decimal("0.9"),
            background=Decimal("0.1"),
            result=CheckResult.ALARM,
        )
        await trip.fact(alarm, hours=1)
        await trip.fact(
            MachineInspected(box=BOX, scan_id="X1", result=CheckResult.PASSED), minutes=9
        )
        officer = "Wu Jun"
        await trip.act(AcknowledgeEmergency(officer=officer))
        await trip.act(TriageAlarm(officer=officer, box=BOX, verdict=Triage.INNOCENT, note="K-40"))
        asked_before = trip.doors.calls("permit_removal")
        await trip.act(
            LiftEmergency(officer=officer, resolution=Resolution.RESUME, **CLOSING, reason="K-40")
        )
        await trip.idle()
    assert asked_before == []
    assert len(trip.doors.calls("permit_removal")) == 1


async def test_a_call_that_fails_for_good_waits_for_an_officer_and_keeps_its_key(
    temporal: Client,
) -> None:
    doors = Doors(refusing={"order_transport"})
    async with journey(temporal, doors, continue_after=3) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        stuck = await trip.state()
        doors.refusing.clear()
        await trip.act(RetryCall(officer="Zhao", call=f"trip:{BOX}"), minutes=5)
        await trip.idle()
        repaired = await trip.state()
    assert list(stuck.failing_calls) == [f"trip:{BOX}"]
    assert any("no such thing" in told for told in doors.told)
    assert repaired.failing_calls == {}
    assert repaired.boxes[BOX].trip_no == "T-1"
    assert len(set(doors.calls("order_transport"))) == 1
    assert doors.recorded[-3:] == ["call-failed", "call-retried", "transport-ordered"]


async def test_a_refused_removal_is_asked_again_under_a_new_key(temporal: Client) -> None:
    doors = Doors(answers={"permit_removal": Permission(refusal="declaration is under review")})
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        refused = await trip.state()
        doors.answers.clear()
        (failing,) = refused.failing_calls
        await trip.act(RetryCall(officer="Zhao", call=failing), minutes=5)
        await trip.idle()
        permitted = await trip.state()
    assert refused.boxes[BOX].refusal == "declaration is under review"
    assert permitted.boxes[BOX].permit_no == "P-1"
    assert len(set(doors.calls("permit_removal"))) == 2


async def test_a_consignment_can_be_turned_to_return_from_the_middle_of_a_haul(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        await trip.act(OrderReturn(officer="Chen Wei", reason="notice for the origin"))
        await trip.idle()
        turned = await trip.state()
        await trip.fact(ReturnGatedIn(box=BOX), hours=1)
        await trip.fact(ReturnExited(vessel="EVER LUCID"), days=9)
        ending = await trip.ending()
    assert turned.course is ProcessPhase.RETURN
    # The truck is still out there: its window goes on until the box arrives somewhere.
    assert turned.deadlines[f"D08/{BOX}"].open
    assert ending.outcome is Outcome.RETURNED
    assert trip.doors.calls("tag_stock") == [f"{turned.registration.tracking_no}:stock:RETURN"]


async def test_a_fallback_turns_a_pilot_consignment_to_the_port_inspection(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await trip.fact(PortalWentOffline(box=BOX, portal_id="P1"), hours=1)
        fallen = await trip.state()
        await trip.fact(SCANNED)
        await trip.act(conforming("Li Na", BOX), days=3)
        released = await trip.state()
        await trip.fact(gate_out(trip), hours=20)
        ending = await trip.ending()
    assert released.released
    assert released.outcome is None
    assert fallen.mode is Mode.TRADITIONAL
    assert ending.outcome is Outcome.RELEASED
    assert trip.doors.calls("permit_removal") == []


async def test_goods_that_fail_are_rectified_inspected_again_and_released(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        await at_the_factory(trip)
        wet = RecordInspection(
            officer="Li Na", conform=False, findings=(InspectionFinding(reason="NC-12"),)
        )
        failed = await trip.act(wet, hours=3)
        await trip.act(DecideDisposal(officer="Li Na", disposal=Disposal.RECTIFY, reason="dry it"))
        await trip.act(DRIED, days=1)
        await trip.fact(RectificationCompleted(note="dried"), days=1)
        await trip.act(conforming("Li Na", BOX), hours=5)
        ending = await trip.ending()
    assert failed.stage is Stage.DISPOSAL
    assert ending.outcome is Outcome.RELEASED
    assert ending.defects == ("NC-12 CONFIRMED",)


async def test_a_case_that_breaks_while_its_run_is_to_be_continued_says_so_and_does_not_wait(
    temporal: Client,
) -> None:
    async def broken() -> None:
        raise ApplicationError("disk on fire", type="Broken", non_retryable=True)

    doors = Doors(ledger_away=broken)
    async with journey(temporal, doors, continue_after=1) as trip:
        await trip.report(FILE, "file-1", trip.now)
        with pytest.raises(WorkflowFailureError) as failed:
            await trip.ending()
    assert "disk on fire" in str(failed.value.cause.__cause__)
