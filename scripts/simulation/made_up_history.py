"""A made-up history of the traditional mode as a table, and the truth behind it."""

from dataclasses import dataclass
from typing import NamedTuple

from models.history.columns import COLUMNS
from models.kernel.clock import CHINA
from models.kernel.risk_terms import Channel
from models.kernel.terms import Suspicion
from scripts.simulation.inspected_world import (
    InspectedWorld,
    TrueBatch,
    batches_of,
    suppliers_of,
)
from scripts.simulation.population import LOOKS, chance
from scripts.simulation.schemes import drawn

_EMPTIED, _SAMPLED = 0.5, 0.1
"""Of the traditional mode, beside the opening of every box [asm]."""

_MILLION = 1_000_000

Cells = dict[str, str]


class Truth(NamedTuple):
    """What nobody knows of a real supplier: rates in ppm, how many batches were bad, and found."""

    rate_ppm: int
    turns_at: str
    batches: int
    bad: int
    found: int


@dataclass(frozen=True)
class MadeUpHistory:
    """The rows of a table under our own names, and the truth by supplier."""

    rows: tuple[Cells, ...]
    truth: dict[str, Truth]


def made_up(world: InspectedWorld, seed: str) -> MadeUpHistory:
    """The history of a world, looked at as in the traditional mode."""
    random = chance(f"history/{seed}")
    rows, bad, found, count = list[Cells](), dict[str, int](), dict[str, int](), dict[str, int]()
    numbers = dict[int, TrueBatch]()
    for batch in batches_of(world, seed):
        name = batch.supplier.name
        emptied = drawn(_EMPTIED, len(batch.boxes), random.random())
        hit = bool(batch.found_in(batch.boxes[:emptied]))
        rows.append(_row(batch, emptied, hit=hit, sampled=random.random() < _SAMPLED))
        numbers[batch.number] = batch
        count[name] = count.get(name, 0) + 1
        bad[name] = bad.get(name, 0) + bool(batch.bad)
        found[name] = found.get(name, 0) + hit
    truth = {
        each.name: Truth(
            rate_ppm=round(each.rate * _MILLION),
            turns_at="" if each.turns is None else numbers[each.turns].drawn_at.date().isoformat(),
            batches=count.get(each.name, 0),
            bad=bad.get(each.name, 0),
            found=found.get(each.name, 0),
        )
        for each in suppliers_of(world, seed)
    }
    return MadeUpHistory(tuple(rows), truth)


def _row(batch: TrueBatch, emptied: int, *, hit: bool, sampled: bool) -> Cells:
    looks = (*LOOKS, *((Channel.LABORATORY,) if sampled else ()))
    day = batch.concluded_at.astimezone(CHINA).date().isoformat()
    cells = {
        "batch_no": batch.id,
        "concluded": day,
        "enterprise": batch.enterprise,
        "supplier": batch.supplier.name,
        "kind": batch.supplier.kind,
        "category": batch.category,
        "code": batch.supplier.code,
        "origin": batch.supplier.origin,
        "load_port": batch.supplier.load_port,
        "net_weight_kg": str(batch.net_kg),
        "boxes": str(len(batch.boxes)),
        "opened": str(len(batch.boxes)),
        "emptied": str(emptied),
        "channels": "; ".join(looks),
        "synthetic": "YES",
    }
    if hit:
        cells |= {"reason": batch.reason, "status": Suspicion.CONFIRMED, "found": day}
    return {name: cells.get(name, "") for name in COLUMNS}
