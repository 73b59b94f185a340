"""A made-up portfolio with everything in it that a report shows; the same for the same seed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from models.kernel.terms import RiskLevel, Suspicion
from models.risk.records import BatchRecord, Finding, Pair
from models.risk.standing import Circumstances, Standing, Standings
from scripts.simulation.population import FIRST_DAY, chance, history

SUPPLIERS, ENTERPRISES, BATCHES = 18, 3, 3300
_LAST_DAY = FIRST_DAY + timedelta(days=701)
_WHOLE, _BEYOND, _PENDING, _CLEARED, _ABROAD, _ESCAPED = 0.1, 0.04, 0.06, 0.1, 0.06, 0.05
_PAPERS, _HALF = 0.9, 0.5
_LEVELS: Mapping[int, RiskLevel] = {0: RiskLevel.R1, 1: RiskLevel.R2, 2: RiskLevel.R3}


class Synthetic(NamedTuple):
    """Batches over two years, how their pairs stood before, and when they are assessed."""

    batches: list[BatchRecord]
    before: Standings
    at: datetime


def synthetic(seed: str, batches: int = BATCHES, suppliers: int = SUPPLIERS) -> Synthetic:
    """So many batches of so many suppliers."""
    random = chance(f"report {seed}")
    made = history(suppliers, ENTERPRISES, batches, f"report {seed}")
    varied = [_varied(batch, random) for batch in made]
    rows = tuple(_standing(pair, random) for pair in sorted({batch.pair for batch in varied}))
    return Synthetic(varied, Standings(rows=rows), _LAST_DAY)


def _standing(pair: Pair, random: Random) -> Standing:
    """Some begin at R1, as a review may have left them; of one in ten the papers are short."""
    known = random.random() < _PAPERS
    told = Circumstances(
        credit="ADVANCED_CERTIFIED" if random.random() < _HALF else "CERTIFIED",
        credit_floor=RiskLevel.R1,
        form="GRANULES",
        evidence=100 if known else 40,
        violations=0 if known else 1,
        portal_alarm=False,
        evidence_complete=known,
    )
    level = RiskLevel.R1 if known and random.random() < _HALF else RiskLevel.R2
    return Standing(pair=pair, level=level, since=FIRST_DAY, circumstances=told)


def _varied(batch: BatchRecord, random: Random) -> BatchRecord:
    """Some are unpacked whole by chance; findings are settled, open, stopped abroad or late."""
    level = _LEVELS[min(int(random.random() * 4), 2)]
    findings = tuple(_settled(finding, random) for finding in batch.findings)
    plan = batch.inspected
    if random.random() < _WHOLE:
        beyond = int(random.random() < _BEYOND)
        plan = plan.model_copy(update={"emptied": plan.boxes, "whole": True, "beyond": beyond})
    return batch.model_copy(update={"level": level, "findings": findings, "inspected": plan})


def _settled(finding: Finding, random: Random) -> Finding:
    part = random.random()
    for share, fields in (
        (_PENDING, {"suspicion": Suspicion.SUSPECTED}),
        (_CLEARED, {"suspicion": Suspicion.CLEARED}),
        (_ABROAD, {"abroad": True}),
        (_ESCAPED, {"escaped": True}),
    ):
        if part < share:
            return finding.model_copy(update=fields)
        part -= share
    return finding
