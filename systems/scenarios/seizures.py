"""Seizures that happened, as public reports tell them (domain 1.4): each ends as it did."""

from datetime import datetime

from systems.scenario import Data, Expectation, Script, Shipment, Steps, script
from systems.scenarios.parts import findings, inspector, officer
from systems.scenarios.parts.inspector import finding, reading
from systems.scenarios.parts.standard_steps import DAY, HOUR


def brass_inclusions(shipment: Shipment, start: datetime) -> Script:
    """Yangshan 2022: 214.65 t of recycled brass, inclusions over 1 %, ordered to return."""
    note = "inclusions 1.6 %: plastic, rubber, wood"
    read = reading("inclusions", "1.6", instrument="floor scale")
    steps = _returned(shipment, start, read, finding("NC-09.TOTAL", note))
    return script("brass_inclusions", "inclusions over 1 %: returned", steps, _RETURNED)


def undismantled_brass(shipment: Shipment, start: datetime) -> Script:
    """Wanzai 2022: 44.57 t, brass parts not dismantled, identified as solid waste, returned."""
    asked = findings.inspected_at(shipment)
    reported = asked + 12 * DAY
    steps: Steps = (
        *findings.begun(shipment, start),
        inspector.commissions(asked, "brass parts not dismantled, too much that is no metal"),
        inspector.identified(shipment, reported, solid_waste=True),
        *findings.sent_back(shipment, reported + 3 * HOUR, "identified as solid waste"),
    )
    return script("undismantled_brass", "solid waste: identified, returned", steps, _RETURNED)


def brass_crumb(shipment: Shipment, start: datetime) -> Script:
    """Guangdong 2021: 72.4 t in three boxes, sealed and shipped out under supervision."""
    note = "crumb with dust and sludge below 2 mm"
    read = reading("fines", "0.9", instrument="2 mm sieve")
    steps = _returned(shipment, start, read, finding("NC-09.FINES", note))
    return script("brass_crumb", "crumb with fines: shipped out sealed", steps, _RETURNED)


def false_name(shipment: Shipment, start: datetime) -> Script:
    """Qingdao 2021: 48.82 t of "bars" that were none; detained, then returned."""
    at = findings.inspected_at(shipment)
    found = (
        finding("NC-09.TOTAL", "inclusions 2.6 %"),
        finding("NC-11", "metal content low"),
        finding("NC-15", "declared as bars, it is scrap"),
    )
    released = at + 9 * DAY
    steps: Steps = (
        *findings.failed(shipment, start, *found, readings=(reading("inclusions", "2.6"),)),
        officer.holds(at + HOUR, "goods detained: declared under a false name"),
        inspector.refers(at + 2 * HOUR, "anti-smuggling", "declared under a false name"),
        officer.fines(at + 8 * DAY, "120000", "bars declared, scrap found", "false-information"),
        officer.resumes(released, "the case goes on without the goods"),
        *findings.sent_back(shipment, released + HOUR, "returned after detention"),
    )
    return script("false_name", "declared under a false name: detained", steps, _RETURNED)


def copper_121(shipment: Shipment, start: datetime) -> Script:
    """Xiamen 2019: 49.56 t in two boxes, inclusions 1.21 % against 1 %; the whole lot returned."""
    read = reading("inclusions", "1.21", instrument="floor scale", uncertainty="0.02")
    steps = _returned(shipment, start, read, finding("NC-09.TOTAL", "inclusions 1.21 %"))
    return script("copper_121", "inclusions 1.21 %: all returned", steps, _RETURNED)


_RETURNED = Expectation("RETURNED")


def _returned(shipment: Shipment, start: datetime, read: Data, found: Data) -> Steps:
    decided = findings.inspected_at(shipment) + 2 * HOUR
    return (
        *findings.failed(shipment, start, found, readings=(read,)),
        *findings.sent_back(shipment, decided, str(found["note"])),
    )
