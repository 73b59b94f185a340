"""Declarations as they are: in two steps, deleted and declared anew, far too late, or never."""

from datetime import datetime

from systems.scenario import Expectation, Script, Shipment, Steps, escalations, script
from systems.scenarios.parts import clearance, inspector, officer, standard_steps
from systems.scenarios.parts.officer import MINUTE
from systems.scenarios.parts.standard_steps import DAY, HOUR


def two_step(shipment: Shipment, start: datetime) -> Script:
    """On a summary the goods leave the port; released when the full declaration comes, too late.

    In between an inspection is ordered of goods that were found to conform: it is made a week late.
    """
    trucks = standard_steps.hauls(shipment)
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment, "SpL"),
        clearance.declared(shipment, shipment.eta - 24 * HOUR, "SpJ"),
        *standard_steps.checked(shipment, *shipment.boxes),
        *standard_steps.hauled(shipment, *trucks),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
        clearance.declared(shipment, shipment.eta + 2 * DAY, "SpC"),
        inspector.conforms(shipment, shipment.eta + 12 * DAY),
        clearance.declared(shipment, shipment.eta + 14 * DAY),
    )
    expect = Expectation("RELEASED", (*escalations("L11", 3), *escalations("D20", 4)))
    return script("two_step", "summary first, declared in full too late", steps, expect)


def renumbered(shipment: Shipment, start: datetime) -> Script:
    """The declaration is deleted and made anew: another number for the same goods."""
    steps: Steps = (
        *standard_steps.smooth(shipment, start),
        clearance.declared(shipment, shipment.eta - 20 * HOUR, "D"),
        clearance.declared(
            shipment, shipment.eta - 10 * HOUR, number=clearance.new_entry_id(shipment)
        ),
    )
    return script("renumbered", "deleted and declared anew", steps, Expectation("RELEASED"))


def new_form(shipment: Shipment, start: datetime) -> Script:
    """The declaration is deleted and made anew on another form: both its numbers are new."""
    steps: Steps = (
        *standard_steps.smooth(shipment, start),
        clearance.declared(shipment, shipment.eta - 20 * HOUR, "D"),
        clearance.declared_anew(shipment, shipment.eta - 10 * HOUR),
        clearance.declared(shipment, shipment.eta - 9 * HOUR, "R"),
        clearance.declared_anew(shipment, shipment.eta - 8 * HOUR, "J"),
    )
    title = "deleted and declared anew on another form"
    return script("new_form", title, steps, Expectation("RELEASED"))


def redeclared_late(shipment: Shipment, start: datetime) -> Script:
    """Nobody answers customs, who delete the declaration; a week on the goods are declared anew."""
    trucks = standard_steps.hauls(shipment)
    sent_back = standard_steps.done(trucks) + HOUR
    deleted = sent_back + 8 * DAY
    anew = clearance.new_entry_id(shipment)
    steps: Steps = (
        *standard_steps.to_factory(shipment, start, trucks),
        clearance.declared(shipment, sent_back, "Z"),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 3 * HOUR),
        clearance.declared(shipment, deleted, "D"),
        clearance.declared(shipment, deleted + 8 * DAY, number=anew),
    )
    expect = Expectation("RELEASED", (*escalations("A02", 3), *escalations("A01", 3)))
    return script("redeclared_late", "deleted, declared anew a week later", steps, expect)


def papers_in_trouble(shipment: Shipment, start: datetime) -> Script:
    """Manifest and papers returned, numbered late, guaranteed, sent back; an inspection ordered.

    That comes after the mode was decided and before the permits: an officer lets the boxes go.
    """
    eta, trucks = shipment.eta, standard_steps.hauls(shipment)
    ordered = standard_steps.ashore_at(shipment) + 30 * MINUTE
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        clearance.departed(shipment, shipment.etd),
        clearance.manifest_status(shipment, eta - 44 * HOUR, "03", "bill unknown"),
        clearance.manifest_status(shipment, eta - 42 * HOUR, "01"),
        clearance.unnumbered(shipment, eta - 40 * HOUR, "L"),
        clearance.unnumbered(shipment, eta - 36 * HOUR, "E"),
        clearance.unnumbered(shipment, eta - 30 * HOUR, "L"),
        clearance.declared(shipment, eta - 20 * HOUR, "J"),
        clearance.declared(shipment, eta - 16 * HOUR, "T"),
        clearance.declared(shipment, eta - 14 * HOUR, "K"),
        clearance.declared(shipment, eta - 10 * HOUR, "Z"),
        clearance.declared(shipment, eta - 8 * HOUR, "L"),
        *standard_steps.ashore(shipment),
        clearance.declared(shipment, ordered, "C"),
        *(
            officer.lets_go_on(ordered + (10 + number) * MINUTE, box)
            for number, box in enumerate(shipment.boxes)
        ),
        *standard_steps.checked(shipment, *shipment.boxes),
        *standard_steps.hauled(shipment, *trucks),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
        clearance.manifest_status(shipment, standard_steps.ashore_at(shipment) + HOUR, "11"),
        clearance.declared(shipment, standard_steps.done(trucks) + 4 * HOUR, "R"),
    )
    title = "declaration returned, amended, guaranteed, inspection ordered"
    return script("papers_in_trouble", title, steps, Expectation("RELEASED"))


def declaration_too_late(shipment: Shipment, start: datetime) -> Script:
    """Nobody declares for two months: a fee, and an approval that has run out by then."""
    declared = shipment.eta + 62 * DAY
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        clearance.departed(shipment, shipment.etd),
        *standard_steps.ashore(shipment),
        *standard_steps.checked(shipment, *shipment.boxes),
        clearance.declared(shipment, declared),
        *standard_steps.released_in_port(shipment, declared),
    )
    waited = (
        *escalations("D01", 4),
        *escalations("D02", 1),
        *escalations("D05", 4) * len(shipment.boxes),
    )
    expect = Expectation("RELEASED", waited)
    return script("declaration_too_late", "declared two months late", steps, expect)


def never_declared(shipment: Shipment, start: datetime) -> Script:
    """Nobody declares within the legal time: customs seize the goods."""
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        clearance.departed(shipment, shipment.etd),
        *standard_steps.ashore(shipment),
        *standard_steps.checked(shipment, *shipment.boxes),
        officer.seizes(shipment.eta + 91 * DAY, "undeclared for three months, owner not found"),
    )
    waited = (
        *escalations("D01", 4),
        *escalations("D02", 4),
        *escalations("D05", 4) * len(shipment.boxes),
    )
    expect = Expectation("SEIZED", waited)
    return script("never_declared", "never declared: seized", steps, expect)
