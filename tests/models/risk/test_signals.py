"""The chart that says when a rate has turned."""

from statistics import fmean

import pytest

from models.risk.signals import SCALE, Chart, charted
from scripts.simulation.population import chance
from tests.models.risk.samples import RULES

SUPPLIER = RULES.charts["supplier"]


def test_a_finding_lifts_it_and_clean_looking_lowers_it_never_below_none() -> None:
    once = charted(Chart(), 1, 1000, SUPPLIER)
    assert once.height == pytest.approx(2.3026 * SCALE, abs=5)
    assert charted(once, 0, 1000, SUPPLIER).height < once.height
    assert charted(once, 0, 145, SUPPLIER).height > charted(once, 0, 1000, SUPPLIER).height
    assert charted(Chart(), 0, 500_000, SUPPLIER) == Chart()


def test_two_findings_close_together_are_an_alarm_and_it_stays() -> None:
    twice = charted(charted(Chart(), 1, 1000, SUPPLIER), 1, 1000, SUPPLIER)
    assert twice.alarm
    assert charted(twice, 0, 900_000, SUPPLIER) == Chart(0, alarm=True)
    spaced = charted(
        charted(charted(Chart(), 1, 1000, SUPPLIER), 0, 9_000, SUPPLIER), 1, 1000, SUPPLIER
    )
    assert not spaced.alarm


def test_a_turned_supplier_is_seen_within_some_dozen_batches() -> None:
    random, runs = chance("turned").random, []
    for _ in range(2000):
        chart, batches = Chart(), 0
        while not chart.alarm:
            chart, batches = charted(chart, random() < 0.2, 1000, SUPPLIER), batches + 1
        runs.append(batches)
    assert fmean(runs) == pytest.approx(11.5, rel=0.05)
