"""What happens at the enterprise up to the inspection."""

from datetime import datetime

from systems.scenarios.parts import course, examiner, officer
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
