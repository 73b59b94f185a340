"""An inspection that finds something, from the arrival to what is decided about it."""

from datetime import datetime

from systems.scenario import Data, Shipment, Steps
from systems.scenarios.parts import enterprise, inspector, officer, standard_steps
from systems.scenarios.parts.standard_steps import DAY, HOUR


def inspected_at(shipment: Shipment) -> datetime:
    """When the record of the inspection is filed."""
    return standard_steps.done(standard_steps.hauls(shipment)) + 2 * HOUR


def begun(shipment: Shipment, start: datetime) -> Steps:
    """The usual course to the enterprise, and the beginning of an inspection."""
    trucks = standard_steps.hauls(shipment)
    return (
        *standard_steps.to_factory(shipment, start, trucks),
        *(inspector.rechecks(truck.box, truck.sealed + HOUR / 2) for truck in trucks),
        inspector.begins(inspected_at(shipment) - HOUR),
    )


def failed(shipment: Shipment, start: datetime, *found: Data, readings: tuple[Data, ...]) -> Steps:
    """An inspection with findings and the readings that they rest on."""
    at, box = inspected_at(shipment), shipment.boxes[0]
    return (*begun(shipment, start), inspector.records(at, box, *readings, findings=found))


def sent_back(shipment: Shipment, decided: datetime, reason: str) -> Steps:
    """The return is decided, and carried out within ten days."""
    return (
        officer.disposes(decided, "RETURN", reason),
        *standard_steps.returned_from_factory(shipment, decided, 5 * DAY),
    )


def treated_in_port(shipment: Shipment, reason: str, note: str, treated: str) -> Steps:
    """Found at the inspection site, treated there in a day, inspected again and picked up."""
    ashore = standard_steps.ashore_at(shipment)
    found = ashore + 58 * HOUR
    decided = found + 2 * HOUR
    released = decided + DAY + 4 * HOUR
    return (
        *standard_steps.moved_to_site(shipment, ashore),
        officer.finds(found, found - HOUR, reason, shipment.boxes[0], note),
        officer.disposes(decided, "RECTIFY", note),
        inspector.watches_treatment(shipment, decided + DAY - HOUR, treated, 0),
        enterprise.rectified(shipment, decided + DAY, treated),
        *standard_steps.inspected(shipment, released),
        *standard_steps.picked_up(shipment, released + DAY),
    )
