"""What becomes of goods that failed their inspection."""

from datetime import datetime

from systems.scenarios.parts import checkpoint, course, enterprise, examiner, findings, officer
from systems.scenarios.parts.course import DAY, HOUR
from systems.scenarios.parts.examiner import finding, reading
from systems.scenarios.parts.officer import MINUTE
from systems.world import Box, Data, Expectation, Script, Shipment, Steps, ladder, script


def moisture(shipment: Shipment, start: datetime) -> Script:
    """Too moist, on pallets without a mark: dried, the pallets fumigated, released."""
    decided, box = _decided(shipment), shipment.boxes[0]
    dried = enterprise.rectified(shipment, decided + 2 * DAY, "dried, 0.2 %; pallets fumigated")
    moist = finding("NC-12", "moisture 1.4 %, limit 0.3 %", box)
    unmarked = finding("NC-16", "pallets without the mark of ISPM 15", box)
    steps: Steps = (
        *findings.failed(shipment, start, moist, unmarked, readings=(_moist(box, "1.4"),)),
        officer.disposes(decided, "RECTIFY", "to be dried, pallets to be fumigated"),
        examiner.watches_treatment(shipment, dried.at - HOUR, "dried, pallets fumigated", 240),
        dried,
        *course.inspected(shipment, dried.at + 4 * HOUR),
    )
    return script("moisture", "too moist: rectified, released", steps, Expectation("RELEASED"))


def treated_in_vain(shipment: Shipment, start: datetime) -> Script:
    """Dried and still too moist, everybody in their own time: at last ordered to return."""
    box, decided = shipment.boxes[0], _inspected(shipment) + 6 * DAY
    dried = decided + 9 * DAY
    again = dried + 6 * DAY
    ordered = again + 6 * DAY
    left = ordered + 11 * DAY
    steps: Steps = (
        *findings.failed(
            shipment, start, finding("NC-12", "moisture 1.4 %", box), readings=(_moist(box, "1.4"),)
        ),
        officer.disposes(decided, "RECTIFY", "to be dried"),
        enterprise.rectification_planned(shipment, decided + 8 * DAY, "dry it in the drum"),
        enterprise.rectified(shipment, dried, "dried for a day"),
        examiner.records(again, box, _moist(box, "0.9")),
        officer.orders_return(ordered, "0.9 % after drying, limit 0.3 %"),
        enterprise.return_planned(shipment, left - 12 * HOUR),
        *course.hauled_back(shipment, left, *shipment.boxes),
        *course.shipped_back(shipment, left + DAY),
    )
    customs = (*ladder("L01", 3), *ladder("L03", 3), *ladder("L09", 3))
    party = (*ladder("L02", 3), "D16 L1", *ladder("R01", 3))
    boxes = (*ladder("R02", 2), *ladder("R03", 2)) * len(shipment.boxes)
    expect = Expectation("RETURNED", (*customs, *party, *boxes))
    return script("treated_in_vain", "dried in vain: returned", steps, expect)


def _moist(box: Box, percent: str) -> Data:
    return reading("moisture", percent, box=box.number)


def rectification_lapses(shipment: Shipment, start: datetime) -> Script:
    """The enterprise lets the time for sorting pass: the goods must go back."""
    decided = _decided(shipment)
    steps: Steps = (
        *_failed(shipment, start, "NC-13", "mixed with painted profiles", "RECTIFY"),
        enterprise.rectification_planned(shipment, decided + DAY, "sort out the painted profiles"),
        # The return is ordered eleven working days after the decision: 15 days later or more. The
        # enterprise has seen it coming.
        enterprise.return_planned(shipment, decided + 13 * DAY),
        *course.hauled_back(shipment, decided + 22 * DAY, *shipment.boxes),
        *course.shipped_back(shipment, decided + 27 * DAY),
    )
    expect = Expectation("RETURNED", ladder("D16", 4))
    return script("rectification_lapses", "not rectified in time: returned", steps, expect)


def sealed_vessel(shipment: Shipment, start: datetime) -> Script:
    """Gas bottles in the load: disputed, two months later the result stands, returned."""
    disputed = _decided(shipment) + 3 * HOUR
    settled = disputed + 61 * DAY
    steps: Steps = (
        *_failed(shipment, start, "NC-05", "three sealed gas cylinders", "RETURN"),
        enterprise.disputed(shipment, disputed, "the cylinders had been emptied"),
        examiner.settles_dispute(settled, "UPHELD", "not cut open, see the photos"),
        *course.returned_from_factory(shipment, settled, 5 * DAY),
    )
    title = "sealed vessels: disputed in vain, returned"
    return script("sealed_vessel", title, steps, Expectation("RETURNED", ladder("L05", 3)))


def return_too_late(shipment: Shipment, start: datetime) -> Script:
    """The return drags on past its thirty days."""
    steps: Steps = (
        *_failed(shipment, start, "NC-07", "printed circuit boards in the load", "RETURN"),
        *course.returned_from_factory(shipment, _decided(shipment), 29 * DAY),
    )
    late = (*ladder("R02", 2), *ladder("R03", 3), *ladder("R04", 3)) * len(shipment.boxes)
    expect = Expectation(
        "RETURNED", (*late, *ladder("R05", 2), *ladder("R06", 3), *ladder("D17", 4))
    )
    return script("return_too_late", "returned after 33 days", steps, expect)


def destroyed(shipment: Shipment, start: datetime) -> Script:
    """Live pests: destroyed before an officer's eyes."""
    smelted = _decided(shipment) + 5 * DAY
    steps: Steps = (
        *_failed(shipment, start, "NC-16", "live red fire ants", "DESTROY"),
        examiner.watches_destruction(shipment, smelted - HOUR, "smelted"),
        enterprise.destroyed(shipment, smelted, "smelted under video"),
    )
    return script("destroyed", "live pests: destroyed", steps, Expectation("DESTROYED"))


def return_swapped_for_destruction(shipment: Shipment, start: datetime) -> Script:
    """No carrier takes the goods: they are destroyed instead, long after that was decided."""
    decided = _decided(shipment)
    smelted = decided + 27 * DAY
    steps: Steps = (
        *_failed(shipment, start, "NC-09.TOTAL", "soil and slag, 2.2 %", "RETURN"),
        enterprise.return_planned(shipment, decided + DAY),
        officer.disposes(decided + 3 * DAY, "DESTROY", "the carrier refuses the load"),
        examiner.watches_destruction(shipment, smelted - HOUR, "smelted, slag to a licensed site"),
        enterprise.destroyed(shipment, smelted, "smelted under video"),
    )
    title = "return ordered, then destroyed instead"
    name = "return_swapped_for_destruction"
    return script(name, title, steps, Expectation("DESTROYED", ladder("L10", 3)))


def _inspected(shipment: Shipment) -> datetime:
    return course.done(course.hauls(shipment)) + 2 * HOUR


def _decided(shipment: Shipment) -> datetime:
    return _inspected(shipment) + 2 * HOUR


def _failed(shipment: Shipment, start: datetime, reason: str, note: str, disposal: str) -> Steps:
    """The usual course to an inspection that finds something, and what is decided about it."""
    at = _inspected(shipment)
    return (
        *course.to_factory(shipment, start, course.hauls(shipment)),
        officer.finds(at, at - HOUR, reason, shipment.boxes[0], note),
        officer.disposes(_decided(shipment), disposal, note),
    )


def returned_by_road(shipment: Shipment, start: datetime) -> Script:
    """The whole way back: planned, repacked and sealed, hauled under lock, matched, exported."""
    decided = _decided(shipment)
    steps: Steps = (
        *_failed(shipment, start, "NC-06", "lead plates of batteries, wet with acid", "RETURN"),
        *course.returned_from_factory(shipment, decided, 6 * DAY),
        officer.fines(decided + 9 * DAY, "60000", "hazardous waste brought in"),
    )
    title = "hazardous waste: back by road under lock"
    return script("returned_by_road", title, steps, Expectation("RETURNED"))


def return_truck_vanishes(shipment: Shipment, start: datetime) -> Script:
    """A truck comes late for its way back, leaves the route, vanishes; it is found a day later."""
    decided = _decided(shipment)
    left = decided + 5 * DAY
    box, *others = shipment.boxes
    missing = left + course.WINDOW + 2 * HOUR
    found = missing + 23 * HOUR
    seal, kg = enterprise.return_seal(box), enterprise.gross_kg(box)
    steps: Steps = (
        *_failed(shipment, start, "NC-06", "battery plates in the load", "RETURN"),
        enterprise.return_planned(shipment, decided + DAY),
        *course.hauled_back(shipment, left, *others),
        enterprise.return_sealed(box, left - 7 * HOUR),
        checkpoint.lock_verified(box, left - 20 * MINUTE),
        checkpoint.leaves_for_port(box, left),
        checkpoint.went(box, left + 20 * MINUTE, "route.left"),
        checkpoint.went(box, left + 40 * MINUTE, "stop.started"),
        checkpoint.battery(box, left + 50 * MINUTE, 8),
        *officer.answers_emergency(missing, "no position for two hours", ()),
        officer.reports_step(missing + 65 * MINUTE, "SURVEYED", "haulier and cameras asked"),
        officer.resumes_fleet(missing + 3 * HOUR, box, "all other trucks of the haulier are seen"),
        checkpoint.found(box, found, "yard of a dealer in Cixi, nothing unloaded"),
        officer.lifts_emergency(found + 30 * MINUTE, "RESUME", "lock and seal intact"),
        checkpoint.gate_in(box, found + 2 * HOUR, seal, kg),
        *course.shipped_back(shipment, left + 3 * DAY),
    )
    road = (*ladder("T01", 2), "T09 L1", *ladder("T02", 2), *ladder("T06", 2))
    gone = (*ladder("R09", 2), *ladder("R07", 4), "T08 L1", *ladder("T07", 2), *ladder("E06", 3))
    breaches = ("SV-03", "SV-04", "SV-05")
    expect = Expectation("RETURNED", (*road, *gone), violations=breaches)
    title = "truck vanishes on the way back, found"
    return script("return_truck_vanishes", title, steps, expect)


def return_mismatch(shipment: Shipment, start: datetime) -> Script:
    """A box comes back lighter than it was sealed: the exit waits until that is explained."""
    decided = _decided(shipment)
    left = decided + 5 * DAY
    box, *others = shipment.boxes
    seal, kg = enterprise.return_seal(box), enterprise.gross_kg(box)
    steps: Steps = (
        *_failed(shipment, start, "NC-14", "copper and brass in one load", "RETURN"),
        enterprise.return_planned(shipment, decided + DAY),
        *course.hauled_back(shipment, left, *others),
        enterprise.return_sealed(box, left - 3 * HOUR),
        checkpoint.leaves_for_port(box, left),
        checkpoint.gate_in(box, left + course.DRIVE, seal, kg - 900),
        *course.shipped_back(shipment, left + DAY),
        officer.accepts_return(left + 5 * DAY, box, "pallets were left behind; load counted"),
    )
    expect = Expectation("RETURNED", violations=("SV-07",))
    return script("return_mismatch", "back at the port 900 kg lighter", steps, expect)
