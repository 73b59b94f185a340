"""Suppliers whose true rates are known: what an estimate can be held against.

Made up, every one of them [asm]; the same for the same seed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random
from typing import NamedTuple

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Channel
from models.kernel.terms import MetalKind, RiskLevel, Suspicion
from models.risk.records import BatchRecord, Finding, Inspected

MEDIAN_BATCHES = 6
_SPREAD = 0.9
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
_DAYS = 700
_BAD = 0.08
_SAMPLED = 0.1
LOOKS = (Channel.PORTAL, Channel.MACHINE, Channel.DOCUMENTS)
REASONS = (
    *(ReasonCode.INCLUSION, ReasonCode.COATED_SHARE, ReasonCode.APPEARANCE),
    *(ReasonCode.DOC_MISMATCH, ReasonCode.QUARANTINE, ReasonCode.SOLID_WASTE),
)

Draw = Callable[[Random], float]


class Known(NamedTuple):
    """A supplier: its true rate, and what was found in so many batches, all of them looked at."""

    rate: float
    found: int
    batches: int


@dataclass(frozen=True)
class Population:
    """So many suppliers whose rates are drawn."""

    suppliers: int
    rate: Draw

    def drawn(self, seed: str) -> list[Known]:
        """The suppliers of one replicate; half of them have `MEDIAN_BATCHES` or fewer."""
        random = chance(seed)
        found = []
        for _ in range(self.suppliers):
            rate = self.rate(random)
            batches = max(1, round(MEDIAN_BATCHES * exp(random.gauss(0, _SPREAD))))
            hits = sum(random.random() < rate for _ in range(batches))
            found.append(Known(rate, hits, batches))
        return found


def chance(seed: str) -> Random:
    """Draws that are the same for the same seed."""
    return Random(seed)  # noqa: S311


def _beta(mean: float, strength: float) -> Draw:
    return lambda random: random.betavariate(mean * strength, (1 - mean) * strength)


def _two_sorts(random: Random) -> float:
    return 0.2 if random.random() < _BAD else 0.01


POPULATIONS: Mapping[str, Population] = {
    "2 %, strength 40": Population(120, _beta(0.02, 40)),
    "2 %, strength 20": Population(60, _beta(0.02, 20)),
    "0.5 %, strength 100": Population(200, _beta(0.005, 100)),
    "5 %, strength 10": Population(120, _beta(0.05, 10)),
    "10 %, strength 5": Population(200, _beta(0.10, 5)),
    "2 %, strength 200": Population(120, _beta(0.02, 200)),
    "1 %, some at 20 %": Population(120, _two_sorts),
}
"""The seven of V1: alike and unlike, rare and frequent, few and many, and of two sorts."""


def history(suppliers: int, enterprises: int, batches: int, seed: str) -> list[BatchRecord]:
    """Batches of a whole portfolio over two years, for speed and for order of input."""
    random = chance(seed)
    rates = [random.betavariate(0.8, 39.2) for _ in range(suppliers)]
    kinds, origins = list(MetalKind), ["JP", "US", "DE", "MY", "KR", "TH", "GB", "AU"]
    found = []
    for number in range(batches):
        supplier = random.randrange(suppliers)
        boxes, day = 1 + random.randrange(3), random.random() * _DAYS
        emptied = random.randrange(boxes + 1)
        at = FIRST_DAY + timedelta(days=day)
        sampled = random.random() < _SAMPLED
        bad = random.random() < rates[supplier]
        finding = Finding(
            id=f"F{number:06}",
            reason=REASONS[random.randrange(len(REASONS))],
            suspicion=Suspicion.CONFIRMED,
            occurred_at=at,
        )
        found.append(
            BatchRecord(
                id=f"B{number:06}",
                concluded_at=at,
                enterprise=f"E{random.randrange(enterprises):02}",
                supplier=f"S{supplier:04}",
                kind=kinds[supplier % len(kinds)],
                category=f"{supplier % 3}",
                code="7404000030",
                origin=origins[supplier % len(origins)],
                load_port=f"P{supplier % 5}",
                net_kg=42_775,
                level=RiskLevel.R2,
                inspected=Inspected(
                    boxes=boxes,
                    opened=boxes,
                    emptied=emptied,
                    done=(*LOOKS, *((Channel.LABORATORY,) if sampled else ())),
                ),
                findings=(finding,) if bad else (),
            )
        )
    return found
