"""Dangers, silence, suspended enterprises, systems that say nothing: what people must settle."""

from dataclasses import replace
from datetime import datetime

from systems.scenario import Expectation, Script, Shipment, Steps, WorldEvent, escalations, script
from systems.scenarios.parts import (
    checkpoint,
    clearance,
    enterprise,
    inspector,
    officer,
    standard_steps,
)
from systems.scenarios.parts.inspector import reading
from systems.scenarios.parts.officer import MINUTE, DangerSeen
from systems.scenarios.parts.standard_steps import DAY, HOUR


def fire(shipment: Shipment, start: datetime) -> Script:
    """A bale smokes, a shell in it goes off; for an hour nobody calls for help. Then released."""
    box, trucks = shipment.boxes[0], standard_steps.hauls(shipment)
    seen = standard_steps.done(trucks) + 20 * MINUTE
    smoke, shell = DangerSeen("FIRE", box), DangerSeen("EXPLOSIVE", box)
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        officer.raises_emergency(seen, "FIRE", "smoke from a bale", box),
        officer.raises_emergency(seen + 5 * MINUTE, "EXPLOSIVE", "a shell went off", box),
        *officer.answers_emergency(seen, "the works drench the bale; nobody hurt", (), smoke),
        *officer.answers_emergency(seen + 5 * MINUTE, "one shell, gone off", (), shell),
        officer.reports_step(seen + 70 * MINUTE, "CALLED", "fire brigade", smoke),
        officer.reports_step(seen + 71 * MINUTE, "CALLED", "public security", shell),
        officer.reports_step(seen + 72 * MINUTE, "SECURED", "yard cleared, cordon set", shell),
        officer.closes_danger(seen + 110 * MINUTE, shell, "no further shell found"),
        officer.lifts_emergency(seen + 2 * HOUR, "RESUME", "fire out, no further shell found"),
        inspector.waits_in_vain(seen + 2 * HOUR + 10 * MINUTE, "the bay is still closed"),
        enterprise.booked(shipment, seen + 3 * HOUR, seen + 5 * HOUR),
        officer.excuses(seen + 4 * HOUR, "SV-12", "the slot fell into the fire"),
        *standard_steps.inspected(shipment, seen + 6 * HOUR),
    )
    alone = (*escalations("E07", 3), *escalations("E04", 3), *escalations("E05", 2))
    expect = Expectation("RELEASED", alone, violations=("SV-12",), excused=("SV-12",))
    return script("fire", "fire and a shell, help called late", steps, expect)


def spill(shipment: Shipment, start: datetime) -> Script:
    """A truck overturns, its driver calls; nothing is covered for an hour: ecology is told."""
    new = standard_steps.SealAsFound("REPLACED", f"{shipment.boxes[0].seal}N")
    trucks = standard_steps.hauls(shipment, drive=standard_steps.DRIVE + 2 * HOUR, seal=new)
    seen = trucks[0].out + 30 * MINUTE
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        checkpoint.incident(trucks[0].box, seen, "ACCIDENT", "truck overturned", spilled=True),
        officer.sends_officer(seen + 5 * MINUTE, trucks[0].box, "load to be seen, box sealed anew"),
        *officer.answers_emergency(seen, "load picked up, weighed, sealed anew", ()),
        officer.reports_step(seen + 65 * MINUTE, "SECURED", "road closed, load covered"),
        officer.lifts_emergency(seen + 70 * MINUTE, "RESUME", "road swept, load complete"),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 6 * HOUR),
    )
    expect = Expectation("RELEASED", escalations("E08", 3))
    return script("spill", "load spilled on the road", steps, expect)


def person_irradiated(shipment: Shipment, start: datetime) -> Script:
    """A docker stood at a leaking source: helped an hour late; the goods go back from the quay."""
    box, *others = shipment.boxes
    wiped = reading("surface beta", "3.1", "Bq/cm²", instrument="CoMo 170", box=box.number)
    alarm = standard_steps.at_portal(shipment, box)
    ordered = alarm + 3 * HOUR
    source, docker = DangerSeen("RADIATION", box), DangerSeen("PERSON_IRRADIATED", box)
    shown = ("SECURED", "SURVEYED")
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment),
        checkpoint.measured(box, alarm, alarm=True),
        officer.raises_emergency(
            alarm + MINUTE, "PERSON_IRRADIATED", "docker stood at the box for an hour", box
        ),
        *standard_steps.checked(shipment, *others),
        *officer.answers_emergency(alarm, "source shielded, one person", shown, source),
        *officer.answers_emergency(alarm + MINUTE, "a docker, an hour at the box", (), docker),
        officer.reports_step(alarm + 65 * MINUTE, "CALLED", "taken to hospital", docker),
        officer.triages(alarm + 25 * MINUTE, box, "SOURCE", "Cs-137, 3 mSv/h at the wall"),
        inspector.measures(box, alarm + 90 * MINUTE, wiped),
        officer.confirms(alarm + 2 * HOUR, "NC-02", box, "wipe test: Cs-137 on the doors"),
        officer.closes_danger(ordered - 10 * MINUTE, docker, "person examined, dose estimated"),
        officer.lifts_emergency(ordered, "RETURN", "source shielded"),
        *standard_steps.returned_from_port(shipment, ordered),
    )
    expect = Expectation("RETURNED", escalations("E09", 3))
    return script("person_irradiated", "a person irradiated: goods returned", steps, expect)


def handed_over(shipment: Shipment, start: datetime) -> Script:
    """A source of neutrons that the portal calls harmless: its counts say otherwise.

    Responders take over, the load stays in their custody.
    """
    box, *others = shipment.boxes
    alarm = standard_steps.at_portal(shipment, box)
    active = reading("specific activity Am-241", "5.8", "Bq/g", box=box.number)
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment),
        checkpoint.measured(box, alarm, neutron_cps="14"),
        *standard_steps.checked(shipment, *others),
        *officer.answers_emergency(alarm, "responders on site, source shielded"),
        officer.triages(alarm + 25 * MINUTE, box, "SOURCE", "Am-Be, neutrons"),
        inspector.measures(box, alarm + 3 * HOUR, active),
        officer.confirms(alarm + 4 * HOUR, "NC-03", box, "Am-241 in the dust around the source"),
        officer.lifts_emergency(alarm + 5 * HOUR, "HAND_OVER", "source and load taken away", "EP"),
    )
    expect = Expectation("HANDED_OVER")
    return script("handed_over", "a neutron source: taken into custody", steps, expect)


def suspended_enterprise(shipment: Shipment, start: datetime) -> Script:
    """Suspended while its boxes lie in the port, and reinstated; then three slots are missed.

    With the third the register suspends the enterprise: what has left the port goes on.
    """
    trucks = standard_steps.hauls(shipment, wait=2 * DAY)
    done = standard_steps.done(trucks)
    suspended = standard_steps.at_portal(shipment, shipment.boxes[-1]) + 30 * MINUTE
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        officer.suspends(suspended, "SV-10 at another lot"),
        officer.reinstates_enterprise(suspended + 40 * HOUR, "stock counted, all there"),
        *_in_vain(shipment, done + HOUR),
        *_in_vain(shipment, done + 5 * HOUR),
        *_in_vain(shipment, done + 9 * HOUR),
        *standard_steps.inspected(shipment, done + 14 * HOUR),
    )
    late = escalations("D07", 2) * len(shipment.boxes)
    expect = Expectation("RELEASED", late, violations=("SV-12",) * 3)
    title = "suspended, reinstated, three slots missed"
    return script("suspended_enterprise", title, steps, expect)


def unanswered_escalation(shipment: Shipment, start: datetime) -> Script:
    """The ship waits for a berth, nobody declares, and nobody answers the reminder for a day."""
    berthed = replace(shipment, eta=shipment.eta + 9 * DAY)
    trucks = standard_steps.hauls(berthed)
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        clearance.departed(shipment, shipment.etd),
        clearance.arrived(shipment, shipment.eta),
        officer.acknowledges(berthed.eta - 3 * HOUR, "D01"),
        clearance.declared(shipment, berthed.eta - HOUR),
        clearance.discharged(berthed, berthed.eta + 3 * HOUR),
        *standard_steps.checked(berthed, *berthed.boxes),
        *standard_steps.hauled(berthed, *trucks),
        *standard_steps.inspected(berthed, standard_steps.done(trucks) + 2 * HOUR),
    )
    expect = Expectation("RELEASED", escalations("D01", 1))
    return script("unanswered_escalation", "a reminder that nobody answers", steps, expect)


def reinstated(shipment: Shipment, start: datetime) -> Script:
    """Trucks leave half an hour before the pilot ends, the gate says so later: it is undone."""
    trucks = standard_steps.hauls(shipment, wait=71 * HOUR + 15 * MINUTE)
    undone = trucks[0].out + HOUR
    steps = tuple(
        replace(step, told_at=step.at + 45 * MINUTE)
        if isinstance(step, WorldEvent) and step.type == "gate.passage"
        else step
        for step in standard_steps.to_factory(shipment, start, trucks)
    )
    more: Steps = (
        officer.reinstates(undone, "D06", shipment.boxes[0], "the truck had left in time"),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    expect = Expectation(
        "RELEASED",
        (*(*escalations("D06", 3), *escalations("D07", 2)) * len(shipment.boxes), "D06 L4"),
        withdrawn=("D06 L4",),
    )
    title = "fallen back though picked up in time: undone"
    return script("reinstated", title, (*steps, *more), expect)


def entered_by_hand(shipment: Shipment, start: datetime) -> Script:
    """The checkpoint system is silent at the enterprise: an officer enters the arrivals."""
    trucks = standard_steps.hauls(shipment)
    steps = tuple(
        officer.enters(step.at, _arrival(step), "checkpoint system down, seen at the gate")
        if isinstance(step, WorldEvent) and step.type == "geofence.entered"
        else step
        for step in standard_steps.to_factory(shipment, start, trucks)
    )
    inspected = standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR)
    expect = Expectation("RELEASED")
    title = "arrivals entered by hand"
    return script("entered_by_hand", title, (*steps, *inspected), expect)


def arrival_mistyped(shipment: Shipment, start: datetime) -> Script:
    """The arrival of a box on the road is typed in; its seal is ticked off before it is noticed."""
    trucks = standard_steps.hauls(shipment)
    first, *others = trucks
    box, typed = first.box, first.out + 20 * MINUTE
    fact = {"type": "box-arrived", "box": box.number}
    steps: Steps = (
        *standard_steps.to_port(shipment, start),
        standard_steps.booking(shipment, (first, *others)),
        checkpoint.gate_out(box, first.out),
        officer.enters(typed, fact, "checkpoint system down, told by telephone"),
        enterprise.seal_checked(box, typed + 5 * MINUTE),
        officer.takes_back(typed + 20 * MINUTE, "box-arrived", box, "the number was mistyped"),
        officer.takes_back(
            *(typed + 22 * MINUTE, "seal-checked", box, "ticked off without a look at the box"),
            officer.INSPECTOR,
        ),
        officer.settles_act(
            *(typed + 25 * MINUTE, "unloading-permitted", box),
            "told by telephone not to open it before it is there and looked at",
            stands=False,
        ),
        *first.arrival,
        *(step for truck in others for step in truck.steps),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    title = "a mistyped arrival is taken back"
    return script("arrival_mistyped", title, steps, Expectation("RELEASED"))


def _in_vain(shipment: Shipment, slot: datetime) -> Steps:
    """The goods are not shown at the slot; the enterprise books one four hours after it."""
    return (
        inspector.waits_in_vain(slot + 30 * MINUTE, "the goods were not brought to the bay"),
        enterprise.booked(shipment, slot + HOUR, slot + 4 * HOUR),
    )


def _arrival(seen: WorldEvent) -> dict[str, str]:
    return {"type": "box-arrived", "box": str(seen.data["container_no"])}
