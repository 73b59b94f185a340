"""The audit of the enterprise's file, and what was amended after it."""

from datetime import datetime, timedelta

from models.consignment.box import Box
from models.consignment.deadline import Deadline, extend
from models.consignment.evolution_tables import Changes, known_later
from models.consignment.pre_shipment_file import joined
from models.consignment.registration import BoxRegistration
from models.consignment.state import State
from models.kernel.base_types import replace
from models.kernel.event_types import EventType
from models.kernel.fold import on
from models.kernel.terms import PreShipment
from models.pre_shipment.events import (
    PreShipmentApproved,
    PreShipmentExpired,
    PreShipmentRejected,
    PreShipmentReopened,
    PreShipmentSubmitted,
    PreShipmentWithdrawn,
    SealNumberRecorded,
    ShipmentAmended,
    SupplementRequested,
)


def _submitted(body: PreShipmentSubmitted, state: State, at: datetime) -> State:
    """A file that is older than the decision on it completes it, and changes nothing else."""
    decided = (
        EventType.PRE_SHIPMENT_APPROVED,
        EventType.PRE_SHIPMENT_REJECTED,
        EventType.SUPPLEMENT_REQUESTED,
    )
    if known_later(state, at, EventType.PRE_SHIPMENT_WITHDRAWN):
        return state
    completed = replace(state, file=joined(state.file, body.documents, at))
    if known_later(state, at, *decided):
        return completed
    return replace(completed, pre_shipment=PreShipment.SUBMITTED)


def _withdrawn(_: PreShipmentWithdrawn, state: State, at: datetime) -> State:
    """One that is older than the present file, or the rejection of it, takes nothing back."""
    if known_later(state, at, EventType.PRE_SHIPMENT_SUBMITTED, EventType.PRE_SHIPMENT_REJECTED):
        return state
    return replace(state, pre_shipment=PreShipment.WITHDRAWN, file={})


def _approved(body: PreShipmentApproved, state: State, _: datetime) -> State:
    until = body.valid_until
    return replace(state, pre_shipment=PreShipment.APPROVED, approved_until=until)


def _amended(body: ShipmentAmended, state: State, _: datetime) -> State:
    """Boxes, deadlines and registration go by the new numbers and dates."""
    old = state.registration
    named = {"vessel": body.vessel, "etd": body.etd, "eta": body.eta}
    change: dict[str, object] = {name: value for name, value in named.items() if value}
    boxes = {box.number: box for box in (_named(b, body) for b in state.boxes.values())}
    change["boxes"] = tuple(map(_registered, boxes.values()))
    moved = {"etd": (body.etd or old.etd) - old.etd, "eta": (body.eta or old.eta) - old.eta}
    known = (_renamed(_moved(state, d, moved), body) for d in state.deadlines.values())
    return replace(
        state,
        registration=old.model_copy(update=change),
        boxes=boxes,
        deadlines={deadline.key: deadline for deadline in known},
    )


def _registered(box: Box) -> BoxRegistration:
    """The box as a manifest would name it now."""
    return BoxRegistration(**{name: getattr(box, name) for name in BoxRegistration.model_fields})


def _named(box: Box, body: ShipmentAmended) -> Box:
    if box.number != body.box:
        return box
    return replace(box, number=body.new_box or box.number, seal=body.seal or box.seal)


def _renamed(deadline: Deadline, body: ShipmentAmended) -> Deadline:
    swapped = bool(body.new_box) and deadline.box is not None and deadline.box == body.box
    return replace(deadline, box=body.new_box) if swapped else deadline


def _moved(state: State, deadline: Deadline, by: dict[str, timedelta]) -> Deadline:
    """An open deadline that counts from an announced date moves with it."""
    delay = by.get(state.rules.deadline(deadline.id).base)
    return extend(deadline, delay) if delay and deadline.open else deadline


CHANGES = Changes(
    box=(on(SealNumberRecorded, lambda e, box, _: replace(box, seal=e.seal_no)),),
    state=(
        on(PreShipmentSubmitted, _submitted),
        on(
            SupplementRequested,
            lambda _, s, __: replace(s, pre_shipment=PreShipment.SUPPLEMENT),
        ),
        on(PreShipmentApproved, _approved),
        on(PreShipmentRejected, lambda _, s, __: replace(s, pre_shipment=PreShipment.REJECTED)),
        on(PreShipmentWithdrawn, _withdrawn),
        on(PreShipmentExpired, lambda _, s, __: replace(s, pre_shipment=PreShipment.EXPIRED)),
        on(PreShipmentReopened, lambda _, s, __: replace(s, pre_shipment=PreShipment.SUBMITTED)),
        on(ShipmentAmended, _amended),
    ),
)
