"""The audit of the enterprise's file, and what was amended after it."""

from datetime import datetime, timedelta

from models import deadlines, events
from models.box import Box
from models.documents import joined
from models.evolution.rows import Change, Changes, known_later
from models.ladder import Deadline, deadline_key
from models.registration import BoxRegistration
from models.state import State
from models.terms import PreShipment


def _submitted(state: State, body: events.PreShipmentSubmitted, at: datetime) -> Change:
    """A file that is older than the decision on it completes it, and changes nothing else."""
    decided = ("pre-shipment-approved", "pre-shipment-rejected", "supplement-requested")
    if known_later(state, at, "pre-shipment-withdrawn"):
        return {}
    file: Change = {"file": joined(state.file, body.documents, at)}
    if known_later(state, at, *decided):
        return file
    return {**file, "pre_shipment": PreShipment.SUBMITTED}


def _withdrawn(state: State, at: datetime) -> Change:
    """One that is older than the present file, or the rejection of it, takes nothing back."""
    if known_later(state, at, "pre-shipment-submitted", "pre-shipment-rejected"):
        return {}
    return {"pre_shipment": PreShipment.WITHDRAWN, "file": {}}


def _amended(state: State, body: events.ShipmentAmended) -> Change:
    """Boxes, deadlines and registration go by the new numbers and dates."""
    old = state.registration
    named = {"vessel": body.vessel, "etd": body.etd, "eta": body.eta}
    change: dict[str, object] = {name: value for name, value in named.items() if value}
    boxes = {box.number: box for box in (_named(b, body) for b in state.boxes.values())}
    change["boxes"] = tuple(map(_registered, boxes.values()))
    moved = {"etd": (body.etd or old.etd) - old.etd, "eta": (body.eta or old.eta) - old.eta}
    known = (_renamed(_moved(state, d, moved), body) for d in state.deadlines.values())
    return {
        "registration": old.model_copy(update=change),
        "boxes": boxes,
        "deadlines": {deadline_key(d.id, d.box): d for d in known},
    }


def _registered(box: Box) -> BoxRegistration:
    """The box as a manifest would name it now."""
    return BoxRegistration(**{name: getattr(box, name) for name in BoxRegistration.model_fields})


def _named(box: Box, body: events.ShipmentAmended) -> Box:
    if box.number != body.box:
        return box
    return box.replace(number=body.new_box or box.number, seal=body.seal or box.seal)


def _renamed(deadline: Deadline, body: events.ShipmentAmended) -> Deadline:
    swapped = bool(body.new_box) and deadline.box is not None and deadline.box == body.box
    return deadline.replace(box=body.new_box) if swapped else deadline


def _moved(state: State, deadline: Deadline, by: dict[str, timedelta]) -> Deadline:
    """An open deadline that counts from an announced date moves with it."""
    delay = by.get(state.rules.deadline(deadline.id).base)
    return deadlines.extend(deadline, delay) if delay and deadline.open else deadline


CHANGES = Changes(
    box={
        events.SealNumberRecorded: lambda e, _, __: {"seal": e.seal_no},
    },
    state={
        events.PreShipmentSubmitted: lambda e, s, at: _submitted(s, e, at),
        events.SupplementRequested: lambda _, __, ___: {"pre_shipment": PreShipment.SUPPLEMENT},
        events.PreShipmentApproved: lambda e, __, ___: {
            "pre_shipment": PreShipment.APPROVED,
            "approved_until": e.valid_until,
        },
        events.PreShipmentRejected: lambda _, __, ___: {"pre_shipment": PreShipment.REJECTED},
        events.PreShipmentWithdrawn: lambda _, s, at: _withdrawn(s, at),
        events.PreShipmentExpired: lambda _, __, ___: {"pre_shipment": PreShipment.EXPIRED},
        events.PreShipmentReopened: lambda _, __, ___: {"pre_shipment": PreShipment.SUBMITTED},
        events.ShipmentAmended: lambda e, s, __: _amended(s, e),
    },
)
