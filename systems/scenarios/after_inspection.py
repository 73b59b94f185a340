"""What becomes of goods that failed their inspection."""

from datetime import datetime

from systems.scenarios.parts import course, enterprise, officer
from systems.scenarios.parts.course import DAY, HOUR
from systems.world import Expectation, Script, Shipment, Steps, ladder, script


def moisture(shipment: Shipment, start: datetime) -> Script:
    """Too moist: dried, inspected again, released."""
    decided = _decided(shipment)
    dried = enterprise.rectified(shipment, decided + 2 * DAY, "spread and dried, 0.2 %")
    steps: Steps = (
        *_failed(shipment, start, "NC-12", "moisture 1.4 %, limit 0.3 %", "RECTIFY"),
        dried,
        *course.inspected(shipment, dried.at + 4 * HOUR),
    )
    return script("moisture", "too moist: rectified, released", steps, Expectation("RELEASED"))


def rectification_lapses(shipment: Shipment, start: datetime) -> Script:
    """The enterprise lets the time for sorting pass: the goods must go back."""
    decided = _decided(shipment)
    steps: Steps = (
        *_failed(shipment, start, "NC-13", "mixed with painted profiles", "RECTIFY"),
        # The return is ordered eleven working days after the decision, holidays or not before this.
        *course.returned_from_factory(shipment, decided + 25 * DAY, 4 * DAY),
    )
    expect = Expectation("RETURNED", ladder("D16", 4))
    return script("rectification_lapses", "not rectified in time: returned", steps, expect)


def sealed_vessel(shipment: Shipment, start: datetime) -> Script:
    """Gas bottles in the load: returned."""
    steps: Steps = (
        *_failed(shipment, start, "NC-05", "three sealed gas cylinders", "RETURN"),
        *course.returned_from_factory(shipment, _decided(shipment), 5 * DAY),
    )
    return script("sealed_vessel", "sealed vessels: returned", steps, Expectation("RETURNED"))


def return_too_late(shipment: Shipment, start: datetime) -> Script:
    """The return drags on past its thirty days."""
    steps: Steps = (
        *_failed(shipment, start, "NC-07", "printed circuit boards in the load", "RETURN"),
        *course.returned_from_factory(shipment, _decided(shipment), 29 * DAY),
    )
    expect = Expectation("RETURNED", ladder("D17", 4))
    return script("return_too_late", "returned after 33 days", steps, expect)


def destroyed(shipment: Shipment, start: datetime) -> Script:
    """Live pests: destroyed under supervision."""
    ended = enterprise.destroyed(shipment, _decided(shipment) + 5 * DAY, "smelted under video")
    steps: Steps = (
        *_failed(shipment, start, "NC-16", "live red fire ants", "DESTROY"),
        ended,
    )
    return script("destroyed", "live pests: destroyed", steps, Expectation("DESTROYED"))


def _inspected(shipment: Shipment) -> datetime:
    return course.done(course.hauls(shipment)) + 2 * HOUR


def _decided(shipment: Shipment) -> datetime:
    return _inspected(shipment) + 2 * HOUR


def _failed(shipment: Shipment, start: datetime, reason: str, note: str, disposal: str) -> Steps:
    """The usual course to an inspection that finds something, and what is decided about it."""
    at = _inspected(shipment)
    return (
        *course.to_factory(shipment, start, course.hauls(shipment)),
        officer.finds(at, at - HOUR, reason, shipment.boxes[0], note),
        officer.disposes(_decided(shipment), disposal, note),
    )
