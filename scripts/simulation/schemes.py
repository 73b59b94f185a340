"""Schemes of inspection played on the same batches: what each opens, what each lets through.

The population is made up [asm]: suppliers with rates around a mean, some of which turn bad; a
defect lies in all boxes of a batch, or in one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from models.kernel.risk_terms import Band
from scripts.simulation.population import chance

SENSITIVITY = 0.95
IN_ALL_BOXES = 0.4
MAJOR_SHARE = 0.3
TURN_SHARE, TURNED = 0.08, 0.2


@dataclass(frozen=True)
class World:
    """So many suppliers and batches; rates around a mean, the more alike the greater `strength`."""

    suppliers: int = 120
    batches: int = 6000
    mean: float = 0.02
    strength: float = 40


WORLDS = {
    "base": World(),
    "strength 10": World(strength=10),
    "strength 100": World(strength=100),
    "mean 1 %": World(mean=0.01),
    "mean 5 %": World(mean=0.05),
    "half the volume": World(batches=3000),
}


class Arrival(NamedTuple):
    """A batch: whether each box is bad, in which band, and whether its supplier has turned.

    `seen` says box by box whether a look would find it, `chance` decides what a scheme draws.
    """

    supplier: int
    bad: tuple[bool, ...]
    seen: tuple[bool, ...]
    band: Band
    turned: bool
    chances: tuple[float, float]


class Scheme(Protocol):
    """Decides how many boxes of a batch are emptied, and hears what was found in them."""

    def boxes(self, batch: Arrival, number: int) -> int:
        """How many boxes of this batch are emptied."""

    def told(self, batch: Arrival, number: int, emptied: int, *, found: bool) -> bool:
        """Learn what was found; whether the scheme acts on it from now on."""


class Played(NamedTuple):
    """What a scheme came to: batches missed, boxes emptied of all, batches to the first action."""

    missed: int
    batches: int
    emptied: int
    boxes: int
    delays: tuple[int, ...]

    @property
    def missed_per_mille(self) -> float:
        """Bad batches that passed, of a thousand."""
        return 1000 * self.missed / self.batches

    @property
    def opened(self) -> float:
        """The share of all boxes that was emptied."""
        return self.emptied / self.boxes


def arrivals(world: World, seed: str) -> Iterator[Arrival]:
    """The batches of one replicate in their order."""
    random = chance(seed)
    a = world.mean * world.strength
    rates = [random.betavariate(a, world.strength - a) for _ in range(world.suppliers)]
    turns = [
        random.random() * world.batches if random.random() < TURN_SHARE else None for _ in rates
    ]
    for number in range(world.batches):
        supplier = random.randrange(world.suppliers)
        turn = turns[supplier]
        turned = turn is not None and number >= turn
        boxes = 1 + random.randrange(3)
        bad = random.random() < (TURNED if turned else rates[supplier])
        everywhere, where = random.random() < IN_ALL_BOXES, random.randrange(boxes)
        yield Arrival(
            supplier=supplier,
            bad=tuple(bad and (everywhere or nth == where) for nth in range(boxes)),
            seen=tuple(random.random() < SENSITIVITY for _ in range(boxes)),
            band=Band.MAJOR if random.random() < MAJOR_SHARE else Band.MINOR,
            turned=turned,
            chances=(random.random(), random.random()),
        )


def played(world: World, seed: str, make: Callable[[World], Scheme]) -> Played:
    """One scheme on one replicate."""
    scheme = make(world)
    missed = emptied = boxes = 0
    since: dict[int, int] = {}
    delays: dict[int, int] = {}
    for number, batch in enumerate(arrivals(world, seed)):
        looked = scheme.boxes(batch, number)
        found = any(bad and seen for bad, seen in zip(batch.bad, batch.seen[:looked], strict=False))
        acted = scheme.told(batch, number, looked, found=found)
        missed += any(batch.bad) and not found
        emptied += looked
        boxes += len(batch.bad)
        if batch.turned and batch.supplier not in delays:
            since[batch.supplier] = since.get(batch.supplier, 0) + 1
            if acted:
                delays[batch.supplier] = since[batch.supplier]
    return Played(missed, world.batches, emptied, boxes, tuple(delays.values()))


def drawn(share: float, boxes: int, luck: float, least: int = 0) -> int:
    """So many boxes of a batch: the part of a box is drawn."""
    exact = share * boxes
    return min(boxes, max(least, int(exact) + (luck < exact - int(exact))))
