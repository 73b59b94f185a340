"""What happens between the port and the enterprise."""

from datetime import datetime, timedelta

from systems.scenarios.parts import checkpoint, course, officer
from systems.scenarios.parts.course import HOUR, WINDOW, Haul
from systems.scenarios.parts.officer import MINUTE
from systems.world import Expectation, Script, Shipment, Steps, ladder, script


def three_trucks(shipment: Shipment, start: datetime) -> Script:
    """Every box has its own truck; they leave three quarters of an hour apart."""
    usual = course.hauls(shipment)
    trucks = [Haul(truck.box, truck.out + place * 45 * MINUTE) for place, truck in enumerate(usual)]
    steps = _home(shipment, start, trucks)
    return script("three_trucks", "each box on its own truck", steps, Expectation("RELEASED"))


def truck_late(shipment: Shipment, start: datetime) -> Script:
    """A traffic jam: half an hour over the window."""
    trucks = course.hauls(shipment, drive=WINDOW + 30 * MINUTE)
    expect = Expectation("RELEASED", ladder("D08", 2))
    return script("truck_late", "truck half an hour late", _home(shipment, start, trucks), expect)


def box_missing(shipment: Shipment, start: datetime) -> Script:
    """A truck vanishes, public security is called, the box is found on a lay-by."""
    trucks = course.hauls(shipment, drive=WINDOW + 7 * HOUR)
    box = trucks[0].box
    missing = trucks[0].out + WINDOW + 2 * HOUR
    steps: Steps = (
        *_home(shipment, start, trucks),
        *officer.answers_emergency(missing, "no position for two hours; fleet and cameras asked"),
        checkpoint.found(box, missing + 3 * HOUR, "lay-by on the G15, driver taken ill"),
        officer.lifts_emergency(
            missing + 3 * HOUR + 30 * MINUTE, "RESUME", "lock and seal intact, new driver"
        ),
    )
    expect = Expectation("RELEASED", ladder("D08", 4))
    return script("box_missing", "box missing on the road, found", steps, expect)


def lock_cut(shipment: Shipment, start: datetime) -> Script:
    """The rope of a lock is cut; an officer looks, replaces the seal, and lets the truck go on."""
    trucks = course.hauls(shipment, drive=course.DRIVE + HOUR, seal="REPLACED")
    box, alarm = trucks[0].box, trucks[0].out + 30 * MINUTE
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.lock_alarm(box, alarm, "ROPE_CUT"),
        *officer.answers_emergency(alarm, "rope torn by a guard rail; load complete"),
        officer.lifts_emergency(alarm + 50 * MINUTE, "RESUME", "load complete, new seal"),
    )
    return script("lock_cut", "lock cut on the road", steps, Expectation("RELEASED"))


def _home(shipment: Shipment, start: datetime, trucks: list[Haul]) -> Steps:
    """The usual course with these trucks, to the release."""
    settled = course.done(trucks) + timedelta(hours=2)
    return (
        *course.to_factory(shipment, start, trucks),
        *course.inspected(shipment, settled),
    )
