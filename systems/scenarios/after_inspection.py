"""What becomes of goods that failed their inspection."""

from datetime import datetime

from systems.scenario import (
    Data,
    Expectation,
    PaperBox,
    Script,
    Shipment,
    Steps,
    escalations,
    script,
)
from systems.scenarios.parts import (
    checkpoint,
    enterprise,
    findings,
    inspector,
    officer,
    standard_steps,
)
from systems.scenarios.parts.inspector import finding, reading
from systems.scenarios.parts.officer import MINUTE
from systems.scenarios.parts.standard_steps import DAY, HOUR


def moisture(shipment: Shipment, start: datetime) -> Script:
    """Too moist, on pallets without a mark: dried, the pallets fumigated, released."""
    decided, box = _decided(shipment), shipment.boxes[0]
    dried = enterprise.rectified(shipment, decided + 2 * DAY, "dried, 0.2 %; pallets fumigated")
    moist = finding("NC-12", "moisture 1.4 %, limit 0.3 %", box)
    unmarked = finding("NC-16", "pallets without the mark of ISPM 15", box)
    steps: Steps = (
        *findings.failed(shipment, start, moist, unmarked, readings=(_moist(box, "1.4"),)),
        officer.disposes(decided, "RECTIFY", "to be dried, pallets to be fumigated"),
        inspector.watches_treatment(shipment, dried.at - HOUR, "dried, pallets fumigated", 240),
        dried,
        *standard_steps.inspected(shipment, dried.at + 4 * HOUR, _moist(box, "0.2")),
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
        inspector.records(again, box, _moist(box, "0.9")),
        officer.orders_return(ordered, "0.9 % after drying, limit 0.3 %"),
        enterprise.return_planned(shipment, left - 12 * HOUR),
        *standard_steps.hauled_back(shipment, left, *shipment.boxes),
        *standard_steps.shipped_back(shipment, left + DAY),
    )
    customs = (*escalations("L01", 3), *escalations("L03", 3), *escalations("L09", 3))
    party = (*escalations("L02", 3), "D16 L1", *escalations("R01", 3))
    boxes = (*escalations("R02", 2), *escalations("R03", 2)) * len(shipment.boxes)
    expect = Expectation("RETURNED", (*customs, *party, *boxes))
    return script("treated_in_vain", "dried in vain: returned", steps, expect)


def _moist(box: PaperBox, percent: str) -> Data:
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
        *standard_steps.hauled_back(shipment, decided + 22 * DAY, *shipment.boxes),
        *standard_steps.shipped_back(shipment, decided + 27 * DAY),
    )
    expect = Expectation("RETURNED", escalations("D16", 4))
    return script("rectification_lapses", "not rectified in time: returned", steps, expect)


def sealed_vessel(shipment: Shipment, start: datetime) -> Script:
    """Gas bottles in the load: disputed, two months later the result stands, returned."""
    disputed = _decided(shipment) + 3 * HOUR
    settled = disputed + 61 * DAY
    steps: Steps = (
        *_failed(shipment, start, "NC-05", "three sealed gas cylinders", "RETURN"),
        enterprise.disputed(shipment, disputed, "the cylinders had been emptied"),
        inspector.settles_dispute(settled, "UPHELD", "not cut open, see the photos"),
        *standard_steps.returned_from_factory(shipment, settled, 5 * DAY),
    )
    title = "sealed vessels: disputed in vain, returned"
    return script("sealed_vessel", title, steps, Expectation("RETURNED", escalations("L05", 3)))


def return_too_late(shipment: Shipment, start: datetime) -> Script:
    """The return drags on past its thirty days."""
    steps: Steps = (
        *_failed(shipment, start, "NC-07", "printed circuit boards in the load", "RETURN"),
        *standard_steps.returned_from_factory(shipment, _decided(shipment), 29 * DAY),
    )
    late = (*escalations("R02", 2), *escalations("R03", 3), *escalations("R04", 3)) * len(
        shipment.boxes
    )
    expect = Expectation(
        "RETURNED", (*late, *escalations("R05", 2), *escalations("R06", 3), *escalations("D17", 4))
    )
    return script("return_too_late", "returned after 33 days", steps, expect)


def destroyed(shipment: Shipment, start: datetime) -> Script:
    """Live pests: destroyed before an officer's eyes."""
    smelted = _decided(shipment) + 5 * DAY
    steps: Steps = (
        *_failed(shipment, start, "NC-16", "live red fire ants", "DESTROY"),
        inspector.watches_destruction(shipment, smelted - HOUR, "smelted"),
        enterprise.destroyed(shipment, smelted, "smelted under video"),
    )
    return script("destroyed", "live pests: destroyed", steps, Expectation("DESTROYED"))


def return_swapped_for_destruction(shipment: Shipment, start: datetime) -> Script:
    """No carrier takes the goods: they are destroyed instead, long after that was decided.

    The truck back of the first box had been ordered already. Who watched puts it on record when
    everybody up to the division has asked for that.
    """
    decided, first = _decided(shipment), shipment.boxes[0]
    smelted = decided + 27 * DAY
    steps: Steps = (
        *_failed(shipment, start, "NC-09.TOTAL", "soil and slag, 2.2 %", "RETURN"),
        enterprise.return_planned(shipment, decided + DAY),
        enterprise.return_sealed(first, decided + 3 * DAY - 2 * HOUR),
        officer.disposes(decided + 3 * DAY, "DESTROY", "the carrier refuses the load"),
        officer.calls_off_truck(decided + 3 * DAY + HOUR, first, "the goods are destroyed instead"),
        enterprise.destroyed(shipment, smelted, "smelted under video"),
        inspector.watches_destruction(
            shipment, smelted + 16 * DAY, "smelted, slag to a licensed site"
        ),
    )
    late = (*escalations("L10", 3), *escalations("L13", 3))
    title = "return ordered, then destroyed instead"
    name = "return_swapped_for_destruction"
    return script(name, title, steps, Expectation("DESTROYED", late))


def _inspected(shipment: Shipment) -> datetime:
    return standard_steps.done(standard_steps.hauls(shipment)) + 2 * HOUR


def _decided(shipment: Shipment) -> datetime:
    return _inspected(shipment) + 2 * HOUR


def _failed(shipment: Shipment, start: datetime, reason: str, note: str, disposal: str) -> Steps:
    """The usual course to an inspection that finds something, and what is decided about it."""
    at = _inspected(shipment)
    return (
        *standard_steps.to_factory(shipment, start, standard_steps.hauls(shipment)),
        officer.finds(at, at - HOUR, reason, shipment.boxes[0], note),
        officer.disposes(_decided(shipment), disposal, note),
    )


def returned_by_road(shipment: Shipment, start: datetime) -> Script:
    """The whole way back: planned, repacked and sealed, hauled under lock, matched, exported."""
    decided = _decided(shipment)
    steps: Steps = (
        *_failed(shipment, start, "NC-06", "lead plates of batteries, wet with acid", "RETURN"),
        *standard_steps.returned_from_factory(shipment, decided, 6 * DAY),
        officer.fines(decided + 9 * DAY, "600000", "hazardous waste brought in"),
    )
    title = "hazardous waste: back by road under lock"
    return script("returned_by_road", title, steps, Expectation("RETURNED"))


def return_truck_vanishes(shipment: Shipment, start: datetime) -> Script:
    """A truck is late for its way back, leaves the route, vanishes; two days later it is found."""
    decided = _decided(shipment)
    left = decided + 5 * DAY
    box, *others = shipment.boxes
    missing = left + standard_steps.WINDOW + 2 * HOUR
    found = missing + 49 * HOUR
    seal, kg = enterprise.return_seal(box), enterprise.gross_kg(box)
    steps: Steps = (
        *_failed(shipment, start, "NC-06", "battery plates in the load", "RETURN"),
        enterprise.return_planned(shipment, decided + DAY),
        *standard_steps.hauled_back(shipment, left, *others),
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
        *standard_steps.shipped_back(shipment, left + 3 * DAY),
    )
    road = (*escalations("T01", 2), "T09 L1", *escalations("T02", 2), *escalations("T06", 2))
    gone = (
        *escalations("R09", 2),
        *escalations("R07", 4),
        "T08 L1",
        *escalations("T07", 2),
        *escalations("E06", 3),
        *escalations("E10", 2),
    )
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
        *standard_steps.hauled_back(shipment, left, *others),
        enterprise.return_sealed(box, left - 3 * HOUR),
        checkpoint.leaves_for_port(box, left),
        checkpoint.gate_in(box, left + standard_steps.DRIVE, seal, kg - 900),
        *standard_steps.shipped_back(shipment, left + DAY),
        officer.accepts_return(left + 5 * DAY, box, "pallets were left behind; load counted"),
    )
    expect = Expectation("RETURNED", violations=("SV-07",))
    return script("return_mismatch", "back at the port 900 kg lighter", steps, expect)
