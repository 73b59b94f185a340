"""The world between the port's gate and the scales of the enterprise: trucks, locks, seals."""

from datetime import timedelta

from models.inspection.events import InspectionBooked, SealChecked, Unloaded, UnloadingPermitted
from models.kernel.event import Event
from models.kernel.terms import Mode, SealState
from models.transport.events import (
    ArrivalNotified,
    BoxArrived,
    BoxFound,
    BoxMissing,
    GatedOut,
    LockAlarmed,
    LockApplied,
    LockVerified,
    TransportOrdered,
)
from scripts.simulation import assumptions as a
from scripts.simulation.random_draws import Chance
from scripts.simulation.simulator import Act, Answers, Life, Told, saying


def drive(chance: Chance, box: str) -> timedelta:
    """How long a truck takes to the enterprise: the same in both modes."""
    return chance.lasts(a.PLANNED) * (chance.lasts(a.DRIVEN, box) / timedelta(hours=1))


def _ordered(life: Life, event: Event) -> None:
    """The lock is hung on the box and looked at, and the truck leaves with it."""
    box, chance = event.box or "", life.chance
    lock_no, hung = life.state.boxes[box].lock_no, chance.lasts(a.LOCK_HUNG, box)
    life.later(hung, saying(LockApplied(box=box, lock_no=lock_no)))
    verified = hung + chance.lasts(a.LOCK_VERIFIED, box)
    life.later(verified, saying(LockVerified(box=box, lock_no=lock_no)))
    span = a.TRUCK_LATE if chance.happens(a.TRUCKS_LATE, box) else a.TRUCK
    life.later(chance.lasts(span, box), _gate(box))


def _gate(box: str) -> Act:
    def leave(life: Life) -> Told:
        known = life.state.boxes[box]
        if known.permit_no is None:
            return None
        return GatedOut(
            box=box, plate=known.plate, lock_no=known.lock_no, locked=True, seals=(known.seal,)
        )

    return leave


def _gated_out(life: Life, event: Event) -> None:
    if life.state.mode is Mode.TRADITIONAL:
        return
    box, chance = event.box or "", life.chance
    lasts = drive(chance, box)
    if chance.happens(a.LOCKS, box):
        alarm = LockAlarmed(box=box, lock_no=life.state.boxes[box].lock_no, alarms=("ROPE_CUT",))
        life.later(lasts / 2, saying(alarm), always=True)
    if chance.happens(a.JAMS, box):
        lasts += chance.lasts(a.JAMMED, box)
    plate = life.state.boxes[box].plate
    # A stop lies over the papers: the truck drives on.
    life.later(lasts, saying(BoxArrived(box=box, plate=plate)), always=True)


def _missing(life: Life, event: Event) -> None:
    box = event.box or ""
    found = BoxFound(box=box, lock_state="LOCKED", note="on the hard shoulder")
    life.later(life.chance.lasts(a.FOUND, box), saying(found), always=True)


def _arrived(life: Life, event: Event) -> None:
    box, chance = event.box or "", life.chance
    notice = ArrivalNotified(box=box)
    life.later(chance.lasts(a.NOTIFIED, box), saying(notice), always=True)
    life.later(chance.lasts(a.SEAL_CHECKED, box), _seal(box), always=True)
    if life.once("booked"):
        life.later(chance.lasts(a.BOOKED), _booking)


def _booking(life: Life) -> Told:
    return InspectionBooked(slot=life.now + life.chance.lasts(a.INSPECTOR))


def _seal(box: str) -> Act:
    def check(life: Life) -> Told:
        broken = life.chance.happens(a.SEALS_BROKEN, box)
        state = SealState.BROKEN if broken else SealState.INTACT
        return SealChecked(box=box, seal_no=life.state.boxes[box].seal, state=state)

    return check


def _may_unload(life: Life, event: Event) -> None:
    box = event.box or ""
    weighed = Unloaded(box=box, net_kg=life.state.boxes[box].net_weight_kg)
    life.later(life.chance.lasts(a.UNLOADED, box), saying(weighed))


ANSWERS: Answers = {
    TransportOrdered: _ordered,
    GatedOut: _gated_out,
    BoxMissing: _missing,
    BoxArrived: _arrived,
    UnloadingPermitted: _may_unload,
}
