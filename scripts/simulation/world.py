"""How the whole world answers events: the tables of its parts, joined."""

from models.kernel.terms import Mode
from scripts.simulation import duty, inbound, inspection, returns, traditional_port, transport_world
from scripts.simulation.goods import SimulatedBatch
from scripts.simulation.simulator import AllAnswers, Life

_PARTS = tuple(
    part.ANSWERS for part in (inbound, transport_world, traditional_port, inspection, returns, duty)
)

ANSWERS: AllAnswers = {
    kind: tuple(part[kind] for part in _PARTS if kind in part)
    for kind in dict.fromkeys(kind for part in _PARTS for kind in part)
}


def play(batch: SimulatedBatch, mode: Mode, rulebook: str) -> Life:
    """The batch in one mode, played to its end."""
    life = Life(batch, mode, rulebook, ANSWERS)
    life.play()
    return life
