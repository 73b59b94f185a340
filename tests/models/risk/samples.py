"""Batches as the tests need them: a named pair, looked at whole or in part, with findings."""

from datetime import UTC, datetime, timedelta
from typing import Any

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Channel
from models.kernel.terms import MetalKind, RiskLevel, Suspicion
from models.risk.records import BatchRecord, Finding, Inspected, Pair
from models.risk.standing import Circumstances, Standing
from models.rules.risk import HyperGrid
from models.rules.rulebook import rulebook

RULES = rulebook("2025-09").risk
COARSE = RULES.model_copy(
    update={
        "grid": HyperGrid(least=2, most=500, strengths=4, scalings=3, spread=1200, centre=20),
    }
)
"""The same rules with fewer points of the grid: for tests that are not about bounds."""
NOW = datetime(2025, 12, 1, tzinfo=UTC)
PAIR = Pair("甬东再生铜业", "Kobe Metals", MetalKind.COPPER)
LOOKS = (Channel.PORTAL, Channel.MACHINE, Channel.DOCUMENTS)
GOOD = Circumstances(
    credit="ADVANCED_CERTIFIED",
    credit_floor=RiskLevel.R1,
    form="BRIGHT_WIRE",
    evidence=100,
    violations=0,
    portal_alarm=False,
    evidence_complete=True,
)


def finding(reason: ReasonCode = ReasonCode.INCLUSION, **fields: Any) -> Finding:
    told: dict[str, Any] = {
        "id": "F-1",
        "suspicion": Suspicion.CONFIRMED,
        "occurred_at": NOW - timedelta(days=3),
    }
    return Finding(reason=reason, **(told | fields))


def inspected(boxes: int = 2, emptied: int = 2, **fields: Any) -> Inspected:
    told: dict[str, Any] = {"opened": boxes, "done": LOOKS}
    return Inspected(boxes=boxes, emptied=emptied, **(told | fields))


def batch(number: int = 1, pair: Pair = PAIR, **fields: Any) -> BatchRecord:
    """Unpacked whole and clean; one a day, the higher the number the longer ago."""
    told: dict[str, Any] = {
        "id": f"{pair.enterprise}/{pair.supplier}/{number:03}",
        "concluded_at": NOW - timedelta(days=number),
        "category": "A",
        "code": "7404000030",
        "origin": "JP",
        "load_port": "JPUKB",
        "net_kg": 43_000,
        "inspected": inspected(),
    }
    named: dict[str, Any] = {
        "enterprise": pair.enterprise,
        "supplier": pair.supplier,
        "kind": pair.kind,
    }
    return BatchRecord(**(named | told | fields))


def standing(level: RiskLevel = RiskLevel.R2, **fields: Any) -> Standing:
    told: dict[str, Any] = {"pair": PAIR, "since": NOW - timedelta(days=400), "circumstances": GOOD}
    return Standing(level=level, **(told | fields))
