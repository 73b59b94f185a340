"""The whole simulation: batches drawn from a seed, each played in every mode that is asked for.

Batches know nothing of each other, so shares of them can be played anywhere and joined.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models.kernel.terms import Mode
from models.rules.rulebook import in_force, rulebook
from scripts.simulation.figures import Ended, Simulation, assumptions, ended, played, saved
from scripts.simulation.goods import FIRST_SAILING, batch
from scripts.simulation.world import play

A_SHARE = 50

Lives = dict[Mode, list[Ended]]


class BatchRange(NamedTuple):
    """Some batches, by their numbers, and the modes to play them in."""

    seed: int
    numbers: range
    modes: tuple[Mode, ...]


def shares(seed: int, consignments: int, modes: tuple[Mode, ...]) -> Iterator[BatchRange]:
    """All batches, some at a time."""
    for first in range(1, consignments + 1, A_SHARE):
        yield BatchRange(seed, range(first, min(first + A_SHARE, consignments + 1)), modes)


def lived(share: BatchRange) -> Lives:
    """Play a share: the same result for the same share, in any process."""
    version = _version()
    batches = [batch(share.seed, number, rulebook(version)) for number in share.numbers]
    return {mode: [ended(play(each, mode, version)) for each in batches] for mode in share.modes}


def joined(seed: int, modes: tuple[Mode, ...], parts: Iterable[Lives]) -> Simulation:
    """What all shares, in their order, amount to."""
    lives: Lives = {mode: [] for mode in modes}
    for part in parts:
        for mode in modes:
            lives[mode] += part[mode]
    both = Mode.PILOT in lives and Mode.TRADITIONAL in lives
    return Simulation(
        seed=seed,
        consignments=len(lives[modes[0]]),
        rulebook=_version(),
        modes=tuple(played(mode, of_mode) for mode, of_mode in lives.items()),
        saved=saved(lives[Mode.PILOT], lives[Mode.TRADITIONAL]) if both else (),
        assumptions=assumptions(),
    )


def simulate(seed: int, consignments: int, modes: tuple[Mode, ...]) -> Simulation:
    """Play so many batches here."""
    return joined(seed, modes, map(lived, shares(seed, consignments, modes)))


def _version() -> str:
    """One rulebook for all batches: the one in force when the first of them sails."""
    return in_force(FIRST_SAILING.date())
