"""What happens in the port of discharge."""

from dataclasses import replace
from datetime import datetime

from systems.scenario import (
    Expectation,
    Lodging,
    Script,
    Shipment,
    Steps,
    SystemFault,
    escalations,
    script,
)
from systems.scenarios.parts import (
    checkpoint,
    clearance,
    enterprise,
    findings,
    officer,
    standard_steps,
)
from systems.scenarios.parts.officer import MINUTE
from systems.scenarios.parts.standard_steps import HOUR


def innocent_alarm(shipment: Shipment, start: datetime) -> Script:
    """The portal alarms at a harmless load."""
    # The trucks are ordered when the emergency is over, three quarters of an hour after the alarm.
    box, trucks = shipment.boxes[0], standard_steps.hauls(shipment, wait=20 * MINUTE)
    alarm = standard_steps.at_portal(shipment, box)
    steps: Steps = (
        *_alarmed(shipment, start, "refractory brick with natural thorium"),
        officer.triages(alarm + 20 * MINUTE, box, "INNOCENT", "natural thorium, 0.2 µSv/h at 1 m"),
        officer.lifts_emergency(alarm + 45 * MINUTE, "RESUME", "natural material, within limits"),
        *standard_steps.hauled(shipment, *trucks),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    return script("innocent_alarm", "portal alarm, innocent", steps, Expectation("RELEASED"))


def source_found(shipment: Shipment, start: datetime) -> Script:
    """The portal alarms at a source; the goods go back from the quay."""
    box = shipment.boxes[0]
    alarm = standard_steps.at_portal(shipment, box)
    ordered = alarm + 50 * MINUTE
    steps: Steps = (
        *_alarmed(shipment, start, "Cs-137 gauge in box, cordon set"),
        officer.triages(
            alarm + 25 * MINUTE, box, "SOURCE", "Cs-137, 140 µSv/h at the wall", "SEALED_SOURCE"
        ),
        officer.lifts_emergency(ordered, "RETURN", "source shielded, goods to be returned"),
        *standard_steps.returned_from_port(shipment, ordered),
    )
    return script(
        "source_found", "portal alarm, a source: returned", steps, Expectation("RETURNED")
    )


def returned_on_application(shipment: Shipment, start: datetime) -> Script:
    """Another lot than was sold lies on the quay: the enterprise asks to send it back."""
    granted = standard_steps.ashore_at(shipment) + HOUR
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment),
        enterprise.return_wanted(
            shipment, shipment.eta - 10 * HOUR, "the supplier shipped another lot"
        ),
        officer.grants_return(granted, "nothing speaks against the goods; contract and mail seen"),
        *standard_steps.returned_from_port(shipment, granted),
    )
    title = "sent back because the enterprise asks for it"
    return script("returned_on_application", title, steps, Expectation("RETURNED"))


def portal_offline(shipment: Shipment, start: datetime) -> Script:
    """Without a portal there is no pilot; in the port another category is found than declared."""
    box, *others = shipment.boxes
    found, amended = "another category than declared", "description amended, category agrees"
    at = standard_steps.at_portal(shipment, box)
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment),
        checkpoint.portal_offline(box, at),
        checkpoint.scanned(box, at + 20 * MINUTE),
        *standard_steps.checked(shipment, *others),
        *findings.treated_in_port(shipment, "NC-13", found, amended),
    )
    expect = Expectation("RELEASED")
    return script("portal_offline", "portal offline: inspected in the port", steps, expect)


def permit_lapses(shipment: Shipment, start: datetime) -> Script:
    """No truck comes for two days: the permit to remove lapses and is asked for again."""
    trucks = standard_steps.hauls(shipment, wait=49 * HOUR)
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    late = (*escalations("D06", 3), *escalations("D07", 2))
    expect = Expectation("RELEASED", late * len(shipment.boxes))
    return script("permit_lapses", "picked up too late: permitted again", steps, expect)


def sent_back_for_change(shipment: Shipment, start: datetime) -> Script:
    """The declaration falls back to an earlier status, and is received again."""
    steps: Steps = (
        *standard_steps.smooth(shipment, start),
        clearance.declared(shipment, shipment.eta - 20 * HOUR, "Z"),
        clearance.declared(shipment, shipment.eta - 16 * HOUR, "L"),
    )
    expect = Expectation("RELEASED")
    return script("sent_back_for_change", "declaration amended on the way", steps, expect)


def inspection_ordered_late(shipment: Shipment, start: datetime) -> Script:
    """An inspection is ordered after the permits: the trucks wait nine hours for an officer."""
    trucks = standard_steps.hauls(shipment, wait=9 * HOUR + 10 * MINUTE)
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        *_ordered(shipment),
        *(
            officer.lets_go_on(_order_at(shipment) + 9 * HOUR + number * MINUTE, box)
            for number, box in enumerate(shipment.boxes)
        ),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    expect = Expectation("RELEASED", escalations("A03", 3) * len(shipment.boxes))
    title = "inspection ordered after the permit"
    return script("inspection_ordered_late", title, steps, expect)


def permit_refused(shipment: Shipment, start: datetime) -> Script:
    """That the declaration is suspended never reached the tracker: no permit, asked for again."""
    asked = standard_steps.at_scanner(shipment, shipment.boxes[-1])
    lifted = asked + 4 * HOUR
    trucks = standard_steps.hauls(shipment, wait=4 * HOUR + 5 * MINUTE)
    suspended = clearance.declared(shipment, standard_steps.ashore_at(shipment) + 30 * MINUTE, "H")
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        replace(suspended, delivery={"lose": True}),
        clearance.declared(shipment, lifted),
        *(
            officer.asks_again(lifted + (10 + number) * MINUTE, box)
            for number, box in enumerate(shipment.boxes)
        ),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    waited = ("D21 L2", "D21 L3", *("D05 L1" for _ in shipment.boxes))
    expect = Expectation("RELEASED", waited)
    return script("permit_refused", "permit refused, asked for again", steps, expect)


def permit_on_paper(shipment: Shipment, start: datetime) -> Script:
    """Clearance is closed for maintenance: boxes leave by paper, which it confirms when back."""
    trucks = standard_steps.hauls(shipment, wait=10 * MINUTE)
    asked = standard_steps.at_scanner(shipment, shipment.boxes[-1])
    shut = SystemFault(asked - 2 * HOUR, "clearance", {"shut_for": shipment.seq_no})
    back = SystemFault(asked + 14 * MINUTE, "clearance", {})
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        *(shut, back),
        *(
            officer.permits_on_paper(
                *(asked + (10 + number) * MINUTE, box),
                *(f"NB-P-{number + 1:03}", "clearance is closed for maintenance"),
            )
            for number, box in enumerate(shipment.boxes)
        ),
        *(
            officer.asks_again(asked + (17 + number) * MINUTE, box)
            for number, box in enumerate(shipment.boxes)
        ),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    title = "clearance down, permitted on paper, confirmed"
    return script("permit_on_paper", title, steps, Expectation("RELEASED", ("D21 L2",)))


def gone_without_permit(shipment: Shipment, start: datetime) -> Script:
    """The permits are withdrawn, and the trucks drive off all the same."""
    trucks = standard_steps.hauls(shipment)
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        *_ordered(shipment),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    late = [
        box for box in shipment.boxes if standard_steps.at_gate(shipment, box) > _order_at(shipment)
    ]
    expect = Expectation("RELEASED", ("V01 L1",), violations=("SV-10",) * len(late))
    return script("gone_without_permit", "left although the permit was withdrawn", steps, expect)


def left_under_hold(shipment: Shipment, start: datetime) -> Script:
    """Held five minutes before the gate: the first truck drives off all the same, others wait."""
    first, *others = standard_steps.hauls(shipment)
    lifted = first.out + 50 * MINUTE
    late = [replace(t, out=lifted + n * 4 * MINUTE) for n, t in enumerate(others, start=1)]
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, [first, *late]),
        officer.holds(first.out - 5 * MINUTE, "a tip: another load under the same papers"),
        officer.sends_officer(first.out + 10 * MINUTE, first.box, "it left under the hold"),
        officer.refers(first.out + 30 * MINUTE, "anti-smuggling", "drove through a closed gate"),
        officer.resumes(lifted, "lock and seal are whole, the tip was about another load"),
        *standard_steps.inspected(shipment, standard_steps.done([first, *late]) + 2 * HOUR),
    )
    expect = Expectation("RELEASED", violations=("SV-10",))
    return script("left_under_hold", "left though the gate was closed to it", steps, expect)


def portal_says_passed(shipment: Shipment, start: datetime) -> Script:
    """The portal lets a box pass, and measured 5 µSv/h: the value says no, the goods go back."""
    box, *others = shipment.boxes
    alarm = standard_steps.at_portal(shipment, box)
    ordered = alarm + 100 * MINUTE
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment),
        checkpoint.measured(box, alarm, dose_rate="5.0"),
        checkpoint.scanned(box, alarm + 21 * MINUTE),
        *standard_steps.checked(shipment, *others),
        *officer.answers_emergency(alarm, "alarm threshold of the lane was set for another unit"),
        officer.triages(alarm + 25 * MINUTE, box, "SOURCE", "Cs-137 gauge, 5 µSv/h at the wall"),
        officer.lifts_emergency(ordered, "RETURN", "source shielded, the whole lot goes back"),
        *standard_steps.returned_from_port(shipment, ordered),
    )
    expect = Expectation("RETURNED")
    return script("portal_says_passed", "portal says passed, its value says no", steps, expect)


def port_check_ordered(shipment: Shipment, start: datetime) -> Script:
    """The instruction has the boxes opened in the port: low risk or not, they do not leave it."""
    head = {**clearance.head(shipment), "OrigBoxFlag": "0"}
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        Lodging(shipment.eta - 27 * HOUR, head),
        *standard_steps.voyage(shipment),
        *standard_steps.in_the_yard(shipment),
    )
    title = "opened in the port by order of clearance"
    return script("port_check_ordered", title, steps, Expectation("RELEASED"))


def alarm_unattended(shipment: Shipment, start: datetime) -> Script:
    """The portal alarms and nobody answers for five hours: every level; then it was nothing."""
    box, *others = shipment.boxes
    trucks = standard_steps.hauls(shipment, wait=6 * HOUR)
    alarm = standard_steps.at_portal(shipment, box)
    seen = alarm + 5 * HOUR
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment),
        checkpoint.measured(box, alarm, alarm=True),
        checkpoint.scanned(box, alarm + 21 * MINUTE),
        *standard_steps.checked(shipment, *others),
        *officer.answers_emergency(seen, "lane closed too late; natural thorium in fire brick"),
        officer.triages(seen + 20 * MINUTE, box, "INNOCENT", "thorium, 0.2 µSv/h at 1 m", "NORM"),
        officer.lifts_emergency(seen + 85 * MINUTE, "RESUME", "natural material, within limits"),
        *standard_steps.hauled(shipment, *trucks),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    unheard = (*escalations("D18", 4), *escalations("D19", 3))
    undone = (*escalations("E01", 2), *escalations("E02", 2), *escalations("E03", 2))
    expect = Expectation("RELEASED", (*unheard, *undone))
    return script("alarm_unattended", "portal alarm that nobody answers", steps, expect)


def timber_cesium(shipment: Shipment, start: datetime) -> Script:
    """Yangshan 2021: a portal alarm, Cs-137 above the exemption, returned.

    The goods were 199.5 t of timber; ours are metal, and the course is the same (domain 1.4). The
    nuclide is in the goods themselves: NC-03, not a source among them.
    """
    box = shipment.boxes[0]
    alarm = standard_steps.at_portal(shipment, box)
    ordered = alarm + 100 * MINUTE
    steps: Steps = (
        *_alarmed(shipment, start, "even surface dose over the whole load, no single source"),
        officer.triages(alarm + 25 * MINUTE, box, "SUSPECT", "second pass: 0.62 µSv/h all along"),
        officer.triages(
            alarm + 80 * MINUTE,
            box,
            "SOURCE",
            "Cs-137, above the exemption value",
            "CONTAMINATED_METAL",
        ),
        officer.lifts_emergency(ordered, "RETURN", "treatment notice: the whole lot goes back"),
        *standard_steps.returned_from_port(shipment, ordered),
    )
    return script("timber_cesium", "Cs-137 in the load: returned", steps, Expectation("RETURNED"))


def bullets(shipment: Shipment, start: datetime) -> Script:
    """Ningbo Meishan 2017: bullets in copper scrap, notice and certificate, returned.

    There were two batches of 45.5 t together; each is a consignment of its own (domain 1.4).
    """
    box, *others = shipment.boxes
    at, ashore = standard_steps.at_portal(shipment, box), standard_steps.ashore_at(shipment)
    found = ashore + 53 * HOUR
    ordered = found + 3 * HOUR
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment),
        checkpoint.measured(box, at),
        checkpoint.scanned(box, at + 20 * MINUTE, "NC-04"),
        *standard_steps.checked(shipment, *others),
        *standard_steps.moved_to_site(shipment, ashore),
        officer.confirms(found, "NC-04", box, "rifle cartridges between the bales"),
        *officer.answers_emergency(
            found, "site cleared, ordnance disposal called", ("CALLED", "SECURED")
        ),
        officer.lifts_emergency(ordered, "RETURN", "cartridges secured, certificate issued"),
        *standard_steps.returned_from_port(shipment, ordered),
    )
    return script("bullets", "bullets in the load: returned", steps, Expectation("RETURNED"))


def _order_at(shipment: Shipment) -> datetime:
    """Ten minutes after the last scan: all boxes have their permits."""
    return standard_steps.at_portal(shipment, shipment.boxes[-1]) + 30 * MINUTE


def _ordered(shipment: Shipment) -> Steps:
    return (clearance.declared(shipment, _order_at(shipment), "C"),)


def _alarmed(shipment: Shipment, start: datetime, report: str) -> Steps:
    """The first box sets the portal off; the emergency is answered in time."""
    box, *others = shipment.boxes
    alarm = standard_steps.at_portal(shipment, box)
    return (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment),
        checkpoint.measured(box, alarm, alarm=True),
        checkpoint.scanned(box, alarm + 21 * MINUTE),
        *standard_steps.checked(shipment, *others),
        *officer.answers_emergency(alarm, report),
    )
