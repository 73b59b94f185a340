"""What happens between the port and the enterprise."""

from datetime import datetime, timedelta

from systems.scenarios.parts import checkpoint, course, officer
from systems.scenarios.parts.course import HOUR, WINDOW, Haul
from systems.scenarios.parts.officer import MINUTE
from systems.world import Expectation, Happening, Script, Shipment, Step, Steps, ladder, script

_OTHER_PLATE = "浙BTEST9"


def three_trucks(shipment: Shipment, start: datetime) -> Script:
    """Every box has its own truck; they leave three quarters of an hour apart, their locks seen."""
    usual = course.hauls(shipment)
    trucks = [Haul(truck.box, truck.out + place * 45 * MINUTE) for place, truck in enumerate(usual)]
    locks = [checkpoint.lock_verified(truck.box, truck.out) for truck in usual[1:]]
    steps = (*locks, *_home(shipment, start, trucks))
    return script("three_trucks", "each box on its own truck", steps, Expectation("RELEASED"))


def truck_late(shipment: Shipment, start: datetime) -> Script:
    """A traffic jam: nearly half an hour over the window."""
    trucks = course.hauls(shipment, drive=WINDOW + 29 * MINUTE)
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
    expect = Expectation("RELEASED", (*ladder("D08", 4), "T08 L1", "T07 L1"))
    return script("box_missing", "box missing on the road, found", steps, expect)


def lock_cut(shipment: Shipment, start: datetime) -> Script:
    """The rope of a lock is cut; an officer looks, replaces the seal, and lets the truck go on."""
    new = course.Seal("REPLACED", f"{shipment.boxes[0].seal}N")
    trucks = course.hauls(shipment, drive=course.DRIVE + HOUR, seal=new)
    box, alarm = trucks[0].box, trucks[0].out + 30 * MINUTE
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.lock_alarm(box, alarm, "ROPE_CUT"),
        *officer.answers_emergency(alarm, "rope torn by a guard rail; load complete"),
        officer.lifts_emergency(alarm + 50 * MINUTE, "RESUME", "load complete, new seal"),
    )
    return script("lock_cut", "lock cut on the road", steps, Expectation("RELEASED"))


def off_route(shipment: Shipment, start: datetime) -> Script:
    """A truck is off its route for ten minutes: three are enough to be asked about it."""
    trucks = course.hauls(shipment)
    box, left = trucks[0].box, trucks[0].out + 30 * MINUTE
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.went(box, left, "route.left"),
        checkpoint.went(box, left + 10 * MINUTE, "route.regained"),
    )
    expect = Expectation("RELEASED", ("T01 L1",))
    return script("off_route", "off the route for ten minutes", steps, expect)


def short_detour(shipment: Shipment, start: datetime) -> Script:
    """Two minutes off the route, told an hour later in the wrong order: nobody is blamed."""
    trucks = course.hauls(shipment)
    box, left = trucks[0].box, trucks[0].out + 15 * MINUTE
    told, back = left + 60 * MINUTE, left + 2 * MINUTE
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.went(box, back, "route.regained", told_at=told),
        checkpoint.went(box, left, "route.left", told_at=told + MINUTE),
    )
    return script("short_detour", "two minutes off the route", steps, Expectation("RELEASED"))


def long_stop(shipment: Shipment, start: datetime) -> Script:
    """A truck stands on the shoulder for twenty-five minutes."""
    trucks = course.hauls(shipment)
    box, stood = trucks[0].box, trucks[0].out + 30 * MINUTE
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.went(box, stood, "stop.started"),
        checkpoint.went(box, stood + 25 * MINUTE, "stop.ended"),
    )
    expect = Expectation("RELEASED", ("T09 L1", "T02 L1"))
    return script("long_stop", "stood where no stop is allowed", steps, expect)


def signal_lost(shipment: Shipment, start: datetime) -> Script:
    """Nothing is heard of a lock for twenty minutes; then it goes on as if nothing had been."""
    trucks = course.hauls(shipment)
    box, lost = trucks[0].box, trucks[0].out + 30 * MINUTE
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.went(box, lost, "telemetry.lost"),
        checkpoint.went(box, lost + 20 * MINUTE, "telemetry.restored"),
    )
    expect = Expectation("RELEASED", ladder("T03", 2))
    return script("signal_lost", "no signal for twenty minutes", steps, expect)


def tractor_swapped(shipment: Shipment, start: datetime) -> Script:
    """The gearbox breaks; an officer allows another tractor, which is the one that arrives."""
    trucks = course.hauls(shipment)
    broken = trucks[0]
    box, at = broken.box, broken.out + 20 * MINUTE
    with_another = checkpoint.reached(box, broken.arrived, plate=_OTHER_PLATE)
    steps: Steps = (
        *_seen_differently(shipment, start, trucks, with_another),
        checkpoint.incident(box, at, "BREAKDOWN", "gearbox"),
        officer.sends_officer(at + 5 * MINUTE, box, "look at lock and seal"),
        officer.swaps_tractor(at + 15 * MINUTE, box, _OTHER_PLATE, "gearbox broken, same haulier"),
    )
    return script("tractor_swapped", "another tractor takes over", steps, Expectation("RELEASED"))


def wrong_truck(shipment: Shipment, start: datetime) -> Script:
    """A truck that nobody ordered leaves with the box: recorded against it."""
    trucks = course.hauls(shipment)
    read = checkpoint.gate_out(trucks[0].box, trucks[0].out, plate=_OTHER_PLATE)
    steps = _seen_differently(shipment, start, trucks, read)
    return script("wrong_truck", "another truck than ordered", steps, Expectation("RELEASED"))


def breakdown_extended(shipment: Shipment, start: datetime) -> Script:
    """A flat tyre; the driver calls, an officer gives two hours more, and they are enough."""
    trucks = course.hauls(shipment, drive=WINDOW + 90 * MINUTE)
    box, at = trucks[0].box, trucks[0].out + HOUR
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.incident(box, at, "BREAKDOWN", "flat tyre on the G15"),
        officer.extends(at + 15 * MINUTE, "D08", box, 2, "flat tyre, mechanic on the way"),
    )
    expect = Expectation("RELEASED")
    return script("breakdown_extended", "breakdown, window extended", steps, expect)


def _seen_differently(
    shipment: Shipment, start: datetime, trucks: list[Haul], *seen: Happening
) -> Steps:
    """The usual course, but the checkpoints saw the first truck like that."""
    first, *others = trucks
    gate, arrival, *rest = first.steps
    unlike = {(happening.at, happening.type) for happening in seen}
    usual = [step for step in (gate, arrival) if (step.due, _kind(step)) not in unlike]
    hauls = [step for truck in others for step in truck.steps]
    return (
        *course.to_port(shipment, start),
        course.booking(shipment, tuple(trucks)),
        *(*seen, *usual, *rest, *hauls),
        *course.inspected(shipment, course.done(trucks) + 2 * HOUR),
    )


def _kind(step: Step) -> str:
    return step.type if isinstance(step, Happening) else ""


def _home(shipment: Shipment, start: datetime, trucks: list[Haul]) -> Steps:
    """The usual course with these trucks, to the release."""
    settled = course.done(trucks) + timedelta(hours=2)
    return (
        *course.to_factory(shipment, start, trucks),
        *course.inspected(shipment, settled),
    )
