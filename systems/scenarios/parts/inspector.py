"""What an inspector measures, samples and concludes, and what laboratories report."""

from datetime import datetime
from hashlib import sha256

from pydantic import JsonValue

from systems.scenario import Data, OfficerOrder, PaperBox, Shipment, WorldEvent
from systems.scenarios.parts.officer import AUDITOR, INSPECTOR, LEAD, order

_LABORATORY = "Ningbo Customs Technology Center"
_INSTITUTE = "solid waste identification institute"


def reading(parameter: str, value: str, unit: str = "%", **more: str) -> Data:
    """One value as the instrument shows it."""
    return {"parameter": parameter, "value": value, "unit": unit, **more}


_SECTIONS = ("4.4", "4.6", "4.8", *(f"5.{number}" for number in range(1, 8)))
_SORTED_OUT = {"inclusions": "0.4", "total metal": "99.2", "coated share": "1.5"}
"""Percent of what was emptied, within every limit."""


def _read_in(box: PaperBox) -> list[Data]:
    harmless = reading("dose rate", "0.11", "µSv/h", instrument="FH40G-17", background="0.09")
    sorted_out = (reading(name, percent) for name, percent in _SORTED_OUT.items())
    return [{**each, "box": box.number} for each in (harmless, *sorted_out)]


def _done_at(shipment: Shipment, readings: tuple[Data, ...]) -> Data:
    """Every box is opened, emptied and sorted; everything is looked at, and these are measured."""
    told = {(each["parameter"], each.get("box")) for each in readings}
    usual = [each for box in shipment.boxes for each in _read_in(box)]
    kept = [each for each in usual if (each["parameter"], each["box"]) not in told]
    return {
        "opened": shipment.numbers,
        "emptied": shipment.numbers,
        "looks": [*_SECTIONS],
        "readings": [*kept, *readings],
    }


def works(shipment: Shipment, at: datetime) -> OfficerOrder:
    """All of an inspection is done, and what comes of it is not said yet."""
    return order(at, "record_measurements", INSPECTOR, **_done_at(shipment, ()))


def conforms(
    shipment: Shipment,
    at: datetime,
    *readings: Data,
    begun: datetime | None = None,
    unseen: tuple[str, ...] = (),
) -> OfficerOrder:
    """The record of an inspection that found nothing; some sections could not be looked at."""
    since: Data = {} if begun is None else {"started_at": begun.isoformat()}
    done = _done_at(shipment, readings)
    done["looks"] = [section for section in _SECTIONS if section not in unseen]
    return order(at, "record_inspection", INSPECTOR, conform=True, **since, **done)


def asserts(at: datetime, box: PaperBox) -> OfficerOrder:
    """A record that the goods conform, of a look into one box."""
    return order(at, "record_inspection", INSPECTOR, conform=True, opened=[box.number])


def goes_without(at: datetime, section: str, reason: str) -> OfficerOrder:
    """A section of the protocol that cannot be looked at any more is not insisted on."""
    return order(
        at, "waive_requirements", LEAD, requirements=[f"SECTION/-/{section}"], reason=reason
    )


def rechecks(box: PaperBox, at: datetime) -> OfficerOrder:
    """The handheld goes over a box before it is opened, and shows nothing."""
    harmless = reading("dose rate", "0.11", "µSv/h", instrument="FH40G-17", background="0.09")
    return measures(box, at, harmless)


def measures(box: PaperBox, at: datetime, read: Data) -> OfficerOrder:
    """An instrument goes over a box, and a photo shows where."""
    shown = photo(f"photos/{box.number}-handheld.jpg")
    return order(
        at, "record_measurements", INSPECTOR, box=box.number, readings=[read], photos=[shown]
    )


def photo(name: str) -> Data:
    """A photo as evidence."""
    return {"name": name, "sha256": sha256(name.encode()).hexdigest()}


def waits_in_vain(at: datetime, note: str) -> OfficerOrder:
    """The slot passed without the goods being made available."""
    return order(at, "record_no_show", INSPECTOR, note=note)


def watches_treatment(shipment: Shipment, at: datetime, method: str, lost_kg: int) -> OfficerOrder:
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


def watches_destruction(shipment: Shipment, at: datetime, method: str) -> OfficerOrder:
    """The goods are destroyed before the eyes of two officers, all of them."""
    kg = sum(box.net_kg for box in shipment.boxes)
    return order(
        at,
        "supervise_destruction",
        INSPECTOR,
        place="Zhenhai smelter",
        method=method,
        weight_kg=str(kg),
        witness=AUDITOR.name,
        photos=[photo(f"photos/{shipment.bill_no}-furnace.jpg")],
        video=f"video/{shipment.bill_no}-furnace.mp4",
    )


def begins(at: datetime) -> OfficerOrder:
    """The inspection begins."""
    return order(at, "start_inspection", INSPECTOR)


def records(
    at: datetime,
    box: PaperBox,
    *readings: Data,
    findings: tuple[Data, ...] = (),
) -> OfficerOrder:
    """The record of an inspection that began before and found something."""
    return order(
        at,
        "record_inspection",
        INSPECTOR,
        conform=False,
        opened=[box.number],
        readings=[*readings],
        findings=[*findings],
        looks=[
            {"section": "5.5", "in_order": False},
            {"section": "5.2", "in_order": True},
            {"section": "5.4", "in_order": True},
        ],
    )


def finding(reason: str, note: str, box: PaperBox | None = None) -> Data:
    """A defect that is beyond doubt, of one box or of the whole batch."""
    return {"reason": reason, "note": note, "box": box.number if box else None}


def confirms(at: datetime, reason: str, note: str) -> OfficerOrder:
    """A suspicion about the whole batch proves right."""
    return order(at, "settle_suspicion", INSPECTOR, reason=reason, verdict="CONFIRMED", note=note)


def samples(at: datetime, number: str, box: PaperBox) -> OfficerOrder:
    """A sample of a box is taken and sealed."""
    return order(
        at,
        "take_sample",
        INSPECTOR,
        sample_no=number,
        box=box.number,
        lab=_LABORATORY,
        seal_no=f"LS-{number}",
    )


def to_sample(shipment: Shipment) -> PaperBox:
    """The box that is drawn for a sample, or the first."""
    return next(iter(shipment.sampled), shipment.boxes[0])


def gives_up(at: datetime, number: str, reason: str) -> OfficerOrder:
    """A sample is lost: nobody waits for its report any more."""
    return order(at, "void_sample", INSPECTOR, sample_no=number, reason=reason)


def handed_over(shipment: Shipment, at: datetime, number: str) -> WorldEvent:
    """The laboratory has the sample, under the seal it was taken under."""
    return _told(
        shipment,
        at,
        "sample.handed_over",
        sample_no=number,
        holder=_LABORATORY,
        seal=f"LS-{number}",
    )


def lab_result(shipment: Shipment, at: datetime, number: str, *readings: Data) -> WorldEvent:
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


def concludes(at: datetime, *, conform: bool, note: str) -> OfficerOrder:
    """What had waited for the laboratory is concluded."""
    return order(at, "conclude_inspection", INSPECTOR, conform=conform, note=note)


def commissions(at: datetime, reason: str) -> OfficerOrder:
    """A professional body is asked whether the goods are solid waste."""
    return order(at, "commission_identification", LEAD, body=_INSTITUTE, reason=reason)


def identified(shipment: Shipment, at: datetime, *, solid_waste: bool) -> WorldEvent:
    """The body answers."""
    return _told(
        shipment,
        at,
        "identification.reported",
        body=_INSTITUTE,
        report_no=f"ID-{shipment.seq_no[-6:]}",
        solid_waste=solid_waste,
    )


def amended(shipment: Shipment, at: datetime, entry_id: str, code: str) -> WorldEvent:
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


def frees(at: datetime, reason: str, *boxes: PaperBox) -> OfficerOrder:
    """Some boxes may be used; the rest goes on."""
    numbers: list[JsonValue] = [box.number for box in boxes]
    return order(at, "release_boxes", LEAD, boxes=numbers, reason=reason)


def settles_dispute(at: datetime, verdict: str, reason: str) -> OfficerOrder:
    """The enterprise's complaint is decided on."""
    return order(at, "settle_dispute", LEAD, verdict=verdict, reason=reason)


def refers(at: datetime, to: str, reason: str) -> OfficerOrder:
    """Another authority takes the case over."""
    return order(at, "refer_case", LEAD, to=to, reason=reason)


def _told(shipment: Shipment, at: datetime, what: str, **more: JsonValue) -> WorldEvent:
    return WorldEvent(at, "clearance", what, {"SeqNo": shipment.seq_no, **more})
