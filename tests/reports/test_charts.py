"""The charts as data: limits, colours, what is grey, what is said of assumptions."""

from fractions import Fraction
from itertools import pairwise
from math import comb
from random import Random
from typing import Any

import pytest

from models.kernel.codes import ReasonCode
from models.kernel.language import Language
from models.kernel.risk_terms import Measure
from models.risk.assess import assess
from models.risk.standing import Standings
from reports.risk.beta_binomial import limits
from reports.risk.canonical import canonical
from reports.risk.chart import Chart
from reports.risk.charts import CHARTS
from reports.risk.known import Known, known
from tests.models.risk.samples import COARSE, NOW, PAIR, batch, finding, inspected
from tests.reports.portfolio import assessed, made, of_all

EN = Language.EN


def of(name: str, batches: list[Any]) -> Chart:
    found = assess(batches, Standings(), COARSE, NOW)
    return CHARTS[name](known(batches, found, COARSE))


@pytest.mark.parametrize("rate, strength", [(Fraction(1, 20), 40), (Fraction(1, 4), 8)])
def test_limits_are_those_of_the_exact_beta_binomial_distribution(
    rate: Fraction, strength: int
) -> None:
    looked, a, b = 30, int(rate * strength), int((1 - rate) * strength)

    def rising(x: int, n: int) -> Fraction:
        found = Fraction(1)
        for step in range(n):
            found *= x + step
        return found

    exact = [
        comb(looked, k) * rising(a, k) * rising(b, looked - k) / rising(a + b, looked)
        for k in range(looked + 1)
    ]
    assert sum(exact) == 1
    for share in (Fraction(95, 100), Fraction(998, 1000)):
        low, high = limits(looked, float(rate), strength, float(share))
        rest = (1 - share) / 2
        assert sum(exact[:low]) <= rest < sum(exact[: low + 1])
        assert sum(exact[high + 1 :]) <= rest < sum(exact[high:])


def test_limits_are_wider_where_suppliers_differ_more() -> None:
    assert limits(60, 0.05, 5, 0.95)[1] > limits(60, 0.05, 500, 0.95)[1]


def test_a_supplier_beyond_chance_stands_out_and_none_is_ranked() -> None:
    bad = [
        batch(n, PAIR._replace(supplier="Bad"), findings=(finding(id=f"F-{n}"),))
        for n in range(1, 13)
    ]
    others = [batch(n, PAIR._replace(supplier=f"S{s}")) for s in range(9, 0, -1) for n in range(20)]
    chart = of("funnel", [*bad, *others])
    rows = {r.values["supplier"]: r.values for r in chart.rows if r.values["row"] == "supplier"}
    assert rows["Bad"]["outside"] == "99.8"
    assert {row["outside"] for name, row in rows.items() if name != "Bad"} == {"inside"}
    assert list(rows) == sorted(rows, key=str)


def test_the_funnel_prints_no_rate_of_a_supplier_that_hardly_anybody_looked_at() -> None:
    chart = of("funnel", [batch(n) for n in range(1, 4)])
    (row,) = (r.values for r in chart.rows if r.values["row"] == "supplier")
    assert row["rate"] is None
    assert row["outside"] == "few"


def test_a_cell_with_an_exposure_below_ten_is_grey() -> None:
    few = [batch(n, origin="US") for n in range(1, 6)]
    many = [batch(n, PAIR._replace(supplier="S2"), origin="JP") for n in range(1, 21)]
    cells = {
        (r.values["reason"], r.values["origin"]): r.values for r in of("heat-map", few + many).rows
    }
    assert cells["NC-01", "US"]["grey"]
    assert cells["NC-01", "US"]["percent"] is None
    assert not cells["NC-01", "JP"]["grey"]
    # Nobody has sampled any batch for a laboratory.
    assert cells["NC-11", "JP"]["grey"]


def test_a_cell_is_hatched_exactly_when_its_interval_holds_what_is_expected() -> None:
    bad = [
        batch(n, origin="US", findings=(finding(ReasonCode.APPEARANCE, id=f"F-{n}"),))
        for n in range(1, 16)
    ]
    good = [batch(n, PAIR._replace(supplier="S2"), origin="JP") for n in range(1, 200)]
    cells = {
        (r.values["reason"], r.values["origin"]): r.values for r in of("heat-map", bad + good).rows
    }
    assert not cells["NC-13", "US"]["as_expected"]
    assert not cells["NC-13", "JP"]["as_expected"]
    assert cells["NC-05", "JP"]["as_expected"]


def test_the_pareto_shows_beside_each_reason_what_nobody_looked_for() -> None:
    batches = [batch(n, inspected=inspected(2, emptied=0, opened=0)) for n in range(1, 12)]
    rows = {r.values["reason"]: r.values for r in of("pareto", batches).rows}
    assert len(rows) == len(ReasonCode)
    assert rows["NC-09"]["not_looked_for"] == 10_000
    assert rows["NC-01"]["not_looked_for"] == 0


def test_the_pareto_adds_up_to_all_the_harm_and_begins_with_the_most() -> None:
    rows = [row.values for row in CHARTS["pareto"](of_all()).rows]
    assert rows[-1]["cumulative"] == 10_000
    assert all(int(a["harm"] or 0) >= int(b["harm"] or 0) for a, b in pairwise(rows))


def test_the_forest_has_the_bounds_of_the_assessment() -> None:
    rows = CHARTS["forest"](of_all()).rows
    drawn = {
        (r.values["enterprise"], r.values["supplier"], r.values["kind"], r.values["measure"]): r
        for r in rows
    }
    for pair in assessed().pairs:
        for figures in pair.figures:
            values = drawn[(*pair.pair, figures.measure)].values
            assert (values["mean"], values["upper"]) == (figures.mean, figures.upper)
            assert int(values["lower"] or 0) <= figures.upper
    assert len(rows) == len(assessed().pairs) * 3


def test_a_finding_lifts_the_chart_of_its_supplier_and_of_its_reason() -> None:
    twice = tuple(
        batch(n, findings=(finding(ReasonCode.QUARANTINE, id=f"F-{n}"),)) for n in range(1, 3)
    )
    rows = of("cusum", [*twice, *(batch(n) for n in range(3, 9))]).rows
    last = {(r.values["panel"], r.values["series"]): r.values for r in rows}
    assert last["supplier", PAIR.supplier]["alarm"]
    assert int(last["reason", "NC-16"]["height"] or 0) > 0
    assert last["reason", "NC-01"]["height"] == 0


def test_the_flow_counts_every_finding_once_on_its_path() -> None:
    findings = sum(len(each.findings) for each in of_all().batches)
    rows = [row.values for row in CHARTS["flow"](of_all()).rows]
    assert sum(int(row["findings"] or 0) for row in rows) == findings
    told = [finding(), finding(id="F-2", abroad=True), finding(id="F-3", escaped=True)]
    stages = [row.values["stage"] for row in of("flow", [batch(1, findings=tuple(told))]).rows]
    assert stages == ["abroad", "after-release", "inspection"]


def test_the_ladder_ends_where_each_pair_stands_and_names_the_cause() -> None:
    rows = [row.values for row in CHARTS["ladder"](of_all()).rows]
    held = {(r["enterprise"], r["supplier"], r["kind"]): r["level"] for r in rows}
    assert held == {tuple(map(str, s.pair)): s.level.value for s in assessed().standings}
    moved = [row for row in rows if row["why"] == "MAJOR_FOUND"]
    assert moved
    assert all(row["because"] for row in moved)


def test_leakage_is_measured_from_whole_unpacks_by_chance_alone() -> None:
    whole = [batch(n, inspected=inspected(2, whole=True)) for n in range(1, 9)]
    targeted = [batch(n, findings=(finding(id=f"F-{n}"),)) for n in range(9, 40)]
    rows = [
        r.values for r in of("leakage", [*whole, *targeted]).rows if r.values["row"] == "measured"
    ]
    measured = {row["level"]: row for row in rows}
    # Eight whole unpacks, all clean: 1 - 0.05 ** (1 / 8).
    assert measured["R4"]["whole"] == 8
    assert measured["R4"]["bound"] == 3124
    assert measured["R1"]["bound"] == 10_000


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_says_what_is_assumed_or_made_up(name: str) -> None:
    for synthetic, en, zh in ((True, "SYNTHETIC", "合成数据"), (False, "Assumed", "假设")):
        chart = CHARTS[name](known(made().batches, assessed(), COARSE, synthetic=synthetic))
        assert en in chart.spec(EN)["title"]["subtitle"][0]
        assert zh in chart.spec(Language.ZH)["title"]["subtitle"][0]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_the_same_for_batches_in_any_order(name: str) -> None:
    shuffled = list(made().batches)
    Random(3).shuffle(shuffled)  # noqa: S311 - an order, no secret
    again: Known = known(shuffled, assessed(), COARSE, synthetic=True)
    assert canonical(CHARTS[name](again).spec(EN)) == canonical(CHARTS[name](of_all()).spec(EN))
    assert CHARTS[name](again).rows == CHARTS[name](of_all()).rows


@pytest.mark.parametrize("name", CHARTS)
def test_rows_hold_no_floats_and_fetch_nothing(name: str) -> None:
    chart = CHARTS[name](of_all())
    kinds = {type(value) for row in chart.rows for value in row.values.values()}
    assert kinds <= {str, int, bool, type(None)}
    assert b'"url"' not in canonical(chart.spec(EN))


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_nothing_is_drawn_as_well(name: str) -> None:
    canonical(of(name, []).spec(EN))


def test_a_batch_counts_in_a_measure_by_its_gravest_finding() -> None:
    minor = batch(1, findings=(finding(ReasonCode.APPEARANCE),))
    assert of_all().found([minor], Measure.ANY) == 1
    assert of_all().found([minor], Measure.GRAVE) == 0
