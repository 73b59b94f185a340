"""How the whole world answers events: the tables of its parts, joined."""

from models.terms import Mode
from scripts.simulation import duty, haul, inbound, inspection, returning
from scripts.simulation.goods import Batch
from scripts.simulation.life import AllAnswers, Life

_PARTS = tuple(part.ANSWERS for part in (inbound, haul, inspection, returning, duty))

ANSWERS: AllAnswers = {
    kind: tuple(part[kind] for part in _PARTS if kind in part)
    for kind in dict.fromkeys(kind for part in _PARTS for kind in part)
}


def play(batch: Batch, mode: Mode, rulebook: str) -> Life:
    """The batch in one mode, played to its end."""
    life = Life(batch, mode, rulebook, ANSWERS)
    life.play()
    return life
