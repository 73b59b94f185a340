"""What happens at the enterprise up to the inspection."""

from dataclasses import replace
from datetime import datetime

from systems.scenarios.parts import checkpoint, course, enterprise, examiner, officer
from systems.scenarios.parts.course import DAY, HOUR
from systems.scenarios.parts.examiner import reading
from systems.scenarios.parts.officer import MINUTE
from systems.world import Expectation, Script, Shipment, Steps, ladder, script


def seal_mismatch(shipment: Shipment, start: datetime) -> Script:
    """An intact seal is reported under a number that is not registered; its photo explains it."""
    registered = shipment.boxes[0].seal
    typed = course.Seal("INTACT", f"{registered}{registered[-1]}")
    trucks = course.hauls(shipment, seal=typed, paused=2 * HOUR)
    note = f"last digit typed twice, the photo shows {registered}"
    steps: Steps = (
        *course.to_factory(shipment, start, trucks),
        officer.clears(trucks[0].sealed + HOUR, "NC-15", trucks[0].box, note),
        *course.inspected(shipment, course.done(trucks) + 2 * HOUR),
    )
    expect = Expectation("RELEASED")
    return script("seal_mismatch", "seal number differs, explained", steps, expect)


def nobody_inspects(shipment: Shipment, start: datetime) -> Script:
    """No inspector comes for two days."""
    trucks = course.hauls(shipment)
    steps: Steps = (
        *course.to_factory(shipment, start, trucks),
        *course.inspected(shipment, trucks[0].arrived + 50 * HOUR),
    )
    expect = Expectation("RELEASED", ladder("D12", 3))
    return script("nobody_inspects", "inspected two days late", steps, expect)


def nobody_books(shipment: Shipment, start: datetime) -> Script:
    """Nobody books the inspection until its legal time is over; then the slot is missed."""
    trucks = course.hauls(shipment)
    booked = trucks[0].arrived + 21 * DAY
    missed = booked + DAY + 30 * MINUTE
    again = missed + 9 * HOUR
    steps: Steps = (
        *course.to_port(shipment, start),
        *(step for truck in trucks for step in truck.steps),
        enterprise.booked(shipment, booked, booked + DAY),
        examiner.waits_in_vain(missed, "nobody was there to open the bay"),
        enterprise.booked(shipment, again, again + 2 * HOUR),
        *course.inspected(shipment, again + 3 * HOUR),
    )
    late = (*ladder("D11", 3), *ladder("D12", 4), *ladder("D15", 4), *ladder("L06", 3))
    expect = Expectation("RELEASED", late, violations=("SV-12", "SV-12"))
    return script("nobody_books", "not booked for three weeks", steps, expect)


def unannounced(shipment: Shipment, start: datetime) -> Script:
    """A truck arrives, no word of it: four days later its seal is broken, some of its load used."""
    first, *others = course.hauls(shipment)
    box, told = first.box, first.arrived + 4 * DAY
    unloaded = enterprise.unloaded(box, first.arrived + 3 * HOUR)
    used = enterprise.consumed(shipment, box, first.arrived + 2 * DAY, 3000)
    steps: Steps = (
        *course.to_port(shipment, start),
        course.booking(shipment, (first, *others)),
        checkpoint.gate_out(box, first.out),
        checkpoint.reached(box, first.arrived),
        replace(enterprise.seal_checked(box, first.arrived - HOUR), told_at=told - MINUTE),
        enterprise.seal_checked(box, told, "BROKEN"),
        replace(unloaded, told_at=told + 10 * MINUTE),
        replace(used, told_at=told + 20 * MINUTE),
        officer.clears(told + 3 * HOUR, "NC-15", box, "stock book and scale agree with the papers"),
        officer.fines(told + 5 * HOUR, "11000", "3 t smelted uninspected", "used-uninspected"),
        *(step for truck in others for step in truck.steps),
        *course.inspected(shipment, told + 8 * HOUR),
    )
    late = (*ladder("D09", 3), *ladder("D10", 3), *ladder("D12", 4))
    breaches = ("SV-01", "SV-08", "SV-09", "SV-10")
    expect = Expectation("RELEASED", late, violations=breaches)
    return script("unannounced", "opened, unloaded and used behind customs' back", steps, expect)


def on_hold(shipment: Shipment, start: datetime) -> Script:
    """A hold of thirty hours stops the inspection's clock: nobody is late."""
    trucks = course.hauls(shipment)
    arrived = trucks[0].arrived
    steps: Steps = (
        *course.to_factory(shipment, start, trucks),
        officer.holds(arrived + 10 * HOUR, "a lead on the supplier is being checked"),
        officer.resumes(arrived + 40 * HOUR, "the lead was about another supplier"),
        *course.inspected(shipment, arrived + 45 * HOUR),
    )
    return script("on_hold", "held and resumed", steps, Expectation("RELEASED"))


def hot_at_factory(shipment: Shipment, start: datetime) -> Script:
    """A shielded source shows when the load is apart: responders take over, the goods go back."""
    trucks = course.hauls(shipment)
    box = trucks[0].box
    seen = course.done(trucks) + 20 * MINUTE
    hot = reading("dose rate", "0.14", "mSv/h", instrument="FH40G-17", background="0.00009")
    ordered = seen + 4 * HOUR
    steps: Steps = (
        *course.to_factory(shipment, start, trucks),
        examiner.measures(box, seen, hot),
        *officer.answers_emergency(
            seen,
            "bay cleared, source in a lead pot, nobody was near it for long",
            ("CALLED", "SECURED", "SURVEYED", "VERDICT"),
        ),
        officer.confirms(seen + 2 * HOUR, "NC-01", box, "Co-60 gauge in a bale, shield broken"),
        officer.lifts_emergency(ordered, "RETURN", "source shielded, the lot goes back"),
        *course.returned_from_factory(shipment, ordered, 3 * DAY),
    )
    title = "handheld over the safety level: responders, returned"
    return script("hot_at_factory", title, steps, Expectation("RETURNED"))
