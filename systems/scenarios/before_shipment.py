"""What is decided before the vessel arrives: papers, and whether the pilot applies at all."""

from datetime import datetime

from systems.scenarios.parts import course, enterprise, officer
from systems.scenarios.parts.course import DAY, HOUR
from systems.world import Expectation, Script, Shipment, Steps, ladder, script


def smooth(shipment: Shipment, start: datetime) -> Script:
    """Nothing is in the way."""
    steps = course.smooth(shipment, start)
    return script("smooth", "released without a hitch", steps, Expectation("RELEASED"))


def supplement(shipment: Shipment, start: datetime) -> Script:
    """The file lacks the survey photos; with them it is approved."""
    more = enterprise.submitted(shipment, start + DAY, "survey photos")
    trucks = course.hauls(shipment)
    steps: Steps = (
        enterprise.submitted(shipment, start + HOUR),
        officer.asks_for_more(start + 5 * HOUR, "the radiation survey has no photos"),
        more,
        officer.approves(more.at + 4 * HOUR),
        *course.voyage(shipment),
        *course.checked(shipment, *shipment.boxes),
        *course.hauled(shipment, *trucks),
        *course.inspected(shipment, course.done(trucks) + 2 * HOUR),
    )
    return script(
        "supplement", "papers supplemented, then approved", steps, Expectation("RELEASED")
    )


def rejected(shipment: Shipment, start: datetime) -> Script:
    """The shipment is stopped before it sails."""
    steps: Steps = (
        enterprise.submitted(shipment, start + HOUR),
        officer.rejects(start + 5 * HOUR, "the loading photos show coated wire"),
    )
    return script("rejected", "rejected before shipment", steps, Expectation("REJECTED"))


def never_approved(shipment: Shipment, start: datetime) -> Script:
    """Nobody answers the papers: a day before the arrival the pilot is off."""
    steps: Steps = (
        enterprise.submitted(shipment, start + HOUR),
        *course.voyage(shipment),
        *course.in_the_yard(shipment),
    )
    expect = Expectation("RELEASED", (*ladder("D03", 3), *ladder("D04", 3)))
    return script("never_approved", "papers not answered: traditional mode", steps, expect)


def higher_risk(shipment: Shipment, start: datetime) -> Script:
    """A consignment of a higher risk level takes the traditional mode."""
    steps: Steps = (
        *course.papers(shipment, start),
        *course.voyage(shipment),
        *course.in_the_yard(shipment),
    )
    expect = Expectation("RELEASED")
    return script("higher_risk", "not of the lowest risk: traditional mode", steps, expect)


def traditional(shipment: Shipment, start: datetime) -> Script:
    """The same goods as in the pilot, by an officer's decision in the traditional mode."""
    steps: Steps = (
        *course.papers(shipment, start),
        officer.falls_back(shipment.eta - 12 * HOUR, "drawn for the comparison of the modes"),
        *course.voyage(shipment),
        *course.in_the_yard(shipment),
    )
    expect = Expectation("RELEASED")
    return script("traditional", "the traditional mode whole", steps, expect)
