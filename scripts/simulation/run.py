"""The whole simulation: batches drawn from a seed, each played in every mode that is asked for."""

from collections.abc import Sequence

from models.rulebook import in_force, rulebook
from models.terms import Mode
from scripts.simulation.figures import Ended, Simulation, assumptions, ended, played, saved
from scripts.simulation.goods import FIRST_SAILING, batch
from scripts.simulation.world import play


def simulate(seed: int, consignments: int, modes: Sequence[Mode]) -> Simulation:
    """Play so many batches: the same result for the same arguments, in any process."""
    version = in_force(FIRST_SAILING.date())
    batches = [batch(seed, number, rulebook(version)) for number in range(1, consignments + 1)]
    lives: dict[Mode, list[Ended]] = {
        mode: [ended(play(each, mode, version)) for each in batches] for mode in modes
    }
    both = Mode.PILOT in lives and Mode.TRADITIONAL in lives
    return Simulation(
        seed=seed,
        consignments=consignments,
        rulebook=version,
        modes=tuple(played(mode, of_mode) for mode, of_mode in lives.items()),
        saved=saved(lives[Mode.PILOT], lives[Mode.TRADITIONAL]) if both else (),
        assumptions=assumptions(),
    )
