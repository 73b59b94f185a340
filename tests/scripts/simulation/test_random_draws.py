"""Draws depend on seed, batch and name, and on nothing else."""

from datetime import timedelta

import pytest

from scripts.simulation import assumptions
from scripts.simulation.assumptions import HoursBetween, ShareOf
from scripts.simulation.random_draws import Chance

ANY = Chance(7, "NB25-000001")
QUEUE = HoursBetween("queue", 2, 4, 10)
SPANS = [each for each in assumptions.ALL if isinstance(each, HoursBetween)]


def test_a_draw_does_not_know_what_was_drawn_before() -> None:
    again = Chance(7, "NB25-000001")
    first = [ANY.share(name) for name in ("a", "b", "c")]
    assert [again.share(name) for name in ("c", "b", "a")] == first[::-1]
    assert len({*first, Chance(8, "NB25-000001").share("a"), Chance(7, "NB25-2").share("a")}) == 5


@pytest.mark.parametrize("span", SPANS, ids=lambda span: span.name)
def test_a_span_lies_in_its_triangle(span: HoursBetween) -> None:
    hours = [ANY.lasts(span, str(n)) / timedelta(hours=1) for n in range(200)]
    assert span.low <= span.mode <= span.high
    assert all(span.low - 0.001 <= each <= span.high + 0.001 for each in hours)


def test_the_mean_of_many_spans_is_that_of_the_triangle() -> None:
    hours = [ANY.lasts(QUEUE, str(n)) / timedelta(hours=1) for n in range(4000)]
    assert sum(hours) / len(hours) == pytest.approx((2 + 4 + 10) / 3, rel=0.02)


def test_spans_of_one_draw_are_long_together() -> None:
    quick, slow = HoursBetween("a", 2, 4, 8, draw="port"), HoursBetween("b", 4, 10, 18, draw="port")
    drawn = [(ANY.lasts(quick, str(n)), ANY.lasts(slow, str(n))) for n in range(50)]
    assert sorted(drawn) == sorted(drawn, key=lambda pair: pair[1])


def test_a_rate_is_met_over_many_subjects() -> None:
    alarms = ShareOf("alarm", 0.1, "boxes")
    assert sum(ANY.happens(alarms, str(n)) for n in range(5000)) == pytest.approx(500, rel=0.15)


def test_every_option_can_be_picked() -> None:
    assert {ANY.pick(str(n), "abc") for n in range(40)} == set("abc")
