"""What the enterprise reports."""

from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from pydantic import JsonValue

from systems.scenario import PaperBox, Shipment, WorldEvent

_TARE_KG = 3800
_COPPER = "7404"
_SURVEYOR = "CCIC Demo Survey"
_PHOTOS = ("empty", "half", "two-thirds", "full", "doors-closed")
DOCUMENTS = (
    "contract",
    "supplier-declaration",
    "grade-and-standard",
    "composition-analysis",
    "radiation-survey",
    *(f"photo-{stage}" for stage in _PHOTOS),
    "packing-list",
    "boxes-and-seals",
    "booking",
    "vessel",
    "route",
)
"""The kinds of paper that a file is made of."""


def submitted(
    shipment: Shipment, at: datetime, kinds: tuple[str, ...] = DOCUMENTS, *, age_days: int = 5
) -> WorldEvent:
    """The papers were handed in, issued so many days before; or some of them."""
    documents: list[JsonValue] = [
        {
            "kind": kind,
            "number": f"{shipment.bill_no}-{DOCUMENTS.index(kind) + 1:02}",
            "issued": f"{at - timedelta(days=age_days):%Y-%m-%d}",
            "sha256": sha256(f"{shipment.bill_no}/{kind}".encode()).hexdigest(),
            "issuer": _SURVEYOR if kind.startswith(("photo", "radiation")) else "supplier",
            "readings": _readings(shipment, kind),
        }
        for kind in kinds
    ]
    return _about(shipment, at, "preshipment.submitted", documents=documents)


def _readings(shipment: Shipment, kind: str) -> list[JsonValue]:
    """What a survey or an analysis has measured; no other part has values."""
    if kind == "radiation-survey":
        shown = {"parameter": "dose rate", "value": "0.10", "unit": "µSv/h", "background": "0.08"}
        return [
            {**shown, "instrument": "RDS-31", "container_no": box.number} for box in shipment.boxes
        ]
    if kind == "composition-analysis":
        metal = "copper content" if shipment.code.startswith(_COPPER) else "total metal"
        return [{"parameter": metal, "value": "99.2", "unit": "%", "instrument": "XRF"}]
    return []


def withdrawn(shipment: Shipment, at: datetime, reason: str) -> WorldEvent:
    """The papers were taken back."""
    return _about(shipment, at, "preshipment.withdrawn", reason=reason)


def amended(shipment: Shipment, at: datetime, reason: str, **changed: str) -> WorldEvent:
    """Something that the papers name is another now."""
    return _about(shipment, at, "shipment.amended", reason=reason, **changed)


def seal_recorded(box: PaperBox, at: datetime) -> WorldEvent:
    """The doors were closed, and the number of the seal noted."""
    return _of_box(box, at, "seal.recorded", seal_no=box.seal)


def booked(shipment: Shipment, at: datetime, slot: datetime) -> WorldEvent:
    """A slot for the inspection was agreed."""
    return _about(shipment, at, "appointment.booked", slot=slot.isoformat())


def rectification_planned(shipment: Shipment, at: datetime, plan: str) -> WorldEvent:
    """How the goods will be treated."""
    return _about(shipment, at, "rectification.planned", plan=plan)


def inspection_wanted(shipment: Shipment, at: datetime, reason: str) -> WorldEvent:
    """The enterprise asks for an inspection of its own accord."""
    return _about(shipment, at, "inspection.requested", reason=reason)


def disputed(shipment: Shipment, at: datetime, reason: str) -> WorldEvent:
    """The enterprise does not accept the result."""
    return _about(shipment, at, "result.disputed", reason=reason)


def rectified(shipment: Shipment, at: datetime, note: str) -> WorldEvent:
    """The goods were treated."""
    return _about(shipment, at, "rectification.completed", note=note)


def destroyed(shipment: Shipment, at: datetime, note: str) -> WorldEvent:
    """The goods were destroyed under supervision."""
    return _about(shipment, at, "destruction.completed", note=note)


def return_wanted(shipment: Shipment, at: datetime, reason: str) -> WorldEvent:
    """The enterprise asks to send the goods back."""
    return _about(shipment, at, "return.applied", reason=reason)


def return_planned(shipment: Shipment, at: datetime) -> WorldEvent:
    """Carrier and booking of the return are known."""
    booking = f"RT{shipment.seq_no[-6:]}"
    return _about(shipment, at, "return.planned", carrier="COSCO", booking=booking)


def return_seal(box: PaperBox) -> str:
    """The seal that a box gets for its way back."""
    return f"R{box.seal}"


def gross_kg(box: PaperBox) -> Decimal:
    """What a box weighs with its goods."""
    return box.net_kg + _TARE_KG


def return_sealed(box: PaperBox, at: datetime) -> WorldEvent:
    """A box was repacked, sealed and weighed for its way back."""
    seal, kg = return_seal(box), str(gross_kg(box))
    return _of_box(box, at, "return.sealed", seal_no=seal, gross_kg=kg)


def return_departed(shipment: Shipment, at: datetime) -> WorldEvent:
    """The boxes left the enterprise on their way back."""
    return _about(shipment, at, "return.departed", containers=shipment.numbers)


def notified(box: PaperBox, at: datetime) -> WorldEvent:
    """The arrival of a box was reported."""
    return _of_box(box, at, "arrival.notified")


def seal_checked(
    box: PaperBox, at: datetime, state: str = "INTACT", seal_no: str | None = None
) -> WorldEvent:
    """The seal was looked at; it has the number that the papers name, unless another was read."""
    photo = f"photos/{box.number}-{at:%H%M}.jpg"
    return _of_box(box, at, "seal.checked", seal_no=seal_no or box.seal, state=state, photo=photo)


def unloaded(box: PaperBox, at: datetime, *, filmed: bool = True) -> WorldEvent:
    """A box was unloaded and weighed; it holds what its papers say."""
    return _of_box(
        box,
        at,
        "unloading.completed",
        gross_kg=str(gross_kg(box)),
        tare_kg=str(_TARE_KG),
        net_kg=str(box.net_kg),
        video=f"bay/{box.number}-{at:%Y%m%d%H%M}" if filmed else "",
    )


def consumed(shipment: Shipment, box: PaperBox, at: datetime, kg: int) -> WorldEvent:
    """Some of what was in a box went into the furnace."""
    return _about(shipment, at, "stock.consumed", container_no=box.number, used_kg=str(kg))


def _about(shipment: Shipment, at: datetime, what: str, **more: JsonValue) -> WorldEvent:
    return WorldEvent(at, "enterprise", what, {"SeqNo": shipment.seq_no, **more})


def _of_box(box: PaperBox, at: datetime, what: str, **more: JsonValue) -> WorldEvent:
    return WorldEvent(at, "enterprise", what, {"container_no": box.number, **more})
