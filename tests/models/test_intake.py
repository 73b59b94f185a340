"""What each system says, and the fact that a consignment is told."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models import messages as m
from models.documents import Document
from models.identity import digest
from models.intake import Intake, IntakeError, translate
from models.terms import Check, Hindrance, SealState, System
from models.translations import MEANINGS
from systems.wire.checkpoint import CHECKPOINT_TYPES
from systems.wire.clearance import CLEARANCE_TYPES
from systems.wire.enterprise import ENTERPRISE_TYPES
from tests.systems.outside import HAPPENINGS

SEQ_NO = "I20250000971587171"
IMPORTED = "310420251000000762"
EXPORTED = "310420250000742108"
BOX = "MSKU3070079"
BILL = "COSU6400001"
MORNING = "2025-09-11T08:30:00+08:00"
RADIATION = {
    "portal_id": "P3",
    "background": "0.09",
    "dose_rate_uSv_h": "0.11",
    "neutron_cps": "0",
    "alarm_level": 0,
    "occupancy_s": "7",
}
GATE = {
    "passage_id": "GP-1",
    "lane_id": "L01",
    "plate": "浙B12345",
    "container_no": BOX,
    "lock_no": "JT-7",
    "lock_state": "LOCKED",
    "seal_nos": ["SL-1"],
    "weight_kg": "27500",
}


def status(letter: str, entry_id: str | None, flag: str) -> dict[str, Any]:
    return {"SeqNo": SEQ_NO, "EntryId": entry_id, "Status": letter, "IEFlag": flag}


def radiation(level: int, dose: str) -> dict[str, Any]:
    measured = RADIATION | {"alarm_level": level, "dose_rate_uSv_h": dose}
    return {"container_no": BOX, "radiation": measured}


def reading(dose: str, result: Check) -> m.PortalReading:
    return m.PortalReading(
        box=BOX,
        portal_id="P3",
        dose_rate=Decimal(dose),
        background=Decimal("0.09"),
        result=result,
    )


def xray(verdict: str) -> dict[str, Any]:
    scan = {"scan_id": "X-1", "image_ref": "img/1", "verdict": verdict}
    return {"container_no": BOX, "xray": scan}


def gate_out(*, locked: bool) -> m.GateOut:
    return m.GateOut(box=BOX, plate="浙B12345", lock_no="JT-7", locked=locked, seals=("SL-1",))


TABLE: list[tuple[System, str, dict[str, Any], m.Fact]] = [
    (
        System.CLEARANCE,
        "manifest.departed",
        {"BillNo": BILL, "TrafName": "EVER GIVEN", "DespPortCode": "JPOSA"},
        m.VesselDeparture(vessel="EVER GIVEN"),
    ),
    (
        System.CLEARANCE,
        "manifest.arrived",
        {"BillNo": BILL, "TrafName": "EVER GIVEN", "EntyPortCode": "CNNBG"},
        m.VesselArrival(vessel="EVER GIVEN"),
    ),
    (
        System.CLEARANCE,
        "manifest.discharged",
        {"BillNo": BILL, "CmplDschrgDt": "20250911"},
        m.Discharge(),
    ),
    (
        System.CLEARANCE,
        "declaration.status",
        status("T", None, "I"),
        m.DeclarationStatus(letter="T", entry_id=None),
    ),
    (
        System.CLEARANCE,
        "declaration.status",
        status("SpL", IMPORTED, "I"),
        m.DeclarationStatus(letter="SpL", entry_id=IMPORTED),
    ),
    (
        System.CLEARANCE,
        "declaration.status",
        status("L", EXPORTED, "E"),
        m.DeclarationStatus(letter="L", entry_id=EXPORTED, exported=True),
    ),
    (
        System.CLEARANCE,
        "manifest.loaded",
        {"BillNo": BILL, "TrafName": "EVER GIVEN"},
        m.ReturnLoading(vessel="EVER GIVEN"),
    ),
    (
        System.CLEARANCE,
        "manifest.exited",
        {"BillNo": BILL, "TrafName": "EVER GIVEN"},
        m.ReturnExit(vessel="EVER GIVEN"),
    ),
    (
        System.CHECKPOINT,
        "radiation.measured",
        radiation(0, "0.11"),
        reading("0.11", Check.PASSED),
    ),
    (System.CHECKPOINT, "radiation.measured", radiation(1, "0.4"), reading("0.4", Check.ALARM)),
    (System.CHECKPOINT, "radiation.measured", radiation(2, "25"), reading("25", Check.ALARM)),
    (
        System.CHECKPOINT,
        "xray.scanned",
        xray("CLEAR"),
        m.ScanVerdict(box=BOX, scan_id="X-1", result=Check.PASSED),
    ),
    (
        System.CHECKPOINT,
        "xray.scanned",
        xray("SUSPECT"),
        m.ScanVerdict(box=BOX, scan_id="X-1", result=Check.ALARM),
    ),
    (
        System.CHECKPOINT,
        "gate.passage",
        GATE | {"direction": "OUT", "place": "PORT"},
        gate_out(locked=True),
    ),
    (
        System.CHECKPOINT,
        "gate.passage",
        GATE | {"direction": "OUT", "place": "PORT", "lock_state": "OPEN"},
        gate_out(locked=False),
    ),
    (
        System.CHECKPOINT,
        "gate.passage",
        GATE | {"direction": "OUT", "place": "PORT", "lock_state": None},
        gate_out(locked=False),
    ),
    (
        System.CHECKPOINT,
        "gate.passage",
        GATE | {"direction": "IN", "place": "ENTERPRISE"},
        m.Arrival(box=BOX, plate="浙B12345"),
    ),
    (
        System.CHECKPOINT,
        "gate.passage",
        GATE | {"direction": "IN", "place": "PORT"},
        m.ReturnGateIn(box=BOX, plate="浙B12345", seals=("SL-1",), gross_kg=Decimal(27500)),
    ),
    (
        System.CHECKPOINT,
        "geofence.entered",
        {"container_no": BOX, "place": "ENTERPRISE", "plate": "浙B12345", "lock_no": "JT-7"},
        m.Arrival(box=BOX, plate="浙B12345"),
    ),
    (
        System.CHECKPOINT,
        "lock.alarm",
        {"container_no": BOX, "lock_no": "JT-7", "alarm": "ROPE_CUT"},
        m.LockAlarm(box=BOX, lock_no="JT-7", alarm="ROPE_CUT"),
    ),
    (
        System.CHECKPOINT,
        "portal.offline",
        {"portal_id": "P3", "container_no": BOX},
        m.PortalOutage(box=BOX, portal_id="P3"),
    ),
    (
        System.CHECKPOINT,
        "box.found",
        {"container_no": BOX, "lock_state": "LOCKED", "note": "at the rest area"},
        m.BoxSighting(box=BOX, lock_state="LOCKED", note="at the rest area"),
    ),
    (System.CHECKPOINT, "yard.returned", {"container_no": BOX}, m.YardReturn(box=BOX)),
    (System.CHECKPOINT, "site.arrived", {"container_no": BOX}, m.SiteArrival(box=BOX)),
    (
        System.CHECKPOINT,
        "xray.scanned",
        {"container_no": BOX, "xray": {"verdict": "SUSPECT", "suspicion": "NC-04"}},
        m.ScanVerdict(box=BOX, scan_id="", result=Check.ALARM, suspects="NC-04"),
    ),
    (
        System.CLEARANCE,
        "instruction.issued",
        {"SeqNo": SEQ_NO, "open_share": "1", "empty_share": "0.30", "place": "site 2"},
        m.InspectionInstruction(
            opened_share=Decimal(1), emptied_share=Decimal("0.30"), place="site 2"
        ),
    ),
    (
        System.CLEARANCE,
        "slot.assigned",
        {"SeqNo": SEQ_NO, "slot": "2025-09-12T08:30:00+08:00"},
        m.InspectionSlot(slot=datetime(2025, 9, 12, 0, 30, tzinfo=UTC)),
    ),
    (
        System.ENTERPRISE,
        "preshipment.submitted",
        {"SeqNo": SEQ_NO, "documents": ["contract", "装箱单"]},
        m.PreShipmentFile(documents=("contract", "装箱单")),
    ),
    (
        System.ENTERPRISE,
        "preshipment.submitted",
        {
            "SeqNo": SEQ_NO,
            "documents": [
                {
                    "kind": "contract",
                    "number": "C-1",
                    "issued": "2025-09-01",
                    "valid_until": "2026-08-31",
                    "sha256": "ab" * 32,
                    "issuer": "Kobe Metals",
                },
                {"kind": "route", "issued": None},
                "booking",
            ],
        },
        m.PreShipmentFile(
            documents=(
                Document(
                    kind="contract",
                    number="C-1",
                    issued=date(2025, 9, 1),
                    valid_until=date(2026, 8, 31),
                    sha256="ab" * 32,
                    issuer="Kobe Metals",
                ),
                Document(kind="route"),
                "booking",
            )
        ),
    ),
    (
        System.ENTERPRISE,
        "preshipment.withdrawn",
        {"SeqNo": SEQ_NO, "reason": "sold elsewhere"},
        m.PreShipmentWithdrawal(reason="sold elsewhere"),
    ),
    (
        System.ENTERPRISE,
        "shipment.amended",
        {
            "SeqNo": SEQ_NO,
            "container_no": BOX,
            "new_container_no": "csqu 305438-4",
            "seal_no": "SL-9",
            "TrafName": "EVER LATER",
            "eta": "2025-10-20T08:00:00+08:00",
            "reason": "rolled",
        },
        m.ShipmentAmendment(
            box=BOX,
            new_box="CSQU3054384",
            seal="SL-9",
            vessel="EVER LATER",
            eta=datetime(2025, 10, 20, tzinfo=UTC),
            reason="rolled",
        ),
    ),
    (
        System.ENTERPRISE,
        "shipment.amended",
        {"SeqNo": SEQ_NO, "container_no": None, "etd": None, "TrafName": "EVER LATER"},
        m.ShipmentAmendment(vessel="EVER LATER"),
    ),
    (
        System.ENTERPRISE,
        "seal.recorded",
        {"container_no": BOX, "seal_no": "SL-9"},
        m.SealNumber(box=BOX, seal_no="SL-9"),
    ),
    (
        System.CHECKPOINT,
        "lock.applied",
        {"container_no": BOX, "lock_no": "JT-7"},
        m.LockFastening(box=BOX, lock_no="JT-7"),
    ),
    (
        System.CHECKPOINT,
        "lock.verified",
        {"container_no": BOX, "lock_no": "JT-7"},
        m.LockVerification(box=BOX, lock_no="JT-7"),
    ),
    (
        System.CHECKPOINT,
        "lock.battery",
        {"container_no": BOX, "lock_no": "JT-7", "percent": 15},
        m.BatteryReading(box=BOX, percent=15),
    ),
    (
        System.CHECKPOINT,
        "route.left",
        {"container_no": BOX, "lat": 29.9, "lon": 121.8},
        m.RouteDeparture(box=BOX),
    ),
    (System.CHECKPOINT, "route.regained", {"container_no": BOX}, m.RouteReturn(box=BOX)),
    (System.CHECKPOINT, "stop.started", {"container_no": BOX}, m.Standstill(box=BOX)),
    (System.CHECKPOINT, "stop.ended", {"container_no": BOX}, m.MovingOn(box=BOX)),
    (
        System.CHECKPOINT,
        "telemetry.lost",
        {"container_no": BOX, "in_tunnel": True},
        m.SignalLoss(box=BOX, in_tunnel=True),
    ),
    (System.CHECKPOINT, "telemetry.restored", {"container_no": BOX}, m.SignalReturn(box=BOX)),
    (
        System.CHECKPOINT,
        "incident.reported",
        {"container_no": BOX, "kind": "ACCIDENT", "spilled": True, "note": "overturned"},
        m.RoadIncident(box=BOX, hindrance=Hindrance.ACCIDENT, spilled=True, note="overturned"),
    ),
    (
        System.ENTERPRISE,
        "arrival.notified",
        {"container_no": BOX},
        m.ArrivalNotice(box=BOX),
    ),
    (
        System.ENTERPRISE,
        "seal.checked",
        {"container_no": BOX, "seal_no": "SL-1", "state": "BROKEN", "photo": None},
        m.SealReport(box=BOX, seal_no="SL-1", state=SealState.BROKEN),
    ),
    (
        System.ENTERPRISE,
        "unloading.completed",
        {
            "container_no": BOX,
            "gross_kg": "27500",
            "tare_kg": "3800",
            "net_kg": "23700.5",
            "video": None,
            "remarks": "conform",
        },
        m.UnloadingReport(
            box=BOX,
            net_kg=Decimal("23700.5"),
            remarks="conform",
            gross_kg=Decimal(27500),
            tare_kg=Decimal(3800),
            video="",
        ),
    ),
    (
        System.CLEARANCE,
        "declaration.amended",
        {
            "SeqNo": SEQ_NO,
            "EntryId": IMPORTED,
            "CodeTS": "7404000050",
            "duty": "20250.5",
            "receipt_no": "T-1",
        },
        m.DeclarationAmendment(
            entry_id=IMPORTED, code="7404000050", duty=Decimal("20250.5"), receipt_no="T-1"
        ),
    ),
    (
        System.CLEARANCE,
        "sample.handed_over",
        {"SeqNo": SEQ_NO, "sample_no": "S-1", "holder": "courier", "seal": "LS-1"},
        m.SampleHandover(sample_no="S-1", holder="courier", seal="LS-1"),
    ),
    (
        System.CLEARANCE,
        "lab.result",
        {
            "SeqNo": SEQ_NO,
            "sample_no": "S-1",
            "issuer": "NBTC",
            "report_no": "R-1",
            "readings": [{"parameter": "moisture", "value": "0.2", "unit": "%"}],
            "custody": [{"holder": "courier", "seal": "LS-1"}],
        },
        m.LabResult.model_validate(
            {
                "sample_no": "S-1",
                "issuer": "NBTC",
                "report_no": "R-1",
                "readings": [{"parameter": "moisture", "value": "0.2", "unit": "%"}],
                "custody": [{"holder": "courier", "seal": "LS-1"}],
            }
        ),
    ),
    (
        System.CLEARANCE,
        "identification.reported",
        {"SeqNo": SEQ_NO, "body": "institute", "report_no": "ID-1", "solid_waste": True},
        m.IdentificationReport(body="institute", report_no="ID-1", solid_waste=True),
    ),
    (
        System.ENTERPRISE,
        "rectification.planned",
        {"SeqNo": SEQ_NO, "plan": "dry it"},
        m.RectificationPlan(plan="dry it"),
    ),
    (
        System.ENTERPRISE,
        "result.disputed",
        {"SeqNo": SEQ_NO, "reason": "mixed up"},
        m.ResultDispute(reason="mixed up"),
    ),
    (
        System.ENTERPRISE,
        "stock.consumed",
        {"SeqNo": SEQ_NO, "container_no": BOX, "used_kg": "500"},
        m.Consumption(box=BOX, used_kg=Decimal(500)),
    ),
    (
        System.ENTERPRISE,
        "appointment.booked",
        {"SeqNo": SEQ_NO, "slot": "2025-09-12T09:00:00+08:00"},
        m.Appointment(slot=datetime(2025, 9, 12, 1, tzinfo=UTC)),
    ),
    (
        System.ENTERPRISE,
        "rectification.completed",
        {"SeqNo": SEQ_NO, "note": "sorted"},
        m.RectificationReport(note="sorted"),
    ),
    (
        System.ENTERPRISE,
        "return.planned",
        {"SeqNo": SEQ_NO, "carrier": "COSCO", "booking": "B-1"},
        m.ReturnPlan(carrier="COSCO", booking="B-1"),
    ),
    (
        System.ENTERPRISE,
        "return.sealed",
        {"container_no": BOX, "seal_no": "R-1", "gross_kg": "27500"},
        m.ReturnSealing(box=BOX, seal_no="R-1", gross_kg=Decimal(27500)),
    ),
    (
        System.CHECKPOINT,
        "gate.passage",
        GATE | {"direction": "OUT", "place": "ENTERPRISE"},
        m.ReturnGateOut(box=BOX, plate="浙B12345", lock_no="JT-7", locked=True, seals=("SL-1",)),
    ),
    (
        System.ENTERPRISE,
        "return.departed",
        {"SeqNo": SEQ_NO, "containers": [BOX]},
        m.ReturnDeparture(),
    ),
    (
        System.ENTERPRISE,
        "destruction.completed",
        {"SeqNo": SEQ_NO, "note": "melted"},
        m.DestructionReport(note="melted"),
    ),
]


def sent(system: System, kind: str, data: object, /, **changed: object) -> dict[str, Any]:
    envelope = {"id": f"{system}-1", "system": system.value, "type": kind, "time": MORNING}
    return envelope | {"data": data} | changed


def read(system: System, kind: str, data: object, /, **changed: object) -> Intake:
    return translate(system, sent(system, kind, data, **changed))


@pytest.mark.parametrize("system, kind, data, fact", TABLE)
def test_what_a_system_says_becomes_a_fact(
    system: System, kind: str, data: dict[str, Any], fact: m.Fact
) -> None:
    intake = read(system, kind, data)

    assert intake.report == m.Report(
        id=f"{system}-1",
        system=system,
        occurred_at=datetime(2025, 9, 11, 0, 30, tzinfo=UTC),
        fact=fact,
    )
    assert (intake.message_id, intake.type) == (f"{system}-1", kind)
    assert intake.aliases, "no consignment could be found for it"


def test_the_table_above_shows_every_translation() -> None:
    assert {(system, kind) for system, kind, _, _ in TABLE} == set(MEANINGS)


def test_everything_that_the_systems_can_say_has_a_translation() -> None:
    said = {
        System.CLEARANCE: set(CLEARANCE_TYPES),
        System.CHECKPOINT: set(CHECKPOINT_TYPES),
        System.ENTERPRISE: set(ENTERPRISE_TYPES),
    }
    assert {(system, kind) for system, kinds in said.items() for kind in kinds} == set(MEANINGS)


@pytest.mark.parametrize("name, kind, data", HAPPENINGS)
def test_what_the_systems_tell_in_their_own_tests_is_understood(
    name: str, kind: str, data: dict[str, Any]
) -> None:
    assert read(System(name), kind, data).report.fact.type != "unknown"


NOT_TRANSLATED = {
    "a type nobody knows": (System.CLEARANCE, "manifest.amended", {"BillNo": BILL}),
    "a type of another system": (System.ENTERPRISE, "gate.passage", GATE),
    "coming near a place that is no step": (
        System.CHECKPOINT,
        "geofence.entered",
        {"container_no": BOX, "place": "PORT"},
    ),
    "a passage of no box": (
        System.CHECKPOINT,
        "gate.passage",
        GATE | {"container_no": " - ", "direction": "OUT", "place": "PORT"},
    ),
    "a declaration number that is too short": (
        System.CLEARANCE,
        "declaration.status",
        status("L", IMPORTED[:-1], "I"),
    ),
    "an export number with the flag of an import": (
        System.CLEARANCE,
        "declaration.status",
        status("L", EXPORTED, "I"),
    ),
    "a negative weight": (
        System.ENTERPRISE,
        "unloading.completed",
        {"container_no": BOX, "net_kg": "-1"},
    ),
    "a weight that is no number": (
        System.ENTERPRISE,
        "unloading.completed",
        {"container_no": BOX, "net_kg": "NaN"},
    ),
    "a verdict nobody knows": (System.CHECKPOINT, "xray.scanned", xray("BLURRED")),
    "a slot without a time of day": (
        System.ENTERPRISE,
        "appointment.booked",
        {"SeqNo": SEQ_NO, "slot": "2025-09-12"},
    ),
    "text that cannot be kept": (
        System.ENTERPRISE,
        "rectification.completed",
        {"SeqNo": SEQ_NO, "note": "a\x00b"},
    ),
    "half a character": (
        System.ENTERPRISE,
        "rectification.completed",
        {"SeqNo": SEQ_NO, "note": "\ud83d"},
    ),
    "no data at all": (System.CLEARANCE, "manifest.discharged", None),
    "data that is a list": (System.CLEARANCE, "manifest.discharged", [BILL]),
}


@pytest.mark.parametrize("system, kind, data", NOT_TRANSLATED.values(), ids=NOT_TRANSLATED)
def test_what_cannot_be_translated_is_passed_on_as_it_came(
    system: System, kind: str, data: object
) -> None:
    fact = read(system, kind, data).report.fact

    assert isinstance(fact, m.Unknown)
    assert json.loads(fact.raw) == sent(system, kind, data)


def test_what_is_not_understood_can_still_find_its_consignment() -> None:
    data = {"SeqNo": SEQ_NO, "container_no": BOX, "plate": "浙B12345", "lane": 4}
    assert read(System.CHECKPOINT, "drone.saw", data).aliases == (SEQ_NO, BOX, "浙B12345")


def test_the_best_number_comes_first_and_each_only_once() -> None:
    data = {
        "plate": "浙B12345",
        "seal_nos": ["SL-1", "SL-2"],
        "seal_no": "SL-1",
        "lock_no": "JT-7",
        "BillNo": BILL,
        "containers": [BOX, "TCLU4265917"],
        "container_no": BOX,
        "EntryId": IMPORTED,
        "SeqNo": SEQ_NO,
    }
    assert read(System.CLEARANCE, "anything", data).aliases == (
        *(SEQ_NO, IMPORTED, BOX, "TCLU4265917", BILL, "JT-7", "SL-1", "SL-2", "浙B12345"),
    )


@pytest.mark.parametrize("value", [None, "", "  ", "x" * 65, "a\x00b", True, 1.5, {"no": 1}, [[]]])
def test_what_is_no_number_is_no_alias(value: object) -> None:
    assert read(System.CLEARANCE, "anything", {"SeqNo": value}).aliases == ()


def test_a_number_sent_as_a_json_number_is_read_as_text() -> None:
    intake = read(System.CLEARANCE, "declaration.status", status("L", None, "I") | {"EntryId": 1})
    assert intake.aliases == (SEQ_NO, "1")
    sent_as_number = status("L", None, "I") | {"EntryId": int(IMPORTED)}
    fact = read(System.CLEARANCE, "declaration.status", sent_as_number).report.fact
    assert fact == m.DeclarationStatus(letter="L", entry_id=IMPORTED)


def test_a_box_number_may_be_written_as_it_is_printed_on_the_door() -> None:
    intake = read(System.ENTERPRISE, "arrival.notified", {"container_no": " msku 307007-9 "})
    assert intake.report.fact == m.ArrivalNotice(box=BOX)
    assert intake.aliases == (BOX,)


def test_fields_that_nobody_needs_are_ignored() -> None:
    data = {"container_no": BOX, "mood": "good"}
    assert read(System.ENTERPRISE, "arrival.notified", data).report.fact == m.ArrivalNotice(box=BOX)


@pytest.mark.parametrize(
    "written", ["2025-09-11T08:30:00", "2025-09-11 08:30", "20250911T083000", "2025-09-11T00:30Z"]
)
def test_a_time_without_a_zone_is_local_time_in_china(written: str) -> None:
    intake = read(System.CLEARANCE, "manifest.discharged", {"BillNo": BILL}, time=written)
    assert intake.report.occurred_at == datetime(2025, 9, 11, 0, 30, tzinfo=UTC)


def test_ids_of_two_systems_never_meet_in_one_consignment() -> None:
    def report_id(system: System, identity: str) -> str:
        return read(system, "anything", {}, id=identity).report.id

    assert report_id(System.CLEARANCE, "7") == "clearance-7"
    assert report_id(System.CHECKPOINT, "7") == "checkpoint-7"
    assert report_id(System.CHECKPOINT, "checkpoint-7") == "checkpoint-7"


def test_a_pulled_message_and_its_webhook_are_one_report() -> None:
    message = sent(System.CLEARANCE, "manifest.amended", {"BillNo": BILL, "note": "改单"})
    pulled = dict(sorted(message.items(), reverse=True))

    webhook, repaired = (translate(System.CLEARANCE, each).report for each in (message, pulled))

    assert repaired == webhook
    assert digest(repaired.fact.model_dump_json()) == digest(webhook.fact.model_dump_json())


WRONG_ENVELOPES = {
    "no id": ("id", None),
    "an empty id": ("id", ""),
    "an id with a blank": ("id", "a b"),
    "an id that is too long": ("id", "x" * 129),
    "an id that is a number": ("id", 7),
    "no type": ("type", None),
    "an empty type": ("type", ""),
    "a type that is a list": ("type", ["gate.passage"]),
    "a type with a control character": ("type", "gate\x00"),
    "no time": ("time", None),
    "a time that is a number": ("time", 1757550600),
    "a date without a time of day": ("time", "2025-09-11"),
    "a time that does not exist": ("time", "2025-02-30T08:00:00+08:00"),
    "a year before there were computers": ("time", "0001-01-01T00:00:00+08:00"),
    "the name of another system": ("system", "clearance"),
    "a system that is a number": ("system", 7),
}


@pytest.mark.parametrize("field, value", WRONG_ENVELOPES.values(), ids=WRONG_ENVELOPES)
def test_an_envelope_that_cannot_be_used_is_an_error_that_says_what_to_do(
    field: str, value: object
) -> None:
    with pytest.raises(IntakeError) as error:
        read(System.CHECKPOINT, "gate.passage", GATE, **{field: value})

    assert error.value.field == field
    assert str(error.value) == f"{field} {error.value.wrong}: {error.value.fix}"


def test_the_system_need_not_name_itself() -> None:
    assert read(System.CHECKPOINT, "gate.passage", GATE, system=None).aliases


def test_data_nested_beyond_reading_is_an_error_too() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(IntakeError, match="data"):
        read(System.CLEARANCE, "anything", {"deep": deep})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def some_data() -> st.SearchStrategy[object]:
    """A line of the table in which one value is replaced by anything."""
    line = st.sampled_from([data for _, _, data, _ in TABLE])
    changed = line.flatmap(
        lambda data: st.builds(
            lambda key, value: data | {key: value}, st.sampled_from(list(data)), JSON
        )
    )
    return changed | JSON


@given(
    system=st.sampled_from(System),
    kind=st.sampled_from([kind for _, kind in MEANINGS]) | JSON,
    identity=st.just("checkpoint-1") | JSON,
    time=st.just(MORNING) | st.text() | JSON,
    data=some_data(),
)
@example(System.CLEARANCE, "manifest.departed", "1", MORNING, {"TrafName": 10**5000})
@example(System.ENTERPRISE, "unloading.completed", "1", MORNING, GATE | {"net_kg": "1e999999999"})
def test_every_message_is_translated_or_refused_and_can_be_kept(
    system: System, kind: object, identity: object, time: object, data: object
) -> None:
    message = {"id": identity, "type": kind, "time": time, "data": data}
    try:
        intake = translate(system, message)
    except IntakeError:
        return
    kept = intake.model_dump_json()
    assert Intake.model_validate_json(kept) == intake
    assert r"\u0000" not in kept.replace(r"\\u0000", "")
