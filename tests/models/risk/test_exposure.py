"""How much a batch was really looked at, by reason, and what a rate is worth that divides by it."""

from math import sqrt
from statistics import fmean

import pytest
from pydantic import ValidationError

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Band, Channel, Measure
from models.kernel.terms import Suspicion
from models.risk.exposure import Exposures, joint, mixes
from models.risk.records import gravest, heaviest
from scripts.simulation.population import chance
from tests.models.risk.samples import LOOKS, RULES, batch, finding, inspected

NC = ReasonCode


@pytest.mark.parametrize(
    "reason, plan, thousandths",
    [
        (NC.INCLUSION, inspected(2, 2), 950),
        (NC.INCLUSION, inspected(2, 1), 475),
        (NC.INCLUSION, inspected(2, 0), 0),
        (NC.MIXED_LOADING, inspected(2, 0), 975),
        (NC.MIXED_LOADING, inspected(2, 0, opened=1), 737),
        (NC.MIXED_LOADING, inspected(2, 0, done=()), 950),
        (NC.EXPLOSIVE, inspected(4, 1), 618),
        (NC.METAL_CONTENT, inspected(2, 2), 0),
        (NC.METAL_CONTENT, inspected(2, 2, done=(*LOOKS, Channel.LABORATORY)), 1000),
        (NC.RAD_DOSE_RATE, inspected(2, 0, opened=0), 1000),
        (NC.RAD_DOSE_RATE, inspected(2, 0, opened=0, done=()), 0),
        (NC.RAD_SURFACE, inspected(2, 0, opened=0), 0),
        (NC.INCLUSION, inspected(2, 2, uncovered=(NC.INCLUSION,)), 0),
    ],
)
def test_the_exposure_is_one_less_what_every_look_would_miss(
    reason: ReasonCode, plan: object, thousandths: int
) -> None:
    assert Exposures(RULES).of(batch(inspected=plan))[reason] == thousandths


def test_a_suspicion_leaves_the_exposure_of_its_reason_until_it_is_settled() -> None:
    suspected = batch(findings=(finding(suspicion=Suspicion.SUSPECTED),))
    exposures = Exposures(RULES)
    assert exposures.of(suspected)[NC.INCLUSION] == 0
    assert exposures.of(suspected)[NC.COATED_SHARE] == 950
    assert exposures.of(batch())[NC.INCLUSION] == 950


def test_a_band_was_looked_for_only_if_each_of_its_reasons_could_be_found() -> None:
    exposures = Exposures(RULES)
    assert exposures.looked_for(batch(), Band.MAJOR)
    assert not exposures.looked_for(batch(inspected=inspected(2, 0)), Band.MAJOR)


def test_the_exposure_to_several_reasons_follows_what_is_usually_found() -> None:
    exposures = Exposures(RULES)
    found = (finding(), finding(NC.SOLID_WASTE))
    seen = [(b, exposures.of(b)) for b in (batch(n, findings=found[: n % 3]) for n in range(30))]
    mix = mixes(seen, RULES)[Measure.GRAVE]
    assert sum(mix.values()) == 1000
    assert mix[NC.INCLUSION] > mix[NC.SOLID_WASTE] > mix[NC.COATED_SHARE]
    assert joint(exposures.of(batch()), mix) < 1000


def test_a_reason_that_nobody_looks_for_makes_the_whole_less_looked_at() -> None:
    exposures = Exposures(RULES)
    blind, seeing = (
        [batch(n, inspected=inspected(done=done)) for n in range(40)]
        for done in (LOOKS, (*LOOKS, Channel.LABORATORY))
    )
    known = [
        joint(
            exposures.of(each[0]), mixes([(b, exposures.of(b)) for b in each], RULES)[Measure.ANY]
        )
        for each in (blind, seeing)
    ]
    assert known[0] < known[1] - 50


def test_a_batch_counts_in_its_gravest_band_and_with_its_greatest_weight() -> None:
    found = (finding(NC.VOLATILES), finding(NC.INCLUSION), finding(NC.APPEARANCE))
    assert (gravest(found, RULES), heaviest(found, RULES)) == (Band.MAJOR, 5)
    assert (gravest((), RULES), heaviest((), RULES)) == (None, 0)


def test_only_what_was_confirmed_of_goods_that_came_counts() -> None:
    told = batch(
        findings=(
            finding(id="1"),
            finding(id="2", abroad=True),
            finding(id="3", suspicion=Suspicion.CLEARED),
            finding(id="4", suspicion=Suspicion.SUSPECTED),
            finding(id="5", escaped=True),
        )
    )
    assert [each.id for each in told.confirmed] == ["1", "5"]
    assert [each.id for each in told.pending] == ["4"]


@pytest.mark.parametrize("boxes, opened, emptied", [(2, 3, 0), (2, 1, 2), (0, 0, 0), (2, -1, 0)])
def test_more_than_there_is_cannot_have_been_looked_at(
    boxes: int, opened: int, emptied: int
) -> None:
    with pytest.raises(ValidationError):
        inspected(boxes, emptied, opened=opened)


def test_v2_a_rate_by_exposure_is_unbiased_where_the_naive_one_is_three_times_too_good() -> None:
    """160 of 200 batches as at R1 (one of two boxes emptied in a tenth, 5 % whole); truth 2 %."""
    random, exposures = chance("v2"), Exposures(RULES)
    truth, looked, sensitivity = 0.02, 0.145, 0.95
    naive, weighted, exposed = [], [], []
    seen = {
        emptied: exposures.of(batch(inspected=inspected(2, emptied)))[NC.INCLUSION]
        for emptied in (0, 1, 2)
    }
    for _ in range(3000):
        found, horvitz, exposure = 0, 0.0, 0
        for number in range(200):
            whole = number >= 160 or random.random() < 0.05
            emptied = 2 if whole else int(random.random() < 0.2)
            exposure += seen[emptied]
            if random.random() < truth and random.random() < emptied / 2 * sensitivity:
                found += 1
                horvitz += 1 / ((1 if number >= 160 else looked) * sensitivity)
        naive.append(found / 200)
        weighted.append(horvitz / 200)
        exposed.append(found * 1000 / exposure)
    assert fmean(naive) < truth / 3
    assert fmean(exposed) == pytest.approx(truth, rel=0.05)
    assert _error(exposed, truth) <= 0.8 * _error(weighted, truth)


def _error(estimates: list[float], truth: float) -> float:
    return sqrt(fmean((each - truth) ** 2 for each in estimates))
