"""The traditional mode in the port: yard, instruction, slot, site, pick-up (domain 5)."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from models.arrival.events import ModeDecided
from models.kernel.event import Event
from models.kernel.terms import Mode, ProcessPhase
from models.port.events import MachineInspected, RadiationMeasured
from models.supervision.events import FellBack, ReleasedForUse
from models.traditional_port.events import (
    ArrivedAtSite,
    InspectionInstructed,
    InspectionSlotGiven,
    ReturnedToYard,
)
from models.transport.events import GatedOut
from scripts.simulation import assumptions as a
from scripts.simulation.inspection import start
from scripts.simulation.simulator import Answers, Life, Told, saying

PLACE = "inspection site 2"
BETWEEN_BOXES = timedelta(minutes=10)


class Step(NamedTuple):
    """What is told when that part of a span has passed: of each box, or (box "") of the whole."""

    span: a.HoursBetween
    passed: float
    each_box: bool
    tell: Callable[[Life, str], Told]


def _instruction(life: Life, _: str) -> Told:
    shares = life.state.rules.proportions[life.state.registration.risk_level]
    return InspectionInstructed(
        opened_share=shares.opened, emptied_share=shares.emptied, place=PLACE
    )


def _slot(life: Life, _: str) -> Told:
    left = life.chance.lasts(a.WAITED) * (1 - SLOT_AFTER) + life.chance.lasts(a.SHUTTLED)
    return InspectionSlotGiven(slot=life.now + left, place=PLACE)


SLOT_AFTER = 0.8
STEPS = (
    Step(a.WAITED, 0.1, each_box=True, tell=lambda _, box: ReturnedToYard(box=box)),
    Step(a.WAITED, 0.4, each_box=False, tell=_instruction),
    Step(a.WAITED, SLOT_AFTER, each_box=False, tell=_slot),
    Step(a.SHUTTLED, 0.9, each_box=True, tell=lambda _, box: ArrivedAtSite(box=box)),
)


def _checked(life: Life, _: Event) -> None:
    """Once all boxes are checked, step follows step until the inspector comes."""
    boxes = life.state.boxes.values()
    measured = all(box.radiation and box.machine for box in boxes)
    if life.state.course is not ProcessPhase.TRADITIONAL or not measured or not life.once("yard"):
        return
    begun = dict[a.HoursBetween, timedelta]()
    end = timedelta(0)
    for span in dict.fromkeys(step.span for step in STEPS):
        begun[span], end = end, end + life.chance.lasts(span)
    for step in STEPS:
        passed = begun[step.span] + life.chance.lasts(step.span) * step.passed
        for nth, box in enumerate(life.state.boxes if step.each_box else [""]):
            life.later(passed + nth * BETWEEN_BOXES, _telling(step, box))
    life.later(end, start)


def _telling(step: Step, box: str) -> Callable[[Life], Told]:
    return lambda life: step.tell(life, box)


def _released(life: Life, _: Event) -> None:
    """The boxes are picked up, and nobody follows them any more."""
    if life.state.mode is Mode.TRADITIONAL:
        left = life.chance.lasts(a.PICKED_UP)
        for nth, (number, box) in enumerate(life.state.boxes.items()):
            gate = GatedOut(box=number, plate=box.plate, lock_no="", locked=True)
            life.later(left + nth * BETWEEN_BOXES, saying(gate))


ANSWERS: Answers = {
    RadiationMeasured: _checked,
    MachineInspected: _checked,
    ModeDecided: _checked,
    FellBack: _checked,
    ReleasedForUse: _released,
}
