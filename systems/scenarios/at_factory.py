"""What happens at the enterprise up to the inspection."""

from dataclasses import replace
from datetime import datetime

from systems.scenario import Expectation, Script, Shipment, Steps, escalations, script
from systems.scenarios.parts import checkpoint, enterprise, inspector, officer, standard_steps
from systems.scenarios.parts.inspector import reading
from systems.scenarios.parts.officer import MINUTE
from systems.scenarios.parts.standard_steps import DAY, HOUR


def seal_mismatch(shipment: Shipment, start: datetime) -> Script:
    """An intact seal is reported under a number that is not registered; its photo explains it."""
    registered = shipment.boxes[0].seal
    typed = standard_steps.SealAsFound("INTACT", f"{registered}{registered[-1]}")
    trucks = standard_steps.hauls(shipment, seal=typed, paused=2 * HOUR)
    note = f"last digit typed twice, the photo shows {registered}"
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        officer.clears(trucks[0].sealed + HOUR, "NC-15", trucks[0].box, note),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    expect = Expectation("RELEASED")
    return script("seal_mismatch", "seal number differs, explained", steps, expect)


def nobody_inspects(shipment: Shipment, start: datetime) -> Script:
    """No inspector comes for two days."""
    trucks = standard_steps.hauls(shipment)
    steps: Steps = (
        officer.approves_pilot(start + HOUR, "甬关检〔2026〕17号", "if they are rated R2"),
        *standard_steps.to_factory(shipment, start, trucks),
        *standard_steps.inspected(shipment, trucks[0].arrived + 50 * HOUR),
    )
    expect = Expectation("RELEASED", escalations("D12", 3))
    return script("nobody_inspects", "inspected two days late", steps, expect)


def nobody_books(shipment: Shipment, start: datetime) -> Script:
    """Nobody books the inspection until its legal time is over; then the slot is missed.

    Meanwhile the enterprise asks for the weight to be certified, and waits for that as well.
    """
    trucks = standard_steps.hauls(shipment)
    booked = trucks[0].arrived + 21 * DAY
    missed = booked + DAY + 30 * MINUTE
    again = missed + 9 * HOUR
    steps: Steps = (
        *standard_steps.to_port(shipment, start),
        *(step for truck in trucks for step in truck.steps),
        enterprise.inspection_wanted(shipment, trucks[0].arrived + DAY, "weight for the buyer"),
        officer.grants_inspection(booked - DAY, "the scale is certified, with the inspection"),
        enterprise.booked(shipment, booked, booked + DAY),
        inspector.waits_in_vain(missed, "nobody was there to open the bay"),
        enterprise.booked(shipment, again, again + 2 * HOUR),
        *standard_steps.inspected(shipment, again + 3 * HOUR),
    )
    late = (
        *escalations("D11", 3),
        *escalations("D12", 4),
        *escalations("D15", 4),
        *escalations("L06", 3),
        *escalations("L12", 3),
    )
    expect = Expectation("RELEASED", late, violations=("SV-12", "SV-12"))
    return script("nobody_books", "not booked for three weeks", steps, expect)


def unannounced(shipment: Shipment, start: datetime) -> Script:
    """A truck arrives, no word of it: four days later its seal is broken, some of its load used."""
    first, *others = standard_steps.hauls(shipment)
    box, told = first.box, first.arrived + 4 * DAY
    unloaded = enterprise.unloaded(box, first.arrived + 3 * HOUR)
    used = enterprise.consumed(shipment, box, first.arrived + 2 * DAY, 3000)
    steps: Steps = (
        *standard_steps.to_port(shipment, start),
        standard_steps.booking(shipment, (first, *others)),
        checkpoint.gate_out(box, first.out),
        checkpoint.reached(box, first.arrived),
        replace(enterprise.seal_checked(box, first.arrived - HOUR), told_at=told - MINUTE),
        enterprise.seal_checked(box, told, "BROKEN"),
        replace(unloaded, told_at=told + 10 * MINUTE),
        replace(used, told_at=told + 20 * MINUTE),
        officer.clears(told + 3 * HOUR, "NC-15", box, "stock book and scale agree with the papers"),
        officer.fines(
            *(told + 5 * DAY, "11000", "3 t smelted uninspected", "used-uninspected"),
            of_cny="200000",
        ),
        *(step for truck in others for step in truck.steps),
        inspector.goes_without(told + 6 * HOUR, "4.4", "unloaded before anybody saw it loaded"),
        *standard_steps.inspected(shipment, told + 5 * DAY + 3 * HOUR, unseen=("4.4",)),
    )
    late = (*escalations("D09", 3), *escalations("D10", 3), *escalations("D12", 4))
    breaches = ("SV-01", "SV-08", "SV-09", "SV-10")
    expect = Expectation("RELEASED", (*late, *escalations("V01", 3)), violations=breaches)
    return script("unannounced", "opened, unloaded and used behind customs' back", steps, expect)


def sample_owed(shipment: Shipment, start: datetime) -> Script:
    """The record says that all is well, and what was drawn is not done, nor sampled: it is owed."""
    trucks = standard_steps.hauls(shipment)
    done = standard_steps.done(trucks)
    at, box = done + 2 * HOUR, shipment.boxes[0]
    unsampled = inspector.conforms(shipment, at + HOUR)
    given = (inspector.asserts(at, box), *((unsampled,) if shipment.sampled else ()))
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        *(officer.refused(each, "while this is outstanding") for each in given),
        *standard_steps.inspected(shipment, at + 8 * HOUR),
    )
    title = "conforming on paper only: refused until it is done"
    return script("sample_owed", title, steps, Expectation("RELEASED"))


def on_hold(shipment: Shipment, start: datetime) -> Script:
    """A hold of thirty hours keeps the boxes shut, and stops the clocks: nobody is late."""
    trucks = [replace(truck, paused=31 * HOUR) for truck in standard_steps.hauls(shipment)]
    arrived, held = trucks[0].arrived, trucks[-1].sealed + 2 * MINUTE
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        officer.holds(held, "a lead on the supplier is being checked"),
        officer.resumes(held + 30 * HOUR, "the lead was about another supplier"),
        *standard_steps.inspected(shipment, arrived + 45 * HOUR),
    )
    return script("on_hold", "held and resumed", steps, Expectation("RELEASED"))


def hot_at_factory(shipment: Shipment, start: datetime) -> Script:
    """A shielded source shows when the load is apart: responders take over, the goods go back."""
    trucks = standard_steps.hauls(shipment)
    box = trucks[0].box
    seen = standard_steps.done(trucks) + 20 * MINUTE
    hot = reading("dose rate", "0.14", "mSv/h", instrument="FH40G-17", background="0.00009")
    ordered = seen + 4 * HOUR
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        inspector.measures(box, seen, hot),
        *officer.answers_emergency(
            seen,
            "bay cleared, source in a lead pot, nobody was near it for long",
            ("CALLED", "SECURED", "SURVEYED", "VERDICT"),
        ),
        officer.confirms(seen + 2 * HOUR, "NC-01", box, "Co-60 gauge in a bale, shield broken"),
        officer.lifts_emergency(ordered, "RETURN", "source shielded, the lot goes back"),
        *standard_steps.returned_from_factory(shipment, ordered, 3 * DAY),
    )
    title = "handheld over the safety level: responders, returned"
    return script("hot_at_factory", title, steps, Expectation("RETURNED"))
