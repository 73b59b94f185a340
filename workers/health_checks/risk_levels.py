"""What waits for a decision on levels of risk: a review that is due, a suspension to consider."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from activities.assessment import SUPPLIERS
from activities.portfolio import PortfolioStream
from activities.supplier_stream import SupplierStreams
from ledger import Ledger
from ledger.connection import unavailable
from models.health.findings import Fault, Finding
from models.kernel.terms import RiskLevel
from models.risk.supplier_stream import level_at
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force, rulebook

AT_R4 = 3
"""So many pairs of an enterprise at R4 propose to suspend it (our proposal)."""


async def reviews_due(
    pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
) -> list[Finding]:
    """One finding for each quarter whose review nobody has held yet."""
    ledger = Ledger(pool)
    known = await PortfolioStream(ledger, ledger).known()
    return [
        Finding(fault=Fault.RISK_REVIEW_DUE, subject=quarter, why=f"until {due:%Y-%m-%d}")
        for quarter, due in known.due.items()
    ]


async def suspensions_proposed(
    pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
) -> list[Finding]:
    """One finding for each enterprise of which so many pairs are at R4."""
    streams, now = SupplierStreams(Ledger(pool), Ledger(pool)), datetime.now(UTC)
    rules = rulebook(in_force(day_in_china(now))).risk
    with unavailable():
        names = [row["supplier"] for row in await pool.fetch(SUPPLIERS)]
    worst = Counter[str]()
    for name in names:
        known = await streams.known(name, now)
        for row in known.risk.standings:
            if level_at(known, row.pair, now, rules).level is RiskLevel.R4:
                worst[row.pair.enterprise] += 1
    return [
        Finding(fault=Fault.SUSPENSION_PROPOSED, subject=code, why=f"{number} pairs at R4")
        for code, number in sorted(worst.items())
        if number >= AT_R4
    ]
