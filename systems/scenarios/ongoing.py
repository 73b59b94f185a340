"""Consignments that stand at a moment of choice now: somebody must act, or the clock will.

What led there lies in the past few hours; the vessel came before it was announced.
"""

from datetime import datetime

from systems.scenario import Shipment, Steps
from systems.scenarios.parts import checkpoint, clearance, enterprise, officer
from systems.scenarios.parts.officer import MINUTE
from systems.scenarios.parts.standard_steps import HOUR, WINDOW


def truck_nearly_late(shipment: Shipment, now: datetime) -> Steps:
    """A truck is on the road, and its window ends in two minutes."""
    out = now - WINDOW + 2 * MINUTE
    box = shipment.boxes[0]
    return (
        *_ashore(shipment, now),
        *_checked(shipment, out),
        checkpoint.gate_out(box, out),
        enterprise.booked(shipment, out + 20 * MINUTE, now + 3 * HOUR),
    )


def inspection_due(shipment: Shipment, now: datetime) -> Steps:
    """The box is unloaded; an inspection waits to be recorded."""
    box, out = shipment.boxes[0], now - 110 * MINUTE
    return (
        *_ashore(shipment, now),
        *_checked(shipment, out),
        checkpoint.gate_out(box, out),
        enterprise.booked(shipment, out + 20 * MINUTE, now + HOUR),
        checkpoint.reached(box, now - 15 * MINUTE),
        enterprise.notified(box, now - 10 * MINUTE),
        enterprise.seal_checked(box, now - 5 * MINUTE),
        enterprise.unloaded(box, now),
    )


def alarm_ringing(shipment: Shipment, now: datetime) -> Steps:
    """The portal alarms just now; nobody has acknowledged it."""
    box = shipment.boxes[0]
    return (*_ashore(shipment, now), checkpoint.measured(box, now, alarm=True))


def _ashore(shipment: Shipment, now: datetime) -> Steps:
    return (
        clearance.departed(shipment, shipment.etd),
        enterprise.submitted(shipment, now - 23 * HOUR),
        officer.approves(now - 22 * HOUR),
        clearance.declared(shipment, now - 10 * HOUR),
        clearance.arrived(shipment, now - 7 * HOUR),
        clearance.discharged(shipment, now - 230 * MINUTE),
    )


def _checked(shipment: Shipment, out: datetime) -> Steps:
    """Portal and scanner, so that the truck passes the gate in time."""
    box = shipment.boxes[0]
    return (
        checkpoint.measured(box, out - 35 * MINUTE),
        checkpoint.scanned(box, out - 15 * MINUTE),
    )
