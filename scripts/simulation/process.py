"""What clearance and checkpoint answer to the calls of the process: at once, and made up."""

from decimal import Decimal
from hashlib import sha256
from typing import Any

from models.arrival.messages import BoxesDrawn, InstructionAnswered
from models.consignment.state import State
from models.kernel.enterprise_terms import EnterpriseStatus, Supplier
from models.port.messages import RemovalAnswered
from models.process.messages import Step
from models.process.next_calls import TO_PORT, NextCall, next_move
from models.returns.messages import ReturnTripAnswered
from models.risk.draw import Chances, chances, quarter_of
from models.transport.messages import TripAnswered
from scripts.simulation.assumptions import PLANNED
from scripts.simulation.random_draws import Chance


def next_step(state: State, completed: set[str], chance: Chance) -> tuple[str, Step] | None:
    """The next step and its cause, None when the process waits; calls are answered at once.

    `completed` are the keys of the calls that were answered: those of the present ones are added.
    """
    while isinstance(move := next_move(state, completed), NextCall):
        completed.add(move.key)
        step = _answer(state, move, chance)
        if step is not None:
            return move.key, step
    return move


def _answer(state: State, call: NextCall, chance: Chance) -> Step | None:
    """What a system answers, as a step; None when the answer says nothing."""
    box = call.box
    match call.activity:
        case "fetch_instruction":
            level = state.registration.risk_level
            return _instructed(level, _chances(state))
        case "draw_boxes":
            return BoxesDrawn(chances=_chances(state))
        case "permit_removal":
            permit = f"P-{box}-{state.boxes[box].permit_attempts + 1}"
            return RemovalAnswered(box=box, visit=call.key, permit_no=permit, refusal=None)
        case "order_transport" if call.about == TO_PORT:
            return ReturnTripAnswered(box=box, trip_no=f"R-{box}", **_truck(box, chance))
        case "order_transport":
            return TripAnswered(box=box, trip_no=f"T-{box}", **_truck(box, chance))
        case _:
            return None


def _instructed(level: str, drawn: Chances) -> InstructionAnswered:
    """Of an enrolled enterprise with an admitted supplier, free storage, trucks and locks."""
    return InstructionAnswered(
        risk_level=level,
        standing=EnterpriseStatus.ENROLLED,
        confirmed=EnterpriseStatus.ENROLLED,
        supplier_standing=Supplier.ADMITTED,
        storage_kg=_STORAGE_KG,
        transport_available=True,
        port_inspection=False,
        chances=drawn,
    )


KEY = sha256(b"the draws of a simulation").digest()
"""Made up like all of that world: the same seed plays the same draws."""


def _chances(state: State) -> Chances:
    goods = state.registration
    boxes = [box.number for box in goods.boxes]
    return chances(KEY, quarter_of(goods.eta), goods.tracking_no, boxes)


_STORAGE_KG = Decimal(5_000_000)


def _truck(box: str, chance: Chance) -> dict[str, Any]:
    """One enterprise, one planned drive: the same for all boxes of a batch, there and back."""
    return {
        "plate": f"浙B{10_000 + int(chance.share(f'plate/{box}') * 90_000)}",
        "lock_no": f"LK-{box}",
        "planned_drive_minutes": int(chance.lasts(PLANNED).total_seconds() // 60),
    }
