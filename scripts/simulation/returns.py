"""The way back of goods that are not released (domain 4.6)."""

from decimal import Decimal

from models.arrival.messages import DeclarationStatus
from models.kernel.event import Event
from models.returns.events import (
    ExportDeclared,
    ReturnDeparted,
    ReturnExited,
    ReturnGatedIn,
    ReturnGatedOut,
    ReturnLoaded,
    ReturnOrdered,
    ReturnPlanned,
    ReturnSealed,
    ReturnTransportOrdered,
)
from scripts.simulation import assumptions as a
from scripts.simulation.simulator import Act, Answers, Life, Told, saying
from scripts.simulation.transport_world import drive

EMPTY_KG = Decimal(3800)


def _ordered(life: Life, _: Event) -> None:
    plan = ReturnPlanned(carrier="Daxie Lines", booking="R-1")
    life.later(life.chance.lasts(a.RETURN_PLANNED), saying(plan))


def _planned(life: Life, _: Event) -> None:
    """Boxes that left the port are repacked and sealed; the others are declared at once."""
    inland = [box for box in life.state.boxes.values() if box.inland]
    for box in inland:
        sealed = ReturnSealed(
            box=box.number, seal_no=f"R{box.seal}", gross_kg=box.net_weight_kg + EMPTY_KG
        )
        life.later(life.chance.lasts(a.RETURN_SEALED, box.number), saying(sealed))
    if not inland:
        life.later(life.chance.lasts(a.RETURN_DECLARED), _export)


def _truck_ordered(life: Life, event: Event) -> None:
    box = event.box or ""
    left = life.chance.lasts(a.RETURN_TRUCK, box)
    if life.once("departed"):
        life.later(left, saying(ReturnDeparted()))
    life.later(left, _leaves(box))


def _leaves(box: str) -> Act:
    def leave(life: Life) -> Told:
        known = life.state.boxes[box]
        seals = (known.return_seal,) if known.return_seal else ()
        return ReturnGatedOut(box=box, plate=known.plate, locked=True, seals=seals)

    return leave


def _left(life: Life, event: Event) -> None:
    box = life.state.boxes[event.box or ""]
    back = ReturnGatedIn(
        box=box.number,
        plate=box.plate,
        seals=(box.return_seal,) if box.return_seal else (),
        gross_kg=box.return_kg,
    )
    life.later(drive(life.chance, box.number), saying(back), always=True)


def _back(life: Life, _: Event) -> None:
    if all(box.back for box in life.state.boxes.values()) and life.once("export"):
        life.later(life.chance.lasts(a.RETURN_DECLARED), _export)


def _export(life: Life) -> Told:
    entry_id = f"310120250{life.batch.registration.seq_no[-9:]}"
    return DeclarationStatus(letter="L", entry_id=entry_id, exported=True)


def _exported(life: Life, _: Event) -> None:
    vessel = life.batch.registration.vessel
    loaded = life.chance.lasts(a.RETURN_LOADED)
    life.later(loaded, saying(ReturnLoaded(vessel=vessel)))
    exited = loaded + life.chance.lasts(a.RETURN_EXITED)
    life.later(exited, saying(ReturnExited(vessel=vessel)))


ANSWERS: Answers = {
    ReturnOrdered: _ordered,
    ReturnPlanned: _planned,
    ReturnTransportOrdered: _truck_ordered,
    ReturnGatedOut: _left,
    ReturnGatedIn: _back,
    ExportDeclared: _exported,
}
