"""The steps that the workflow takes as soon as it can, as a function of the state.

Clearance and checkpoint answer at once; what they answer is made up.
"""

from typing import Any

from models import messages as m
from models.box import Box
from models.messages import Step
from models.state import State
from models.terms import Course, Outcome
from scripts.simulation.assumptions import PLANNED
from scripts.simulation.chance import Chance

Next = tuple[str, Step] | None


def next_step(state: State, chance: Chance) -> Next:
    """The next step and its cause, None when the process waits."""
    if state.frozen:
        return None
    match state.course:
        case Course.INBOUND if state.ready_to_decide:
            level = state.registration.risk_level
            return "instruction", m.InstructionAnswered(risk_level=level, standing="ENROLLED")
        case Course.PILOT | Course.TRADITIONAL if state.releasable:
            return _conclusion(state)
        case Course.PILOT:
            steps = (_of_box(state, box, chance) for box in state.boxes.values())
            return next((step for step in steps if step is not None), None)
        case Course.RETURN if state.left_the_country:
            return _closed(Outcome.RETURNED)
        case Course.RETURN:
            back = (_way_back(box, chance) for box in state.boxes.values())
            return next((step for step in back if step is not None), None)
        case Course.DESTRUCTION if state.happened("destroyed"):
            return _closed(Outcome.DESTROYED)
        case _:
            return None


def _conclusion(state: State) -> Next:
    """In the port goods are released first and picked up after."""
    if not state.released:
        return "release", m.Release()
    gone = state.course is Course.PILOT or state.picked_up
    return _closed(Outcome.RELEASED) if gone else None


def _closed(outcome: Outcome) -> Next:
    return f"close:{outcome}", m.Close(outcome=outcome)


def _of_box(state: State, box: Box, chance: Chance) -> Next:
    number = box.number
    if box.gated_out is None and box.arrived is None:
        if box.cleared and box.permit_no is None:
            visit = f"removal:{number}:{box.permits_spent + 1}"
            permit = f"P-{number}-{box.permits_spent + 1}"
            answered = m.RemovalAnswered(box=number, visit=visit, permit_no=permit, refusal=None)
            return visit, answered
        if box.permit_no is not None and box.trip_no is None:
            return f"trip:{number}", _trip(number, chance)
    elif state.openable(number) and not box.unloading_permitted:
        return f"unloading:{number}", m.PermitUnloading(box=number)
    return None


def _trip(box: str, chance: Chance) -> m.TripAnswered:
    return m.TripAnswered(box=box, trip_no=f"T-{box}", **_truck(box, chance))


def _way_back(box: Box, chance: Chance) -> Next:
    if not box.ready_to_return or box.return_trip_no is not None:
        return None
    number = box.number
    truck = _truck(number, chance)
    answered = m.ReturnTripAnswered(box=number, trip_no=f"R-{number}", **truck)
    return f"return-trip:{number}", answered


def _truck(box: str, chance: Chance) -> dict[str, Any]:
    """One enterprise, one planned drive: the same for all boxes of a batch, there and back."""
    return {
        "plate": f"浙B{10_000 + int(chance.share(f'plate/{box}') * 90_000)}",
        "lock_no": f"LK-{box}",
        "planned_drive_minutes": int(chance.lasts(PLANNED).total_seconds() // 60),
    }
