"""What becomes of goods that failed their inspection."""

from datetime import datetime

from systems.scenarios.parts import checkpoint, course, enterprise, examiner, findings, officer
from systems.scenarios.parts.course import DAY, HOUR
from systems.scenarios.parts.examiner import finding, reading
from systems.world import Expectation, Script, Shipment, Steps, ladder, script


def moisture(shipment: Shipment, start: datetime) -> Script:
    """Too moist, on pallets without a mark: dried, the pallets fumigated, released."""
    decided, box = _decided(shipment), shipment.boxes[0]
    dried = enterprise.rectified(shipment, decided + 2 * DAY, "dried, 0.2 %; pallets fumigated")
    moist = finding("NC-12", "moisture 1.4 %, limit 0.3 %", box)
    unmarked = finding("NC-16", "pallets without the mark of ISPM 15", box)
    read = reading("moisture", "1.4", box=box.number)
    steps: Steps = (
        *findings.failed(shipment, start, moist, unmarked, readings=(read,)),
        officer.disposes(decided, "RECTIFY", "to be dried, pallets to be fumigated"),
        examiner.watches_treatment(shipment, dried.at - HOUR, "dried, pallets fumigated", 240),
        dried,
        *course.inspected(shipment, dried.at + 4 * HOUR),
    )
    return script("moisture", "too moist: rectified, released", steps, Expectation("RELEASED"))


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
    """Gas bottles in the load: the enterprise disputes it, the result stands, returned."""
    decided = _decided(shipment)
    steps: Steps = (
        *_failed(shipment, start, "NC-05", "three sealed gas cylinders", "RETURN"),
        enterprise.disputed(shipment, decided + 3 * HOUR, "the cylinders had been emptied"),
        examiner.settles_dispute(decided + DAY, "UPHELD", "not cut open, see the photos"),
        *course.returned_from_factory(shipment, decided, 5 * DAY),
    )
    title = "sealed vessels: disputed in vain, returned"
    return script("sealed_vessel", title, steps, Expectation("RETURNED"))


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
    """No carrier takes the goods: the return that was ordered becomes a destruction."""
    decided = _decided(shipment)
    smelted = decided + 6 * DAY
    steps: Steps = (
        *_failed(shipment, start, "NC-09.TOTAL", "soil and slag, 2.2 %", "RETURN"),
        enterprise.return_planned(shipment, decided + DAY),
        officer.disposes(decided + 3 * DAY, "DESTROY", "the carrier refuses the load"),
        examiner.watches_destruction(shipment, smelted - HOUR, "smelted, slag to a licensed site"),
        enterprise.destroyed(shipment, smelted, "smelted under video"),
    )
    title = "return ordered, then destroyed instead"
    name = "return_swapped_for_destruction"
    return script(name, title, steps, Expectation("DESTROYED"))


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
