"""What a plan lets through: average outgoing quality of continuous sampling (risk.md 2.5).

`share` is the effective share in which a defect is found while little is looked at. CSP-1 looks at
all after a finding until so many in a row were clean. CSP-3 goes on after a first finding if the
next four are clean and none follows within the `watched` ones after; the formula of 1951 for it is
known to be wrong, this one equals simulation.
"""

from collections.abc import Callable

from models.kernel.terms import RiskLevel
from models.risk.figures import WHOLE, bound_bp
from models.rules.risk import PlannedShares, RiskRules

_CENSUS = 4
# The worst rate is sought on a grid first, then between the neighbours of the best point.
_GRID = [1.05**-n for n in range(1, 200)]
_HALVINGS = 60
_GOLDEN = (5**0.5 - 1) / 2


def csp1(rate: float, clean: int, share: float) -> float:
    """The share of batches that are looked at under CSP-1."""
    return share / (share + (1 - share) * (1 - rate) ** clean)


def csp3(rate: float, clean: int, share: float, watched: int) -> float:
    """The share of batches that are looked at under CSP-3."""
    good = 1 - rate
    again = 1 - good ** (watched + _CENSUS)
    screened = (1 - good**clean) / (rate * good**clean)
    census = (1 - good**_CENSUS) / rate
    after = good**_CENSUS * (1 - good**watched) / rate
    looked = screened + (1 / rate + census + after) / again
    passed = screened + (1 / (share * rate) + census + after / share) / again
    return looked / passed


def outgoing(rate: float, looked: float) -> float:
    """The average outgoing quality: what is wrong and passes, of all batches."""
    return rate * (1 - looked)


def limit_csp1(clean: int, share: float) -> float:
    """The worst average outgoing quality (AOQL) of CSP-1 over all rates."""
    return _highest(lambda rate: outgoing(rate, csp1(rate, clean, share)))


def limit_csp3(clean: int, share: float, watched: int) -> float:
    """The worst average outgoing quality (AOQL) of CSP-3 over all rates."""
    return _highest(lambda rate: outgoing(rate, csp3(rate, clean, share, watched)))


def detection(shares: PlannedShares, floor: int, boxes: int) -> float:
    """The chance that the one bad box of a batch is emptied; a part of a box is drawn."""
    exact = shares.emptied * boxes / WHOLE
    drawn = max(exact, float(min(shares.at_least, boxes)))
    whole = floor / WHOLE
    return whole + (1 - whole) * min(drawn / boxes, 1.0)


def missed_budget(
    shares: PlannedShares, rules: RiskRules, floor: int | None = None
) -> tuple[str, ...]:
    """Where a plan for R1 lets more through than the budget allows, in words; nothing if not."""
    budget, watched = rules.leakage, rules.switching.watched
    least = rules.floor.least if floor is None else floor
    emptied = detection(shares, least, budget.boxes_a_batch)
    sampled = shares.sampled / WHOLE
    found = (
        ("boxes", limit_csp3(budget.clean_boxes, emptied, watched), budget.boxes),
        ("laboratory", limit_csp3(budget.clean_laboratory, sampled, watched), budget.laboratory),
    )
    return tuple(
        f"{name}: AOQL {bound_bp(limit)} bp, the budget is {allowed} bp"
        for name, limit, allowed in found
        if bound_bp(limit) > allowed
    )


def faults_of_plan(rules: RiskRules) -> tuple[str, ...]:
    """The same of the plan of the rules themselves."""
    return missed_budget(rules.plan[RiskLevel.R1], rules)


def _highest(of: Callable[[float], float]) -> float:
    """The highest value of a function with one peak on (0, 1), by golden section."""
    best = max(range(len(_GRID)), key=lambda n: of(_GRID[n]))
    low, high = _GRID[min(best + 1, len(_GRID) - 1)], _GRID[max(best - 1, 0)]
    for _ in range(_HALVINGS):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if of(left) < of(right):
            low = left
        else:
            high = right
    return of((low + high) / 2)
