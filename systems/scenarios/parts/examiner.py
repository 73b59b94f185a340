"""What an inspector measures, samples and concludes, and what laboratories report."""

from datetime import datetime
from hashlib import sha256

from pydantic import JsonValue

from systems.scenarios.parts.officer import INSPECTOR, LEAD, order
from systems.world import Box, Data, Happening, Order, Shipment

_LABORATORY = "Ningbo Customs Technology Center"
_INSTITUTE = "solid waste identification institute"


def reading(parameter: str, value: str, unit: str = "%", **more: str) -> Data:
    """One value as the instrument shows it."""
    return {"parameter": parameter, "value": value, "unit": unit, **more}


def rechecks(box: Box, at: datetime) -> Order:
    """The handheld goes over a box before it is opened, and shows nothing."""
    harmless = reading("dose rate", "0.11", "µSv/h", instrument="FH40G-17", background="0.09")
    return measures(box, at, harmless)


def measures(box: Box, at: datetime, read: Data) -> Order:
    """An instrument goes over a box, and a photo shows where."""
    shown = photo(f"photos/{box.number}-handheld.jpg")
    return order(
        at, "record_measurements", INSPECTOR, box=box.number, readings=[read], photos=[shown]
    )


def photo(name: str) -> Data:
    """A photo as evidence."""
    return {"name": name, "sha256": sha256(name.encode()).hexdigest()}


def waits_in_vain(at: datetime, note: str) -> Order:
    """The slot passed without the goods being made available."""
    return order(at, "record_no_show", INSPECTOR, note=note)


def watches_treatment(shipment: Shipment, at: datetime, method: str, lost_kg: int) -> Order:
    """The goods are treated before an officer's eyes, and weighed before and after."""
    kg = sum(box.net_kg for box in shipment.boxes)
    return order(
        at,
        "supervise_treatment",
        INSPECTOR,
        place="drying floor 1",
        method=method,
        before_kg=str(kg),
        after_kg=str(kg - lost_kg),
        photos=[photo(f"photos/{shipment.bill_no}-treated.jpg")],
    )


def watches_destruction(shipment: Shipment, at: datetime, method: str) -> Order:
    """The goods are destroyed before an officer's eyes, all of them."""
    kg = sum(box.net_kg for box in shipment.boxes)
    return order(
        at,
        "supervise_destruction",
        INSPECTOR,
        place="Zhenhai smelter",
        method=method,
        weight_kg=str(kg),
        photos=[photo(f"photos/{shipment.bill_no}-furnace.jpg")],
    )


def begins(at: datetime) -> Order:
    """The inspection begins."""
    return order(at, "start_inspection", INSPECTOR)


def records(
    at: datetime, box: Box, *readings: Data, findings: tuple[Data, ...] = (), conform: bool = False
) -> Order:
    """The record of an inspection that began before."""
    return order(
        at,
        "record_inspection",
        INSPECTOR,
        conform=conform,
        opened=[box.number],
        readings=[*readings],
        findings=[*findings],
        looks=[
            {"section": "5.5", "in_order": conform},
            {"section": "5.2", "in_order": True},
            {"section": "5.4", "in_order": True},
        ],
    )


def finding(reason: str, note: str, box: Box | None = None) -> Data:
    """A defect that is beyond doubt, of one box or of the whole batch."""
    return {"reason": reason, "note": note, "box": box.number if box else None}


def confirms(at: datetime, reason: str, note: str) -> Order:
    """A suspicion about the whole batch proves right."""
    return order(at, "settle_suspicion", INSPECTOR, reason=reason, verdict="CONFIRMED", note=note)


def samples(at: datetime, number: str) -> Order:
    """A sample is taken and sealed."""
    return order(
        at, "take_sample", INSPECTOR, sample_no=number, lab=_LABORATORY, seal_no=f"LS-{number}"
    )


def gives_up(at: datetime, number: str, reason: str) -> Order:
    """A sample is lost: nobody waits for its report any more."""
    return order(at, "void_sample", INSPECTOR, sample_no=number, reason=reason)


def handed_over(shipment: Shipment, at: datetime, number: str) -> Happening:
    """The laboratory has the sample, under the seal it was taken under."""
    return _told(
        shipment,
        at,
        "sample.handed_over",
        sample_no=number,
        holder=_LABORATORY,
        seal=f"LS-{number}",
    )


def lab_result(shipment: Shipment, at: datetime, number: str, *readings: Data) -> Happening:
    """The laboratory reports."""
    custody: JsonValue = [{"holder": _LABORATORY, "seal": f"LS-{number}"}]
    return _told(
        shipment,
        at,
        "lab.result",
        sample_no=number,
        issuer=_LABORATORY,
        report_no=f"R-{number}",
        readings=[*readings],
        custody=custody,
    )


def concludes(at: datetime, *, conform: bool, note: str) -> Order:
    """What had waited for the laboratory is concluded."""
    return order(at, "conclude_inspection", INSPECTOR, conform=conform, note=note)


def commissions(at: datetime, reason: str) -> Order:
    """A professional body is asked whether the goods are solid waste."""
    return order(at, "commission_identification", LEAD, body=_INSTITUTE, reason=reason)


def identified(shipment: Shipment, at: datetime, *, solid_waste: bool) -> Happening:
    """The body answers."""
    return _told(
        shipment,
        at,
        "identification.reported",
        body=_INSTITUTE,
        report_no=f"ID-{shipment.seq_no[-6:]}",
        solid_waste=solid_waste,
    )


def amended(shipment: Shipment, at: datetime, entry_id: str, code: str) -> Happening:
    """The declaration has another code now, and the duty on it is paid."""
    return _told(
        shipment,
        at,
        "declaration.amended",
        EntryId=entry_id,
        CodeTS=code,
        duty="22500.00",
        receipt_no=f"T-{shipment.seq_no[-6:]}",
    )


def frees(at: datetime, reason: str, *boxes: Box) -> Order:
    """Some boxes may be used; the rest goes on."""
    numbers: list[JsonValue] = [box.number for box in boxes]
    return order(at, "release_boxes", LEAD, boxes=numbers, reason=reason)


def settles_dispute(at: datetime, verdict: str, reason: str) -> Order:
    """The enterprise's complaint is decided on."""
    return order(at, "settle_dispute", LEAD, verdict=verdict, reason=reason)


def refers(at: datetime, to: str, reason: str) -> Order:
    """Another authority takes the case over."""
    return order(at, "refer_case", LEAD, to=to, reason=reason)


def _told(shipment: Shipment, at: datetime, what: str, **more: JsonValue) -> Happening:
    return Happening(at, "clearance", what, {"SeqNo": shipment.seq_no, **more})
