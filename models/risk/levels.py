"""From bounds, score and floors to a level: the worst of all that speaks for one."""

from collections.abc import Mapping, Sequence

from models.kernel.risk_terms import Measure, Why
from models.kernel.terms import RiskLevel
from models.risk.figures import MILLE
from models.risk.overrides import Floor
from models.risk.standing import better, worse
from models.rules.risk import RiskRules


def by_bounds(uppers: Mapping[Measure, int], rules: RiskRules) -> RiskLevel:
    """The worst level that a bound in bp allows."""
    return max(rules.ceilings[measure].level(upper) for measure, upper in uppers.items())


def scored(level: RiskLevel, points: Mapping[str, int], rules: RiskRules) -> RiskLevel:
    """A level after the score: at most one step, and only to worse."""
    said = rules.score.ceilings.level(sum(points.values()))
    return min(max(level, said), worse(level))


def few(looked_for: int, of_kind: int, rules: RiskRules) -> tuple[Floor, ...]:
    """Not better than R2 while too few batches were looked at."""
    short = looked_for < rules.small.pair_least or of_kind < rules.small.kind_least
    return (Floor(RiskLevel.R2, Why.FEW_BATCHES),) if short else ()


def worst(levels: Sequence[RiskLevel]) -> RiskLevel:
    """The worst of them; with none, the worst there is."""
    return max(levels, default=RiskLevel.R4)


def proposed(
    level: RiskLevel,
    uppers: Mapping[Measure, int],
    floors: Sequence[Floor],
    rules: RiskRules,
    *,
    qualified: bool,
) -> RiskLevel | None:
    """One step better, for a review to decide; None when anything speaks against it.

    Bounds must be clear of the ceiling by the margin, so that a level does not go to and fro.
    """
    target = better(level)
    if target is level or not qualified or any(floor.level > target for floor in floors):
        return None
    if target is RiskLevel.R3:
        return target
    name = target.lower()
    clear = all(
        upper * MILLE <= getattr(rules.ceilings[measure], name) * rules.switching.margin
        for measure, upper in uppers.items()
    )
    return target if clear else None
