"""Whole passages of a consignment's life as they go when nothing is in the way.

The times keep every deadline: papers a week ahead, the declaration before the vessel, a truck
within a quarter of an hour, the seal looked at a quarter of an hour after the notice.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from systems.scenario import Data, PaperBox, Shipment, Step, Steps, WorldEvent
from systems.scenarios.parts import checkpoint, clearance, enterprise, inspector, officer
from systems.scenarios.parts.officer import MINUTE

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DRIVE = 90 * MINUTE
WINDOW = DRIVE * 3 / 2 + 30 * MINUTE
"""What the tracker allows for a drive that is planned with 90 minutes."""


def papers(shipment: Shipment, start: datetime) -> Steps:
    """The pre-shipment file is submitted and approved."""
    return (
        enterprise.submitted(shipment, start + HOUR),
        officer.approves(start + 5 * HOUR),
    )


def voyage(shipment: Shipment, letter: str = "L") -> Steps:
    """From the loading port to the quay; the declaration is received a day before the vessel."""
    return (
        clearance.departed(shipment, shipment.etd),
        clearance.declared(shipment, shipment.eta - 26 * HOUR, letter),
        *ashore(shipment),
    )


def ashore(shipment: Shipment) -> Steps:
    """The vessel arrives and is discharged."""
    return (
        clearance.arrived(shipment, shipment.eta),
        clearance.discharged(shipment, ashore_at(shipment)),
    )


def at_portal(shipment: Shipment, box: PaperBox) -> datetime:
    """When a box goes through the portal: one after the other, an hour after the discharge."""
    return shipment.eta + 4 * HOUR + shipment.boxes.index(box) * 4 * MINUTE


def checked(shipment: Shipment, *boxes: PaperBox) -> Steps:
    """Boxes pass the portal and, twenty minutes later, the scanner."""
    steps: list[Step] = []
    for box in boxes:
        portal, scanner = at_portal(shipment, box), at_scanner(shipment, box)
        steps += [checkpoint.measured(box, portal), checkpoint.scanned(box, scanner)]
    return tuple(steps)


def at_scanner(shipment: Shipment, box: PaperBox) -> datetime:
    """When a box is scanned; its truck and lock are ordered at once."""
    return at_portal(shipment, box) + 20 * MINUTE


def at_gate(shipment: Shipment, box: PaperBox) -> datetime:
    """When the truck of a box passes the gate: a quarter of an hour after the scanner."""
    return at_scanner(shipment, box) + 15 * MINUTE


def ashore_at(shipment: Shipment) -> datetime:
    """When the discharge is complete."""
    return shipment.eta + 3 * HOUR


def moved_to_site(shipment: Shipment, since: datetime) -> Steps:
    """The traditional mode after the scanner: yard, instruction, slot, inspection site (50 h)."""
    gap, boxes = 4 * MINUTE, shipment.boxes
    return (
        *(checkpoint.yard_returned(b, since + 4 * HOUR + n * gap) for n, b in enumerate(boxes)),
        clearance.instructed(shipment, since + 30 * HOUR),
        clearance.slotted(shipment, since + 34 * HOUR, since + 52 * HOUR),
        *(checkpoint.site_arrived(b, since + 50 * HOUR + n * gap) for n, b in enumerate(boxes)),
    )


def released_in_port(shipment: Shipment, since: datetime) -> Steps:
    """Moved to the site, inspected there, released, and picked up a day later: 82 hours in all."""
    released = since + 58 * HOUR
    return (
        *moved_to_site(shipment, since),
        *inspected(shipment, released),
        *picked_up(shipment, released + DAY),
    )


def picked_up(shipment: Shipment, at: datetime) -> Steps:
    """Released boxes leave the port, each on its own truck."""
    gap = 4 * MINUTE
    return tuple(checkpoint.gate_out(b, at + n * gap) for n, b in enumerate(shipment.boxes))


def in_the_yard(shipment: Shipment) -> Steps:
    """The whole traditional mode from the portal on."""
    return (
        *checked(shipment, *shipment.boxes),
        *released_in_port(shipment, ashore_at(shipment)),
    )


class SealAsFound(NamedTuple):
    """How the enterprise finds a seal; the number is None when it is that of the papers."""

    state: str
    number: str | None = None


INTACT = SealAsFound("INTACT")


@dataclass(frozen=True)
class Haul:
    """One box on its truck: from the port's gate until it is unloaded and weighed."""

    box: PaperBox
    out: datetime
    drive: timedelta = DRIVE
    seal: SealAsFound = INTACT
    paused: timedelta = timedelta(0)
    """How long the seal is looked into before the box may be opened."""

    @property
    def arrived(self) -> datetime:
        """When the truck is at the enterprise."""
        return self.out + self.drive

    @property
    def sealed(self) -> datetime:
        """When the seal is looked at."""
        return self.arrived + 20 * MINUTE

    @property
    def unloaded(self) -> datetime:
        """When the box is empty and weighed."""
        return self.sealed + self.paused + 90 * MINUTE

    @property
    def steps(self) -> Steps:
        """What the checkpoints and the enterprise report."""
        return (checkpoint.gate_out(self.box, self.out), *self.arrival)

    @property
    def arrival(self) -> Steps:
        """The same from the arrival on."""
        return (
            checkpoint.reached(self.box, self.arrived),
            enterprise.notified(self.box, self.arrived + 5 * MINUTE),
            enterprise.seal_checked(self.box, self.sealed, *self.seal),
            enterprise.unloaded(self.box, self.unloaded),
        )


def hauls(
    shipment: Shipment,
    *,
    wait: timedelta = 0 * HOUR,
    drive: timedelta = DRIVE,
    seal: SealAsFound = INTACT,
    paused: timedelta = 0 * HOUR,
) -> list[Haul]:
    """A haul for each box, `wait` later than usual; the first one's drive and seal may differ."""
    first, *others = (Haul(box, at_gate(shipment, box) + wait) for box in shipment.boxes)
    return [replace(first, drive=drive, seal=seal, paused=paused), *others]


def hauled(shipment: Shipment, *trucks: Haul) -> Steps:
    """All trucks arrive and are unloaded; the inspection is booked while they are on the road."""
    steps: list[Step] = [booking(shipment, trucks)]
    for truck in trucks:
        steps += truck.steps
    return tuple(steps)


def booking(shipment: Shipment, trucks: tuple[Haul, ...]) -> WorldEvent:
    """The enterprise books the inspection for the time after the last unloading."""
    at = min(truck.out for truck in trucks) + 20 * MINUTE
    return enterprise.booked(shipment, at, done(trucks) + HOUR)


def done(trucks: tuple[Haul, ...] | list[Haul]) -> datetime:
    """When the last box is unloaded."""
    return max(truck.unloaded for truck in trucks)


def inspected(
    shipment: Shipment, at: datetime, *readings: Data, unseen: tuple[str, ...] = ()
) -> Steps:
    """An inspection that begins an hour before `at` and finds nothing, in no sample either."""
    record = inspector.conforms(shipment, at, *readings, begun=at - HOUR, unseen=unseen)
    if not shipment.sampled:
        return (record,)
    found = inspector.reading("copper content", "99.1")
    samples: list[Step] = []
    for box in shipment.sampled:
        number = f"S-{box.number}"
        samples += [
            inspector.samples(at - HOUR / 2, number, box),
            inspector.lab_result(shipment, at + 6 * HOUR, number, found),
        ]
    agreed = inspector.concludes(at + 8 * HOUR, conform=True, note="the laboratory agrees")
    return (*samples, record, agreed)


def to_port(shipment: Shipment, start: datetime) -> Steps:
    """Everything until the boxes are checked in the port."""
    return (
        *papers(shipment, start),
        *voyage(shipment),
        *checked(shipment, *shipment.boxes),
    )


def to_factory(shipment: Shipment, start: datetime, trucks: list[Haul]) -> Steps:
    """Everything until the boxes are unloaded."""
    return (*to_port(shipment, start), *hauled(shipment, *trucks))


def smooth(shipment: Shipment, start: datetime) -> Steps:
    """Everything, without anything in the way."""
    trucks = hauls(shipment)
    return (
        *to_factory(shipment, start, trucks),
        *inspected(shipment, done(trucks) + 2 * HOUR),
    )


def returned_from_port(shipment: Shipment, ordered: datetime) -> Steps:
    """Boxes that never left the port go back on board within nine days."""
    return (
        enterprise.return_planned(shipment, ordered + 2 * DAY),
        *shipped_back(shipment, ordered + 6 * DAY),
    )


def returned_from_factory(shipment: Shipment, ordered: datetime, leaves: timedelta) -> Steps:
    """Boxes go back to the port and on board within four days of leaving the enterprise."""
    left = ordered + leaves
    return (
        enterprise.return_planned(shipment, min(ordered + 2 * DAY, left - 4 * HOUR)),
        *hauled_back(shipment, left, *shipment.boxes),
        *shipped_back(shipment, left + DAY),
    )


def hauled_back(shipment: Shipment, left: datetime, *boxes: PaperBox) -> Steps:
    """Boxes are repacked and sealed, leave the enterprise under lock and pass the port's gate."""
    steps: list[Step] = [enterprise.return_departed(shipment, left)]
    for box in boxes:
        seal, kg = enterprise.return_seal(box), enterprise.gross_kg(box)
        steps += [
            enterprise.return_sealed(box, left - 3 * HOUR),
            checkpoint.leaves_for_port(box, left),
            checkpoint.gate_in(box, left + DRIVE, seal, kg),
        ]
    return tuple(steps)


def shipped_back(shipment: Shipment, declared: datetime) -> Steps:
    """The export declaration, the loading two days later and the exit a day after it."""
    return (
        clearance.declared(shipment, declared, exported=True),
        clearance.loaded(shipment, declared + 2 * DAY),
        clearance.exited(shipment, declared + 3 * DAY),
    )
