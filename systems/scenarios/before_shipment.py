"""What is decided before the vessel arrives: papers, and whether the pilot applies at all."""

from dataclasses import replace
from datetime import datetime

from systems.scenario import Expectation, Script, Shipment, Steps, escalations, script
from systems.scenarios.parts import (
    checkpoint,
    clearance,
    enterprise,
    findings,
    officer,
    standard_steps,
)
from systems.scenarios.parts.standard_steps import DAY, HOUR


def smooth(shipment: Shipment, start: datetime) -> Script:
    """Nothing is in the way."""
    steps = standard_steps.smooth(shipment, start)
    return script("smooth", "released without a hitch", steps, Expectation("RELEASED"))


def supplement(shipment: Shipment, start: datetime) -> Script:
    """The survey is missing, late, and another lot's: the file is withdrawn, handed in anew."""
    first = tuple(kind for kind in enterprise.DOCUMENTS if kind != "radiation-survey")
    more = enterprise.submitted(shipment, shipment.eta - 40 * HOUR, ("radiation-survey",))
    anew = enterprise.submitted(shipment, more.at + 6 * HOUR)
    trucks = standard_steps.hauls(shipment)
    steps: Steps = (
        enterprise.submitted(shipment, start + HOUR, first),
        officer.asks_for_more(start + 5 * HOUR, "the radiation survey is missing"),
        more,
        enterprise.withdrawn(shipment, more.at + 2 * HOUR, "the survey is of another lot"),
        anew,
        officer.approves(anew.at + 4 * HOUR),
        *standard_steps.voyage(shipment),
        *standard_steps.checked(shipment, *shipment.boxes),
        *standard_steps.hauled(shipment, *trucks),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    title = "papers supplemented late, withdrawn, handed in anew"
    expect = Expectation("RELEASED", (*escalations("P01", 3), *escalations("D04", 2)))
    return script("supplement", title, steps, expect)


def mismatch_mended(shipment: Shipment, start: datetime) -> Script:
    """The audit finds papers that do not fit: a supplement mends it, and it is approved."""
    corrected = enterprise.submitted(shipment, start + DAY, ("packing-list",))
    trucks = standard_steps.hauls(shipment)
    steps: Steps = (
        enterprise.submitted(shipment, start + HOUR),
        officer.doubts(start + 5 * HOUR, "packing list and contract differ in weight", "NC-15"),
        corrected,
        officer.mended(corrected.at + 2 * HOUR, "NC-15", "the corrected packing list fits"),
        officer.approves(corrected.at + 3 * HOUR),
        *standard_steps.voyage(shipment),
        *standard_steps.checked(shipment, *shipment.boxes),
        *standard_steps.hauled(shipment, *trucks),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    title = "papers that differ: mended before the shipment"
    return script("mismatch_mended", title, steps, Expectation("RELEASED"))


def rejected(shipment: Shipment, start: datetime) -> Script:
    """The file is rejected, and the enterprise does not ship the goods."""
    steps: Steps = (
        *_turned_down(shipment, start),
        enterprise.withdrawn(shipment, start + DAY, "the supplier takes the goods back"),
    )
    return script("rejected", "rejected before shipment", steps, Expectation("REJECTED"))


def rejected_sails(shipment: Shipment, start: datetime) -> Script:
    """The file is rejected, the goods sail all the same: without the pilot."""
    steps: Steps = (
        *_turned_down(shipment, start),
        clearance.manifest_status(shipment, shipment.etd - 4 * HOUR, "12", "file rejected"),
        *standard_steps.voyage(shipment),
        clearance.manifest_status(shipment, shipment.eta + HOUR, "13", "to be looked at on board"),
        clearance.manifest_status(shipment, shipment.eta + 2 * HOUR, "01"),
        *standard_steps.in_the_yard(shipment),
    )
    what = "rejected, sails all the same: traditional mode"
    return script("rejected_sails", what, steps, Expectation("RELEASED"))


def _turned_down(shipment: Shipment, start: datetime) -> Steps:
    return (
        enterprise.submitted(shipment, start + HOUR),
        officer.rejects(start + 5 * HOUR, "the loading photos show coated wire"),
    )


def never_approved(shipment: Shipment, start: datetime) -> Script:
    """Nobody answers the papers: a day before the arrival the pilot is off."""
    steps: Steps = (
        enterprise.submitted(shipment, start + HOUR),
        *standard_steps.voyage(shipment),
        *standard_steps.in_the_yard(shipment),
    )
    expect = Expectation("RELEASED", (*escalations("D03", 3), *escalations("D04", 3)))
    return script("never_approved", "papers not answered: traditional mode", steps, expect)


def higher_risk(shipment: Shipment, start: datetime) -> Script:
    """A higher risk level takes the traditional mode; two categories are found, and set apart."""
    mixed, apart = "two categories loose in one box", "sorted, each category packed by itself"
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment),
        *standard_steps.checked(shipment, *shipment.boxes),
        *findings.treated_in_port(shipment, "NC-14", mixed, apart),
    )
    expect = Expectation("RELEASED")
    return script("higher_risk", "higher risk: traditional mode, load sorted", steps, expect)


def not_enrolled(shipment: Shipment, start: datetime) -> Script:
    """Clearance calls the enterprise enrolled, our registry does not know it: traditional mode."""
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        *standard_steps.voyage(shipment),
        *standard_steps.in_the_yard(shipment),
    )
    title = "enrolled at clearance, unknown to us: traditional mode"
    return script("not_enrolled", title, steps, Expectation("RELEASED"))


def amended_after_approval(shipment: Shipment, start: datetime) -> Script:
    """A seal is changed after the approval: the file is audited anew, and approved again."""
    box, change = shipment.boxes[0], start + DAY
    sealed = replace(box, seal=f"{box.seal}X")
    shipped = replace(shipment, boxes=(sealed, *shipment.boxes[1:]))
    why = "seal broken while the doors were closed, another one put on"
    trucks = standard_steps.hauls(shipped)
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        enterprise.amended(shipment, change, why, container_no=box.number, seal_no=sealed.seal),
        officer.approves(change + 4 * HOUR),
        *standard_steps.voyage(shipped),
        *standard_steps.checked(shipped, *shipped.boxes),
        *standard_steps.hauled(shipped, *trucks),
        *standard_steps.inspected(shipped, standard_steps.done(trucks) + 2 * HOUR),
    )
    expect = Expectation("RELEASED")
    return script("amended_after_approval", "seal changed: audited anew", steps, expect)


def approval_expired(shipment: Shipment, start: datetime) -> Script:
    """The vessel is sixty days late: the approval has run out, and the pilot with it."""
    late = replace(shipment, eta=start + 70 * DAY)
    delay = enterprise.amended(
        shipment, start + 2 * HOUR, "engine damage", eta=f"{late.eta:%FT%TZ}"
    )
    steps: Steps = (
        enterprise.submitted(shipment, start + HOUR),
        delay,
        officer.approves(start + 5 * HOUR),
        *standard_steps.voyage(late),
        *standard_steps.in_the_yard(late),
    )
    # The audit must be done a day before the vessel; by then nobody has asked for it again.
    expect = Expectation("RELEASED", (*escalations("P04", 2), *escalations("D04", 3)))
    return script("approval_expired", "approval ran out at sea: traditional mode", steps, expect)


def file_too_late(shipment: Shipment, start: datetime) -> Script:
    """In a hurry: papers a day before the loading, seals after it, the declaration in two steps."""
    trucks = standard_steps.hauls(shipment)
    handed_in = max(start + HOUR, shipment.etd - DAY)
    closed = handed_in + 8 * HOUR
    steps: Steps = (
        enterprise.submitted(shipment, handed_in),
        officer.approves(handed_in + 4 * HOUR),
        *(enterprise.seal_recorded(box, closed) for box in shipment.boxes),
        *standard_steps.voyage(shipment, "SpL"),
        clearance.declared(shipment, shipment.eta - 24 * HOUR, "SpJ"),
        clearance.declared(shipment, shipment.eta + 4 * DAY),
        *standard_steps.checked(shipment, *shipment.boxes),
        *standard_steps.hauled(shipment, *trucks),
        *standard_steps.inspected(shipment, standard_steps.done(trucks) + 2 * HOUR),
    )
    expect = Expectation("RELEASED", escalations("P02", 1))
    return script("file_too_late", "papers a day before loading", steps, expect)


def yard_backlog(shipment: Shipment, _: datetime) -> Script:
    """No papers, though given two days more for them: the goods wait their turn in a full port."""
    boxes, ashore = shipment.boxes, standard_steps.ashore_at(shipment)
    scanned = ashore + 28 * HOUR
    slot = scanned + 3 * DAY + 12 * HOUR
    site = slot + 19 * HOUR
    released = site + 26 * HOUR
    hope = "the survey is on its way"
    steps: Steps = (
        officer.extends(shipment.eta - 30 * HOUR, "D04", None, 48, hope),
        *standard_steps.voyage(shipment),
        *(checkpoint.measured(box, scanned - HOUR) for box in boxes),
        *(checkpoint.scanned(box, scanned) for box in boxes),
        *(checkpoint.yard_returned(box, scanned + HOUR) for box in boxes),
        clearance.instructed(shipment, scanned + 2 * DAY),
        clearance.slotted(shipment, slot - 11 * HOUR, slot),
        *(checkpoint.site_arrived(box, site) for box in boxes),
        *standard_steps.inspected(shipment, released),
        *standard_steps.picked_up(shipment, released + 55 * HOUR),
    )
    file = (*escalations("P02", 2), *escalations("D04", 2), "P03 L1")
    port = (*escalations("Y02", 3), *escalations("Y03", 3), *escalations("Y04", 3))
    of_boxes = (*escalations("Y01", 3), *escalations("Y05", 3)) * len(boxes)
    expect = Expectation("RELEASED", (*file, *port, *of_boxes))
    return script("yard_backlog", "no papers, and a full port", steps, expect)


def traditional(shipment: Shipment, start: datetime) -> Script:
    """The same goods as in the pilot, by an officer's decision in the traditional mode."""
    steps: Steps = (
        *standard_steps.papers(shipment, start),
        officer.falls_back(shipment.eta - 12 * HOUR, "drawn for the comparison of the modes"),
        *standard_steps.voyage(shipment),
        *standard_steps.in_the_yard(shipment),
        clearance.declared(shipment, standard_steps.ashore_at(shipment) + 60 * HOUR, "R"),
    )
    expect = Expectation("RELEASED")
    return script("traditional", "the traditional mode whole", steps, expect)
