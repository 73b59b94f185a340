"""V13: a looser plan that is replayed is a looser plan that was really run; the rest is bounded."""

from datetime import UTC, datetime, timedelta
from functools import cache, partial
from random import Random

import pytest

from models.kernel.risk_terms import Channel
from models.kernel.terms import RiskLevel
from models.risk.played_batch import PlayedBatch
from models.risk.records import BatchRecord, Pair
from models.risk.replay import replay
from models.risk.standing import Circumstances
from models.risk.whatif import whatif
from models.rules.risk import PlannedShares
from scripts.simulation.inspected_world import InspectedWorld
from scripts.simulation.population import chance
from tests.models.risk.played import Run, planned, really_run, with_plan
from tests.models.risk.samples import GOOD

FIRST = datetime(2025, 9, 10, tzinfo=UTC)
WORLD = InspectedWorld(suppliers=2, enterprises=2, batches=40, days=40, mean=0.2, first=FIRST)
SEEDS = ("1", "2", "3")
SPAN = (datetime(2025, 8, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
WHOLE = planned(10_000, sampled=10_000)


@cache
def whole(seed: str) -> Run:
    """The world, unpacked to the last box."""
    return really_run(WORLD, seed, WHOLE)


@cache
def half() -> Run:
    """The world, half of its boxes looked into."""
    return really_run(WORLD, "1", planned(5000))


def told(run: Run) -> dict[Pair, Circumstances]:
    return {each.record.pair: GOOD for each in run.played}


def said(records: list[BatchRecord]) -> list[tuple[object, ...]]:
    """All that is of interest of batches: also what a replay does not copy but reckon."""
    return [
        (each.id, each.inspected.opened, each.inspected.emptied, each.inspected.done, each.findings)
        for each in records
    ]


def plan_of(random: Random) -> dict[RiskLevel, PlannedShares]:
    """Any shares at any level, none of them in order: a plan need not make sense to be replayed."""
    share = partial(random.randrange, 0, 10_001, 500)
    return {
        level: PlannedShares(opened=share(), emptied=share(), sampled=share())
        for level in RiskLevel
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_v13_a_looser_plan_replayed_is_the_looser_plan_really_run(seed: str) -> None:
    """Of a world that was unpacked whole, every plan is a part: levels, boxes, findings agree."""
    strict, random = whole(seed), chance(seed)
    rules = with_plan(plan_of(random), floor=random.randrange(1, 3000))
    truly = really_run(WORLD, seed, rules)
    again = replay(strict.played, told(strict), rules)
    assert all(row.exact for row in again.rows)
    assert [row.level for row in again.rows] == [each.level for each in truly.records]
    assert said([row.record for row in again.rows]) == said(truly.records)


@pytest.mark.parametrize("seed", SEEDS)
def test_v13_a_part_of_a_part_is_exact_until_more_is_asked_for(seed: str) -> None:
    strict, rules = really_run(WORLD, seed, planned(6000)), planned(3000, floor=200)
    again = replay(strict.played, told(strict), rules)
    # A census unpacks whole, whatever the share: only there more may be asked for.
    exact = next((n for n, row in enumerate(again.rows) if not row.exact), len(again.rows))
    truly = really_run(WORLD, seed, rules)
    assert exact > 0
    assert said([row.record for row in again.rows[:exact]]) == said(truly.records[:exact])


def test_the_same_rules_change_nothing() -> None:
    rules, run = planned(5000), half()
    found = whatif(run.played, told(run), rules, SPAN)
    assert found.exact == found.batches == WORLD.batches
    assert found.first_difference is None
    assert found.exact_before is None
    assert found.was == found.would_be
    assert (found.escaped, found.hurt, found.helped) == ((), (), ())
    assert (found.found_besides.mean, found.found_besides.most) == (0, 0)
    moved = [n for a, row in found.levels.items() for b, n in row.items() if a is not b]
    assert not any(moved)


def test_what_a_looser_plan_lets_through_is_named() -> None:
    run, rules = whole("1"), planned(2000, sampled=0, floor=1)
    found = whatif(run.played, told(run), rules, SPAN)
    assert found.exact == found.batches
    truly = really_run(WORLD, "1", rules)
    kept = {each.id for record in truly.records for each in record.findings}
    all_of = {each.id for record in run.records for each in record.findings}
    assert {each.finding for each in found.escaped} == all_of - kept
    bad = {each.id for each in run.records if each.findings}
    assert found.missed_batches == len(bad - {each.id for each in truly.records if each.findings})
    assert found.missed_batches > 0
    assert found.harm >= 2 * found.missed_batches
    assert found.would_be.emptied.most == sum(r.inspected.emptied for r in truly.records)
    assert found.first_difference is not None


def test_a_stricter_plan_is_expected_with_an_interval_and_never_called_exact() -> None:
    run = really_run(WORLD, "1", planned(3000, floor=1))
    found = whatif(run.played, told(run), WHOLE, SPAN)
    assert found.stricter > 0
    assert found.exact_before is not None
    assert 0 < found.found_besides.least <= found.found_besides.mean <= found.found_besides.most
    assert found.escaped == ()
    truly = whole("1")
    assert found.would_be.emptied.least == sum(r.inspected.emptied for r in truly.records)


def test_without_chances_there_are_bounds_only() -> None:
    run, rules = half(), planned(2500)
    old = tuple(_without_chances(each) for each in run.played)
    found = whatif(old, told(run), rules, SPAN)
    assert (found.exact, found.bounded) == (0, found.batches)
    assert found.escaped == ()
    confirmed = sum(len(record.confirmed) for record in run.records)
    assert len(found.unknown) == confirmed > 0
    truly = whatif(run.played, told(run), rules, SPAN).would_be
    for name in ("opened", "emptied", "sampled"):
        bounds, real = getattr(found.would_be, name), getattr(truly, name)
        assert bounds.least <= real.least <= real.most < bounds.most


def test_a_finding_without_a_box_is_bounded() -> None:
    run, rules = whole("1"), planned(2000, sampled=0, floor=1)
    blank = tuple(
        each.model_copy(
            update={
                "places": {
                    name: place.model_copy(update={"box": ""})
                    for name, place in each.places.items()
                }
            }
        )
        for each in run.played
    )
    found = whatif(blank, told(run), rules, SPAN)
    known = whatif(run.played, told(run), rules, SPAN)
    assert found.escaped == ()
    assert {each.finding for each in known.escaped} <= {each.finding for each in found.unknown}


def test_a_laboratory_finds_what_was_sampled_only() -> None:
    run = whole("1")
    by_lab = tuple(
        each.model_copy(
            update={
                "places": {
                    name: place.model_copy(update={"channels": (Channel.LABORATORY,)})
                    for name, place in each.places.items()
                }
            }
        )
        for each in run.played
    )
    rules = planned(10_000, sampled=4000)
    again = replay(by_lab, told(run), rules)
    for row in again.rows:
        assert bool(row.record.findings) == bool(row.played.record.findings and row.least.sampled)


def test_imported_batches_are_evidence_and_are_not_drawn_again() -> None:
    run, rules = half(), planned(5000)
    old = run.played[0].record.model_copy(update={"id": "history/B-1"})
    imported = PlayedBatch(record=old, known_from=FIRST + timedelta(days=30))
    again = replay((*run.played, imported), told(run), rules)
    assert len(again.rows) == len(run.played)
    assert old in again.records


def _without_chances(batch: PlayedBatch) -> PlayedBatch:
    assert batch.drawn is not None
    return batch.model_copy(update={"drawn": batch.drawn.model_copy(update={"chances": None})})
