"""The nine parts of the score, and the one step that it may move a level."""

from itertools import pairwise

import pytest

from models.kernel.risk_terms import Measure, Why
from models.kernel.terms import RiskLevel
from models.risk.levels import by_bounds, few, proposed, scored, worst
from models.risk.overrides import Floor
from models.risk.score import Bounds, score
from models.risk.standing import Circumstances
from tests.models.risk.samples import GOOD, RULES

R1, R2, R3, R4 = RiskLevel
CLEAN = {Measure.ANY: 450, Measure.GRAVE: 270, Measure.CRITICAL: 135, Measure.HARM: 225}


def test_the_most_of_the_nine_parts_is_a_hundred() -> None:
    assert sum(RULES.score.most.values()) == 100
    worst_of_all = score(Circumstances(), Bounds(9999, 9999, 9999, 9999), RULES)
    assert dict(worst_of_all) == RULES.score.most
    assert sum(score(GOOD, Bounds(0, 0, 0, 0), RULES).values()) == 0


@pytest.mark.parametrize("part, nth", [("supplier", 0), ("pair", 1), ("origin", 2), ("reasons", 3)])
def test_four_parts_rise_with_a_bound_and_never_fall(part: str, nth: int) -> None:
    points = []
    for bound in range(0, 2500, 50):
        bounds = [0, 0, 0, 0]
        bounds[nth] = bound
        points.append(score(GOOD, Bounds(*bounds), RULES)[part])
    assert all(a <= b for a, b in pairwise(points))
    assert (points[0], points[-1]) == (0, RULES.score.most[part])


@pytest.mark.parametrize(
    "level, points, then", [(R1, 25, R1), (R1, 26, R2), (R1, 99, R2), (R3, 0, R3), (R4, 99, R4)]
)
def test_the_score_moves_one_step_and_only_to_worse(
    level: RiskLevel, points: int, then: RiskLevel
) -> None:
    assert scored(level, {"all": points}, RULES) is then


@pytest.mark.parametrize(
    "measure, upper, level",
    [
        (Measure.ANY, 501, R2),
        (Measure.GRAVE, 601, R3),
        (Measure.CRITICAL, 601, R4),
        (Measure.HARM, 251, R2),
    ],
)
def test_the_worst_bound_decides(measure: Measure, upper: int, level: RiskLevel) -> None:
    assert by_bounds(CLEAN, RULES) is R1
    assert by_bounds(CLEAN | {measure: upper}, RULES) is level


def test_few_batches_are_not_better_than_r2() -> None:
    assert [f.level for f in few(4, 99, RULES)] == [R2]
    assert [f.level for f in few(5, 19, RULES)] == [R2]
    assert few(5, 20, RULES) == ()
    assert worst([]) is R4


def test_a_better_level_is_one_step_clear_of_its_ceiling_by_the_margin() -> None:
    assert proposed(R2, CLEAN, (), RULES, qualified=True) is R1
    assert proposed(R2, CLEAN | {Measure.ANY: 451}, (), RULES, qualified=True) is None
    assert proposed(R2, CLEAN, (), RULES, qualified=False) is None
    assert proposed(R2, CLEAN, (Floor(R2, Why.NOTICE),), RULES, qualified=True) is None
    assert proposed(R4, CLEAN, (), RULES, qualified=True) is R3
    assert proposed(R1, CLEAN, (), RULES, qualified=True) is None
