"""Batches with a truth that is known: whose goods are bad, in which box, and what a look would see.

Made up, every one of them [asm]; the same for the same seed. What an inspection finds follows from
the truth and from the boxes that are looked into, so that any plan can be run on the same goods.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from models.kernel.codes import ReasonCode
from models.kernel.terms import MetalKind
from models.risk.records import Pair
from models.rules.rulebook import newest
from scripts.simulation.population import FIRST_DAY, REASONS, chance
from scripts.simulation.schemes import IN_ALL_BOXES, SENSITIVITY, TURN_SHARE, TURNED

_WAYS = (("JP", "JPUKB"), ("US", "USLAX"), ("DE", "DEHAM"), ("MY", "MYPKG"), ("KR", "KRPUS"))
_FORMS = ("光亮铜线", "紫铜管", "铜米")
_MOST_BOXES = 3
_BOX_KG = (18_000, 26_000)
_STRENGTH = 40.0
_FREQUENT = (6, 4, 20, 20, 48, 2)
"""How often each of `REASONS` is found [asm]: as in a quarter at a port, papers and pests lead."""

_UNDERWAY = timedelta(days=3)


@dataclass(frozen=True)
class InspectedWorld:
    """So many suppliers, enterprises and batches in so many days; `mean` of the true rates."""

    suppliers: int = 40
    enterprises: int = 12
    batches: int = 2000
    days: int = 730
    mean: float = 0.02
    first: datetime = FIRST_DAY


class Supplier(NamedTuple):
    """A made-up supplier: its true rate, and from which batch on it is `TURNED` instead, if any."""

    name: str
    kind: MetalKind
    code: str
    origin: str
    load_port: str
    rate: float
    turns: int | None


class TrueBatch(NamedTuple):
    """A batch and the truth about it.

    `bad` are the boxes with the defect, `seen` those of all boxes in which a look would show one.
    """

    number: int
    supplier: Supplier
    enterprise: str
    category: str
    net_kg: int
    boxes: tuple[str, ...]
    reason: ReasonCode
    bad: tuple[str, ...]
    seen: tuple[str, ...]
    drawn_at: datetime
    concluded_at: datetime
    turned: bool

    @property
    def id(self) -> str:
        """Its number, as no consignment of ours is called."""
        return f"SYN-{self.number:06}"

    @property
    def pair(self) -> Pair:
        """Who buys it from whom."""
        return Pair(self.enterprise, self.supplier.name, self.supplier.kind)

    def found_in(self, looked_into: Collection[str]) -> tuple[str, ...]:
        """The boxes in which a look into these shows the defect."""
        return tuple(box for box in self.bad if box in self.seen and box in looked_into)


def suppliers_of(world: InspectedWorld, seed: str) -> list[Supplier]:
    """The suppliers of a world."""
    random, codes = chance(f"suppliers/{seed}"), newest().codes
    kinds = list(MetalKind)
    return [
        Supplier(
            name=f"SYNTHETIC SUPPLIER {nth:03}",
            kind=kinds[nth % 2],
            code=codes[kinds[nth % 2]][0],
            origin=_WAYS[nth % len(_WAYS)][0],
            load_port=_WAYS[nth % len(_WAYS)][1],
            rate=random.betavariate(world.mean * _STRENGTH, (1 - world.mean) * _STRENGTH),
            turns=random.randrange(world.batches) if random.random() < TURN_SHARE else None,
        )
        for nth in range(world.suppliers)
    ]


def batches_of(world: InspectedWorld, seed: str) -> Iterator[TrueBatch]:
    """The batches of a world in the order in which they come."""
    suppliers, random = suppliers_of(world, seed), chance(f"batches/{seed}")
    for number in range(world.batches):
        supplier = suppliers[random.randrange(len(suppliers))]
        drawn_at = world.first + timedelta(days=world.days * number / world.batches)
        yield _batch(world, number, supplier, drawn_at, random)


def _batch(
    world: InspectedWorld, number: int, supplier: Supplier, drawn_at: datetime, random: Random
) -> TrueBatch:
    boxes = tuple(f"BOX{nth}" for nth in range(1, 2 + random.randrange(_MOST_BOXES)))
    turned = supplier.turns is not None and number >= supplier.turns
    is_bad = random.random() < (TURNED if turned else supplier.rate)
    everywhere, where = random.random() < IN_ALL_BOXES, random.choice(boxes)
    return TrueBatch(
        number=number,
        supplier=supplier,
        enterprise=f"SYNTHETIC ENTERPRISE {random.randrange(world.enterprises):02}",
        category=random.choice(_FORMS),
        net_kg=sum(random.randrange(*_BOX_KG) for _ in boxes),
        boxes=boxes,
        reason=random.choices(REASONS, _FREQUENT)[0],
        bad=(boxes if everywhere else (where,)) if is_bad else (),
        seen=tuple(box for box in boxes if random.random() < SENSITIVITY),
        drawn_at=drawn_at,
        concluded_at=drawn_at + _UNDERWAY,
        turned=turned,
    )
