"""What happens between the port and the enterprise."""

from dataclasses import replace
from datetime import datetime, timedelta

from systems.scenario import Expectation, Script, Shipment, Steps, WorldEvent, escalations, script
from systems.scenarios.parts import checkpoint, enterprise, officer, standard_steps
from systems.scenarios.parts.officer import MINUTE, DangerSeen
from systems.scenarios.parts.standard_steps import HOUR, WINDOW, Haul

_OTHER_PLATE = "浙BTEST9"
_TEN_YEARS = timedelta(days=3653)
_ROLL_OVER = timedelta(weeks=1024)
"""What a receiver is off by that counts its weeks in ten bits."""


def three_trucks(shipment: Shipment, start: datetime) -> Script:
    """Every box has its own truck and lock; they leave three quarters of an hour apart."""
    usual = standard_steps.hauls(shipment)
    trucks = [Haul(truck.box, truck.out + place * 45 * MINUTE) for place, truck in enumerate(usual)]
    hung = [checkpoint.lock_applied(truck.box, truck.out - 5 * MINUTE) for truck in usual]
    seen = [checkpoint.lock_verified(truck.box, truck.out) for truck in usual[1:]]
    steps = (*hung, *seen, *_home(shipment, start, trucks))
    return script("three_trucks", "each box on its own truck", steps, Expectation("RELEASED"))


def truck_late(shipment: Shipment, start: datetime) -> Script:
    """A traffic jam: nearly half an hour over the window."""
    trucks = standard_steps.hauls(shipment, drive=WINDOW + 29 * MINUTE)
    expect = Expectation("RELEASED", escalations("D08", 2), violations=("SV-05",))
    return script("truck_late", "truck half an hour late", _home(shipment, start, trucks), expect)


def box_missing(shipment: Shipment, start: datetime) -> Script:
    """A truck vanishes, public security is called, the box is found on a lay-by."""
    trucks = standard_steps.hauls(shipment, drive=WINDOW + 7 * HOUR)
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
    escalated = (*escalations("D08", 4), "T08 L1", "T07 L1")
    expect = Expectation("RELEASED", escalated, violations=("SV-05",))
    return script("box_missing", "box missing on the road, found", steps, expect)


def lock_cut(shipment: Shipment, start: datetime) -> Script:
    """The rope of a lock is cut; an officer looks, replaces the seal, and lets the truck go on."""
    new = standard_steps.SealAsFound("REPLACED", f"{shipment.boxes[0].seal}N")
    trucks = standard_steps.hauls(shipment, drive=standard_steps.DRIVE + HOUR, seal=new)
    box, alarm = trucks[0].box, trucks[0].out + 30 * MINUTE
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.lock_alarm(box, alarm, "ROPE_CUT"),
        *officer.answers_emergency(alarm, "rope torn by a guard rail; load complete"),
        officer.lifts_emergency(alarm + 50 * MINUTE, "RESUME", "load complete, new seal"),
    )
    expect = Expectation("RELEASED", violations=("SV-02",))
    return script("lock_cut", "lock cut on the road", steps, expect)


def rope_cut_in_fire(shipment: Shipment, start: datetime) -> Script:
    """A truck burns, and while all look at the smoke its rope is cut: each is answered for itself.

    The fire smoulders on for three days, and every day somebody higher is asked why.
    """
    new = standard_steps.SealAsFound("REPLACED", f"{shipment.boxes[0].seal}N")
    truck, *others = standard_steps.hauls(
        shipment, drive=standard_steps.DRIVE + 74 * HOUR, seal=new
    )
    # What has arrived meanwhile stays closed: nothing new is permitted in an emergency.
    trucks = [truck, *(replace(other, paused=74 * HOUR) for other in others)]
    box, smoke = trucks[0].box, trucks[0].out + 20 * MINUTE
    cut = smoke + 15 * MINUTE
    fire, rope = DangerSeen("FIRE", box), DangerSeen("LOCK", box)
    steps: Steps = (
        *_home(shipment, start, trucks),
        officer.raises_emergency(smoke, "FIRE", "smoke under the tarpaulin", box),
        *officer.answers_emergency(smoke, "swarf burns, brigade on site", ("CALLED",), fire),
        checkpoint.lock_alarm(box, cut, "ROPE_CUT"),
        *officer.answers_emergency(cut, "brigade cut the rope to get at it", (), rope),
        officer.closes_danger(cut + HOUR, rope, "load complete, new seal"),
        officer.lifts_emergency(smoke + 73 * HOUR, "RESUME", "cold for a day, load complete"),
    )
    expect = Expectation("RELEASED", escalations("E10", 3), violations=("SV-02",))
    return script("rope_cut_in_fire", "rope cut during a fire", steps, expect)


def off_route(shipment: Shipment, start: datetime) -> Script:
    """A truck is off its route for ten minutes: three are enough to be asked about it."""
    trucks = standard_steps.hauls(shipment)
    box, left = trucks[0].box, trucks[0].out + 30 * MINUTE
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.went(box, left, "route.left"),
        checkpoint.went(box, left + 10 * MINUTE, "route.regained"),
    )
    expect = Expectation("RELEASED", ("T01 L1",), violations=("SV-03",))
    return script("off_route", "off the route for ten minutes", steps, expect)


def short_detour(shipment: Shipment, start: datetime) -> Script:
    """Two minutes off the route, told an hour later in the wrong order: nobody is blamed."""
    trucks = standard_steps.hauls(shipment)
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
    trucks = standard_steps.hauls(shipment)
    box, stood = trucks[0].box, trucks[0].out + 30 * MINUTE
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.went(box, stood, "stop.started"),
        checkpoint.went(box, stood + 25 * MINUTE, "stop.ended"),
    )
    expect = Expectation("RELEASED", ("T09 L1", "T02 L1"), violations=("SV-04",))
    return script("long_stop", "stood where no stop is allowed", steps, expect)


def signal_lost(shipment: Shipment, start: datetime) -> Script:
    """Twenty minutes without a signal: in a tunnel nobody asks, with an empty battery they do."""
    trucks = standard_steps.hauls(shipment)
    box, lost = trucks[0].box, trucks[0].out + 30 * MINUTE
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.silent_in_tunnel(box, lost - 25 * MINUTE),
        checkpoint.went(box, lost - 5 * MINUTE, "telemetry.restored"),
        checkpoint.battery(box, lost - 4 * MINUTE, 17),
        checkpoint.battery(box, lost - MINUTE, 8),
        checkpoint.went(box, lost, "telemetry.lost"),
        checkpoint.went(box, lost + 20 * MINUTE, "telemetry.restored"),
        checkpoint.battery(box, lost + 21 * MINUTE, 96),
    )
    escalated = ("T05 L1", "T06 L1", *escalations("T03", 2))
    expect = Expectation("RELEASED", escalated, violations=("SV-06",))
    return script("signal_lost", "no signal for twenty minutes", steps, expect)


def tractor_swapped(shipment: Shipment, start: datetime) -> Script:
    """The gearbox breaks in a tunnel, where the lock is not heard; another tractor takes over."""
    trucks = standard_steps.hauls(shipment)
    broken = trucks[0]
    box, at = broken.box, broken.out + 20 * MINUTE
    steps: Steps = (
        *_home_behind(shipment, start, trucks, _OTHER_PLATE),
        checkpoint.silent_in_tunnel(box, at - MINUTE),
        checkpoint.incident(box, at, "BREAKDOWN", "gearbox"),
        officer.sends_officer(at + 5 * MINUTE, box, "look at lock and seal"),
        officer.swaps_tractor(at + 15 * MINUTE, box, _OTHER_PLATE, "gearbox broken, same haulier"),
        checkpoint.went(box, at + 35 * MINUTE, "telemetry.restored"),
        officer.excuses(at + 2 * HOUR, "SV-06", "broken down in the tunnel", box),
    )
    expect = Expectation("RELEASED", ("T04 L1",), violations=("SV-06",), excused=("SV-06",))
    return script("tractor_swapped", "another tractor takes over", steps, expect)


def wrong_truck(shipment: Shipment, start: datetime) -> Script:
    """A truck that nobody ordered brings the box; its report is dated back, no camera was on."""
    trucks = standard_steps.hauls(shipment)
    first, *others = trucks
    box, late = first.box, first.arrived + 40 * MINUTE
    steps: Steps = (
        *standard_steps.to_port(shipment, start),
        standard_steps.booking(shipment, tuple(trucks)),
        checkpoint.gate_out(box, first.out, plate=_OTHER_PLATE, driver_id="D-000000000000"),
        checkpoint.reached(box, first.arrived),
        replace(enterprise.notified(box, first.arrived + 5 * MINUTE), told_at=late),
        enterprise.seal_checked(box, late + 5 * MINUTE),
        enterprise.unloaded(box, late + HOUR, filmed=False),
        *(step for truck in others for step in truck.steps),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    breaches = ("SV-07", "SV-08", "SV-11")
    expect = Expectation("RELEASED", escalations("D09", 2), violations=breaches)
    return script("wrong_truck", "wrong truck, report dated back, no video", steps, expect)


def breakdown_extended(shipment: Shipment, start: datetime) -> Script:
    """An axle breaks: the box goes on by another truck, in two hours more that are enough."""
    trucks = standard_steps.hauls(shipment, drive=WINDOW + 90 * MINUTE)
    broken = trucks[0]
    box, at = broken.box, broken.out + HOUR
    steps: Steps = (
        *_home_behind(shipment, start, trucks, _OTHER_PLATE),
        checkpoint.incident(box, at, "BREAKDOWN", "axle broken on the G15"),
        officer.extends(at + 15 * MINUTE, "D08", box, 2, "axle broken, crane on the way"),
        officer.transships(at + 20 * MINUTE, box, _OTHER_PLATE, "trailer cannot be moved"),
    )
    expect = Expectation("RELEASED")
    return script("breakdown_extended", "breakdown: another truck, more time", steps, expect)


def clock_ahead(shipment: Shipment, start: datetime) -> Script:
    """The lane's clock is ten years ahead, the lock counts its weeks wrongly: the watch goes on.

    What they say counts as of when it was heard. So the truck has a window of hours, not of years,
    a stop is seen while it lasts, and the arrival is put right to the second.
    """
    trucks = standard_steps.hauls(shipment)
    truck, *others = trucks
    box, stood = truck.box, truck.out + 30 * MINUTE
    leaves, moves = checkpoint.gate_out(box, truck.out), stood + 25 * MINUTE
    arrives = checkpoint.reached(box, truck.arrived)
    steps: Steps = (
        *standard_steps.to_port(shipment, start),
        standard_steps.booking(shipment, tuple(trucks)),
        _by_a_clock(leaves, _TEN_YEARS),
        _by_a_clock(checkpoint.went(box, stood, "stop.started"), _TEN_YEARS),
        _by_a_clock(checkpoint.went(box, moves, "stop.ended"), _TEN_YEARS),
        _by_a_clock(arrives, -_ROLL_OVER),
        *truck.steps[2:],
        *(step for other in others for step in other.steps),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    expect = Expectation("RELEASED", ("T09 L1", "T02 L1"), violations=("SV-04",))
    return script("clock_ahead", "clocks ten years ahead, weeks rolled over", steps, expect)


def same_officer(shipment: Shipment, start: datetime) -> Script:
    """More time for a truck, which nobody allows himself, nor anybody without bounds."""
    trucks = standard_steps.hauls(shipment, drive=WINDOW + 90 * MINUTE)
    box, at = trucks[0].box, trucks[0].out + HOUR
    why = "tyre burst, the service van is on its way"
    given = officer.extends(at + 10 * MINUTE, "D08", box, 2, why)
    alone = officer.by_leave_of(given, officer.CHIEF._replace(name="ＣＨＥＮ  Hao"))
    endless = officer.extends(at + 12 * MINUTE, "D08", box, 1000, why)
    steps: Steps = (
        *_home(shipment, start, trucks),
        checkpoint.incident(box, at, "BREAKDOWN", "tyre burst"),
        officer.refused(alone, "not allowed by the person who gives it"),
        officer.refused(endless, "may be extended by 4 h"),
        officer.extends(at + 20 * MINUTE, "D08", box, 2, why),
    )
    expect = Expectation("RELEASED")
    return script("same_officer", "more time, not by one's own leave", steps, expect)


def _by_a_clock(seen: WorldEvent, off: timedelta) -> WorldEvent:
    """The same, told when it happened by a system whose clock is off."""
    return replace(seen, at=seen.at + off, told_at=seen.at)


def _home(shipment: Shipment, start: datetime, trucks: list[Haul]) -> Steps:
    """The usual course with these trucks, to the release."""
    settled = standard_steps.done(trucks) + timedelta(hours=2)
    return (
        *standard_steps.to_factory(shipment, start, trucks),
        *standard_steps.inspected(shipment, settled),
    )


def _home_behind(shipment: Shipment, start: datetime, trucks: list[Haul], plate: str) -> Steps:
    """The same, but the first box arrives behind another truck."""
    first = trucks[0]
    usual = checkpoint.reached(first.box, first.arrived)
    other = checkpoint.reached(first.box, first.arrived, plate=plate)
    return tuple(other if step == usual else step for step in _home(shipment, start, trucks))
