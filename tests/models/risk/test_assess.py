"""The assessment of all pairs: the same in any order, whole numbers, never better by itself."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from models.kernel.codes import ReasonCode
from models.kernel.errors import BadHistory
from models.kernel.risk_terms import Band, Measure, Why
from models.kernel.terms import MetalKind, RiskLevel, Suspicion
from models.risk.assess import assess
from models.risk.assessment import Assessment, PairAssessment
from models.risk.records import BatchRecord, Pair
from models.risk.spans import months_before
from models.risk.standing import Standing, Standings
from scripts.simulation.population import FIRST_DAY, chance, history
from tests.models.risk.samples import COARSE, GOOD, NOW, PAIR, batch, finding, inspected, standing

NC = ReasonCode
R1, R2, R3, R4 = RiskLevel
OTHERS = [Pair("另一企业", f"Supplier {n}", MetalKind.COPPER) for n in range(6)]
CLEAN = [batch(n, pair) for pair in OTHERS for n in range(1, 41)]


def assessed(own: list[BatchRecord], *rows: Standing, **fields: Any) -> Assessment:
    before = Standings(at=fields.get("before"), rows=rows or (standing(R2),))
    return assess([*CLEAN, *own], before, COARSE, NOW)


def of(assessment: Assessment, pair: Pair = PAIR) -> PairAssessment:
    return next(row for row in assessment.pairs if row.pair == pair)


def upper(assessment: Assessment, measure: Measure = Measure.ANY) -> int:
    return next(each.upper for each in of(assessment).figures if each.measure is measure)


def test_v11_the_order_of_the_batches_is_no_matter() -> None:
    batches = history(3, 1, 60, "order")
    at = FIRST_DAY + timedelta(days=701)
    first = assess(batches, Standings(), COARSE, at).model_dump_json()
    random = chance("order")
    for _ in range(100):
        random.shuffle(batches)
        assert assess(batches, Standings(), COARSE, at).model_dump_json() == first


def test_v11_no_float_leaves_the_core() -> None:
    told = assessed([batch(1, findings=(finding(),)), batch(2)]).model_dump()
    assert [value for value in leaves(told) if isinstance(value, float)] == []


def leaves(value: object) -> Iterator[object]:
    match value:
        case dict():
            for inner in value.values():
                yield from leaves(inner)
        case list() | tuple():
            for inner in value:
                yield from leaves(inner)
        case _:
            yield value


def test_a_pair_that_nobody_has_seen_is_at_r2_and_an_unknown_credit_is_the_worst() -> None:
    unseen = assess([], Standings(rows=(standing(R2),)), COARSE, NOW)
    assert of(unseen).batches == 0
    assert of(unseen).level >= R2
    (row,) = assess([batch()], Standings(), COARSE, NOW).pairs
    assert row.level is R4
    assert Why.CREDIT in {floor.why for floor in row.floors}


def test_clean_batches_lower_the_bound_and_batches_that_nobody_opened_do_not() -> None:
    some, many = ([batch(n) for n in range(1, last)] for last in (6, 41))
    unopened = [batch(n, inspected=inspected(opened=0, emptied=0, done=())) for n in range(1, 41)]
    assert upper(assessed(many)) < upper(assessed(some)) < upper(assessed(unopened))
    assert of(assessed(unopened)).looked_for == 0


def test_nothing_gets_better_by_itself_and_a_review_is_told_what_could() -> None:
    rules_ready = [batch(n) for n in range(1, 61)]
    row = of(assessed(rules_ready, standing(R3, since=NOW - timedelta(days=200))))
    assert (row.by_rule, row.level, row.proposed) == (R1, R3, R2)


def test_a_level_that_its_bounds_no_longer_bear_gets_worse_at_once_and_says_why() -> None:
    own = [
        batch(n, findings=(finding(NC.VOLATILES, id=f"F{n}"),) if n % 7 == 0 else ())
        for n in range(1, 41)
    ]
    counted = tuple((each.id, Band.MINOR) for each in own if each.findings)
    before = standing(R1, counted=counted)
    result = assessed(own, before, before=NOW - timedelta(minutes=1))
    (move,) = [move for move in result.moves if move.pair == PAIR]
    assert (move.before, move.why) == (R1, Why.BOUND)
    assert move.after is of(result).level > R1
    (row,) = [row for row in result.standings if row.pair == PAIR]
    assert (row.level, row.why, row.since) == (move.after, (Why.BOUND,), NOW)


def test_a_finding_that_was_heard_late_and_told_nobody_counts_once() -> None:
    own = [batch(3, findings=(finding(NC.MIXED_LOADING),)), *(batch(n) for n in range(4, 60))]
    late = NOW - timedelta(minutes=1)
    missed = assessed(own, standing(R1), before=late)
    assert [move.why for move in missed.moves if move.pair == PAIR] == [Why.MAJOR_FOUND]
    (row,) = [row for row in missed.standings if row.pair == PAIR]
    assert [move for move in assessed(own, row, before=late).moves if move.pair == PAIR] == []


def test_findings_since_the_last_assessment_switch_a_level_and_older_ones_do_not() -> None:
    own = [batch(3, findings=(finding(NC.MIXED_LOADING),)), *(batch(n) for n in range(4, 60))]
    moved = assessed(own, standing(R1), before=NOW - timedelta(days=4))
    assert reasons(moved) == [(R3, Why.MAJOR_FOUND, ("F-1",))]
    known = assessed(own, standing(R3), before=NOW - timedelta(days=2))
    assert reasons(known) == []


def test_a_late_finding_in_a_batch_of_before_switches_too() -> None:
    late = finding(NC.MIXED_LOADING, occurred_at=NOW - timedelta(days=1))
    own = [batch(30, findings=(late,)), *(batch(n) for n in range(4, 30))]
    moved = assessed(own, standing(R1), before=NOW - timedelta(days=2))
    assert reasons(moved) == [(R3, Why.MAJOR_FOUND, ("F-1",))]


def reasons(assessment: Assessment) -> list[tuple[RiskLevel, Why, tuple[str, ...]]]:
    return [(m.after, m.why, m.because) for m in assessment.moves if m.pair == PAIR]


def test_an_assessment_of_the_same_batches_moves_nothing_again() -> None:
    own = [batch(3, findings=(finding(NC.EXPLOSIVE),)), batch(4)]
    first = assessed(own)
    again = assess([*CLEAN, *own], Standings(at=NOW, rows=first.standings), COARSE, NOW)
    assert again.moves == ()
    assert again.digest == first.digest
    assert again.standings == first.standings


def test_a_suspicion_is_shown_with_the_bound_if_it_were_confirmed() -> None:
    row = of(assessed([batch(1, findings=(finding(suspicion=Suspicion.SUSPECTED),)), batch(2)]))
    (figure,) = [each for each in row.figures if each.measure is Measure.GRAVE]
    assert (figure.found, figure.pending) == (0, 1)
    assert figure.if_confirmed > figure.upper


def test_below_ten_batches_of_exposure_no_percentage_is_claimed() -> None:
    assert all(each.few for each in of(assessed([batch(1)])).figures)
    assert not any(each.few for each in of(assessed([batch(n) for n in range(1, 60)])).figures)


def test_what_was_found_more_than_two_years_ago_is_in_no_rate() -> None:
    old = NOW - timedelta(days=740)
    gone = batch(1, concluded_at=old, findings=(finding(occurred_at=old),))
    row = of(assessed([gone, batch(2)]))
    assert (row.batches, [each.found for each in row.figures]) == (1, [0, 0, 0])


def test_months_are_counted_to_the_same_day_or_the_last_of_the_month() -> None:
    assert months_before(NOW, 24).isoformat() == "2023-12-01T08:00:00+08:00"
    leap = months_before(NOW.replace(month=3, day=31), 1)
    assert (leap.month, leap.day) == (2, 28)


@pytest.mark.parametrize(
    "own, said",
    [
        ([batch(1), batch(1)], "is there twice"),
        ([batch(1, concluded_at=NOW + timedelta(seconds=1))], "concluded_at is 2025-12-01"),
        ([batch(1, findings=(finding(occurred_at=NOW + timedelta(1)),))], "F-1 is 2025-12-02"),
    ],
)
def test_a_history_that_contradicts_itself_or_runs_ahead_is_refused(
    own: list[BatchRecord], said: str
) -> None:
    with pytest.raises(BadHistory, match=said):
        assessed(own)


def test_assessments_do_not_go_back() -> None:
    with pytest.raises(BadHistory, match="do not go back"):
        assessed([], before=NOW + timedelta(seconds=1))


def test_a_pair_stands_once() -> None:
    with pytest.raises(ValidationError, match="stands twice"):
        Standings(rows=(standing(R1), standing(R2)))


def test_an_unknown_circumstance_counts_whole_in_the_score() -> None:
    told = standing(R2, circumstances=GOOD.model_copy(update={"violations": None}))
    assert of(assessed([batch()], told)).score["record"] == 10
    assert of(assessed([batch()])).score["record"] == 0
