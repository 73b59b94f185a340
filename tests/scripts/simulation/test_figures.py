"""Figures over lives: percentiles of actual batches, escalations, and the same batch compared."""

import pytest

from models.kernel.terms import Mode, Outcome
from scripts.simulation import figures
from scripts.simulation.figures import Ended
from scripts.simulation.run import simulate


def ended(number: int, port: float | None = 10, mode: Mode = Mode.PILOT, *raised: str) -> Ended:
    return Ended(
        batch=f"NB25-{number:06}",
        ended_in=mode,
        outcome=Outcome.RELEASED,
        spans=(port, port, port),
        escalations=raised,
        withdrawn=0,
        answered=0,
        inspections=("enterprise",),
        reasons=(),
        causes=(),
        violations=(),
        events=30,
    )


def test_a_percentile_is_a_batch_that_there_was() -> None:
    lives = [ended(n, float(n)) for n in range(1, 11)]
    everybody = figures.played(Mode.PILOT, lives).hours[0]
    assert (everybody.n, everybody.mean, everybody.p50, everybody.p90) == (10, 5.5, 5.0, 9.0)


def test_batches_that_never_came_so_far_are_not_counted() -> None:
    hours = figures.played(Mode.TRADITIONAL, [ended(1, 80.0), ended(2, None)]).hours[0]
    assert (hours.n, hours.mean) == (1, 80.0)


def test_the_pilot_is_told_apart_by_the_mode_that_it_ended_in() -> None:
    lives = [ended(1, 12.0), ended(2, 95.0, Mode.TRADITIONAL)]
    told = figures.played(Mode.PILOT, lives)
    by_group = {each.batches: each.mean for each in told.hours if each.span == "port dwell"}
    assert by_group == {"all": 53.5, "inspected at the enterprise": 12.0, "fallen back": 95.0}
    assert told.ended_in == {"PILOT": 1, "TRADITIONAL": 1}


def test_escalations_are_counted_by_level_and_by_deadline() -> None:
    lives = [ended(1, 10, Mode.PILOT, "D12 L1", "D12 L2"), ended(2, 10, Mode.PILOT, "D05 L1")]
    told = figures.played(Mode.PILOT, lives).escalations
    assert (told.raised, told.by_level) == (3, {"L1": 2, "L2": 1})
    assert told.by_deadline == {"D05": 1, "D12": 2}


def test_what_is_saved_is_the_difference_of_one_batch() -> None:
    pilot = [ended(1, 10.0), ended(2, 90.0), ended(3, None)]
    traditional = [ended(1, 100.0), ended(2, 80.0), ended(3, 70.0)]
    port = figures.saved(pilot, traditional)[0]
    assert (port.n, port.quicker, port.mean, port.p90) == (2, 1, 40.0, 90.0)


def test_other_batches_cannot_be_compared() -> None:
    with pytest.raises(AssertionError):
        figures.saved([ended(1)], [ended(2)])


def test_the_traditional_port_dwell_is_the_three_to_five_days_that_are_known() -> None:
    told = simulate(3, 120, (Mode.TRADITIONAL,))
    mean = told.modes[0].hours[0].mean
    assert mean is not None
    assert 72 <= mean <= 120
    assert told.saved == ()


def test_both_modes_are_inspected_where_they_should_be() -> None:
    pilot, traditional = simulate(3, 40, (Mode.PILOT, Mode.TRADITIONAL)).modes
    assert pilot.inspections["enterprise"] >= 30
    assert set(traditional.inspections) == {"port"}
    assert pilot.batches == traditional.batches == 40


def test_every_assumption_is_labelled_synthetic() -> None:
    told = simulate(1, 1, (Mode.PILOT,))
    assert told.label == "synthetic"
    assert len(told.assumptions) > 50
    assert {each.label for each in told.assumptions} == {"synthetic"}
