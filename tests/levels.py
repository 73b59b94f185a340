"""Levels of tests: a pair that was approved at a level, as the stream of its supplier says it."""

from datetime import datetime

from models.kernel.identity import risk_stream_id
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel
from models.risk.records import Pair
from models.risk.supplier_stream import PinnedLevel
from models.rules.risk import RiskRules


def pinned(
    level: RiskLevel = RiskLevel.R1, why: Why = Why.COLD_START, census: int = 0
) -> PinnedLevel:
    """A level with the stand of a stream."""
    stream = risk_stream_id("Kobe Metals")
    return PinnedLevel(level=level, why=why, census=census, stream=stream, version=1, hash=64 * "0")


class FixedLevels:
    """Says the same of every pair, without a ledger."""

    def __init__(self, level: RiskLevel = RiskLevel.R1) -> None:
        self._level = level

    async def level(self, _: Pair, __: datetime, ___: RiskRules) -> PinnedLevel:
        """The level of the tests."""
        return pinned(self._level)
