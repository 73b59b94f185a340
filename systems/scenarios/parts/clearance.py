"""What the customs clearance system notices."""

from datetime import datetime

from systems.scenario import Data, Shipment, WorldEvent

_OFFICE = "3104"  # Beilun
_SITE = "Beilun inspection site"
_STORAGE_KG = "5000000"


def entry_id(shipment: Shipment, *, exported: bool = False) -> str:
    """A declaration number: office, year, flag (1 import, 0 export), serial."""
    flag = "0" if exported else "1"
    return f"{_OFFICE}{shipment.eta.year}{flag}{shipment.seq_no[-9:]}"


def new_entry_id(shipment: Shipment) -> str:
    """The number of a declaration that replaces a deleted one."""
    number = entry_id(shipment)
    return f"{number[:9]}9{number[10:]}"


def new_seq_no(shipment: Shipment) -> str:
    """The unified number of a form that replaces a deleted one."""
    return f"{shipment.seq_no[:5]}9{shipment.seq_no[6:]}"


def instructed(shipment: Shipment, at: datetime) -> WorldEvent:
    """The control instruction of an inspection in the port."""
    data: Data = {
        "SeqNo": shipment.seq_no,
        "open_share": "1",
        "empty_share": "0.30",
        "place": _SITE,
    }
    return WorldEvent(at, "clearance", "instruction.issued", data)


def slotted(shipment: Shipment, at: datetime, slot: datetime) -> WorldEvent:
    """The inspection site has a time."""
    data: Data = {"SeqNo": shipment.seq_no, "slot": slot.isoformat(), "place": _SITE}
    return WorldEvent(at, "clearance", "slot.assigned", data)


def head(shipment: Shipment) -> Data:
    """The declaration head, as the broker prepares it before there is a number."""
    return {
        "SeqNo": shipment.seq_no,
        "IEFlag": "I",
        "CustomMaster": _OFFICE,
        "EntyPortCode": shipment.discharge_port,
        "DespPortCode": shipment.load_port,
        "BillNo": shipment.bill_no,
        "TrafName": shipment.vessel,
        "TradeName": shipment.enterprise,
        "OwnerName": shipment.enterprise,
        "NetWt": str(sum(box.net_kg for box in shipment.boxes)),
        "PackNo": len(shipment.boxes),
        "GoodsPlace": shipment.discharge_port,
        "OrigBoxFlag": "1",
        "DecLists": [{"GNo": 1, "CodeTS": shipment.code, "OriginCountry": shipment.origin}],
    }


def standing(enterprise: str) -> Data:
    """How customs sees an enterprise that it trusts: credit, risk, enrolment, free storage."""
    return {
        "enterprise": enterprise,
        "credit_level": "ADVANCED_CERTIFIED",
        "pilot": "ENROLLED",
        "risk_level": "R1",
        "storage_kg": _STORAGE_KG,
    }


def departed(shipment: Shipment, at: datetime) -> WorldEvent:
    """The vessel left the port of loading."""
    return _manifest(shipment, at, "departed", DespPortCode=shipment.load_port)


def arrived(shipment: Shipment, at: datetime) -> WorldEvent:
    """The vessel arrived."""
    return _manifest(shipment, at, "arrived", EntyPortCode=shipment.discharge_port)


def discharged(shipment: Shipment, at: datetime) -> WorldEvent:
    """All boxes are ashore."""
    data: Data = {"BillNo": shipment.bill_no, "CmplDschrgDt": f"{at:%Y%m%d}"}
    return WorldEvent(at, "clearance", "manifest.discharged", data)


def manifest_status(shipment: Shipment, at: datetime, status: str, reason: str = "") -> WorldEvent:
    """A receipt for the manifest of the bill, by its two digits."""
    data: Data = {"BillNo": shipment.bill_no, "Status": status, "reason": reason}
    return WorldEvent(at, "clearance", "manifest.status", data)


def loaded(shipment: Shipment, at: datetime) -> WorldEvent:
    """The returned boxes are on board."""
    return _manifest(shipment, at, "loaded")


def exited(shipment: Shipment, at: datetime) -> WorldEvent:
    """The vessel left with the returned boxes."""
    return _manifest(shipment, at, "exited")


def declared(
    shipment: Shipment,
    at: datetime,
    letter: str = "L",
    *,
    exported: bool = False,
    number: str | None = None,
) -> WorldEvent:
    """A receipt for the declaration, or one of another number: letters of the single window."""
    data: Data = {
        "SeqNo": shipment.seq_no,
        "EntryId": number or entry_id(shipment, exported=exported),
        "Status": letter,
        "IEFlag": "E" if exported else "I",
    }
    return WorldEvent(at, "clearance", "declaration.status", data)


def unnumbered(shipment: Shipment, at: datetime, letter: str) -> WorldEvent:
    """A receipt for a declaration that has its unified number only."""
    data: Data = {"SeqNo": shipment.seq_no, "Status": letter}
    return WorldEvent(at, "clearance", "declaration.status", data)


def declared_anew(shipment: Shipment, at: datetime, letter: str = "L") -> WorldEvent:
    """A receipt for a new form of the same goods, with numbers of its own."""
    data: Data = {
        "SeqNo": new_seq_no(shipment),
        "EntryId": new_entry_id(shipment),
        "Status": letter,
        "BillNo": shipment.bill_no,
        "documentReferenceReplacements": [shipment.seq_no],
    }
    return WorldEvent(at, "clearance", "declaration.status", data)


def _manifest(shipment: Shipment, at: datetime, what: str, **more: str) -> WorldEvent:
    data: Data = {"BillNo": shipment.bill_no, "TrafName": shipment.vessel, **more}
    return WorldEvent(at, "clearance", f"manifest.{what}", data)
