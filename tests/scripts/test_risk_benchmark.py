"""`guomen bench risk`: what it says, and that its yardsticks measure what they should."""

import csv
import json
from pathlib import Path
from typing import Self

import pytest

from scripts.bench import risk_coverage, risk_public, risk_schemes
from scripts.bench.risk_figures import Measured
from scripts.simulation import schemes
from scripts.simulation.population import FIRST_DAY, POPULATIONS, Population, chance, history
from scripts.simulation.scheme_kinds import Flat, Levels
from scripts.simulation.schemes import World, arrivals, drawn, played
from tests.scripts.conftest import Guomen

SMALL = World(suppliers=6, batches=480)


def test_without_the_data_it_says_what_is_missing_and_which_setting_names_it(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("GUOMEN_CIDD", raising=False)
    said = guomen_command("bench", "risk", "--only", "V9-V10", "--json")
    (line,) = json.loads(said.out)
    assert said.code == 0
    assert line["holds"] is None
    assert "set GUOMEN_CIDD to a folder with train.csv, valid.csv, test.csv" in line["value"]
    (tmp_path / "train.csv").touch()
    monkeypatch.setenv("GUOMEN_CIDD", str(tmp_path))
    said = guomen_command("bench", "risk", "--only", "V9-V10", "--json")
    assert "lacks valid.csv, test.csv" in json.loads(said.out)[0]["value"]


def test_a_test_that_there_is_not_is_refused(guomen_command: Guomen) -> None:
    said = guomen_command("bench", "risk", "--only", "V99")
    assert said.code == 2
    assert "V99" in said.err
    assert "V4-V7" in said.err


def test_what_falls_short_is_said_and_ends_with_an_exit_code(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(risk_coverage, "_LEAST_UPPER", 1.01)
    monkeypatch.setattr(risk_coverage, "POPULATIONS", {"few": Population(5, lambda _: 0.1)})
    monkeypatch.setattr(risk_coverage, "ProcessPoolExecutor", _Here)
    monkeypatch.setattr(risk_coverage, "covered", lambda *_: risk_coverage.Covered(5, 5, 5))
    said = guomen_command("bench", "risk", "--only", "V1", "--replicates", "1")
    assert said.code == 1
    assert "NO" in said.out


class _Here:
    def __init__(self, **_: object) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    map = staticmethod(lambda call, *rows, **_: map(call, *rows))


def test_the_populations_are_the_same_for_the_same_seed_and_half_have_few_batches() -> None:
    for name, population in POPULATIONS.items():
        first = population.drawn(name)
        assert first == population.drawn(name)
        assert first != population.drawn(f"{name}/2")
        few = sum(known.batches <= 6 for known in first) / len(first)
        assert 0.3 < few < 0.75
    assert history(3, 2, 40, "a") == history(3, 2, 40, "a") != history(3, 2, 40, "b")
    assert all(batch.concluded_at >= FIRST_DAY for batch in history(3, 2, 40, "a"))


def test_a_part_of_a_box_is_drawn_and_one_at_least() -> None:
    assert [drawn(0.3, 2, luck, 0) for luck in (0.59, 0.61)] == [1, 0]
    assert [drawn(0.3, 2, luck, 1) for luck in (0.59, 0.61)] == [1, 1]
    assert drawn(1.0, 3, 0.5) == 3


def test_who_opens_everything_misses_only_what_a_look_does_not_see() -> None:
    all_of = played(SMALL, "t", lambda _: Flat(1.0))
    half = played(SMALL, "t", lambda _: Flat(0.5))
    unseen = sum(
        any(batch.bad) and not any(map(lambda b, s: b and s, batch.bad, batch.seen))
        for batch in arrivals(SMALL, "t")
    )
    assert (all_of.missed, all_of.opened) == (unseen, 1)
    assert half.missed > all_of.missed
    assert half.opened < 0.8


def test_our_levels_play_the_same_twice_and_open_less_than_everything() -> None:
    once = played(SMALL, "t", Levels)
    assert once == played(SMALL, "t", Levels)
    assert 0.3 < once.opened < 1


def test_boxes_at_the_same_leakage_lie_between_what_was_played() -> None:
    flats = [risk_schemes.Mean(10, 0.4, 0), risk_schemes.Mean(6, 0.6, 0)]
    assert risk_schemes._boxes_at(flats, 8) == pytest.approx(0.5)
    assert risk_schemes._boxes_at(flats, 1) == 0.6
    assert risk_schemes._boxes_at(flats, 12) == 0.4


def test_the_area_under_the_curve_counts_the_same_rate_half() -> None:
    assert risk_public.auc([0.1, 0.2, 0.3, 0.4], [False, False, True, True]) == 1
    assert risk_public.auc([0.4, 0.3, 0.2, 0.1], [False, False, True, True]) == 0
    assert risk_public.auc([0.2] * 4, [False, True, False, True]) == 0.5


def test_a_factor_that_tells_is_chosen_and_one_that_does_not_is_seen_through(
    tmp_path: Path,
) -> None:
    random = chance("public")
    for name, lines in zip(risk_public.FILES, (3000, 800, 800), strict=True):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*risk_public._PLAIN, "Net Mass", "Item Price", "Fraud"])
            for _ in range(lines):
                cells = [str(random.randrange(20)) for _ in risk_public._PLAIN]
                rate = 0.6 if cells[0] in {"1", "2", "3"} else 0.05
                writer.writerow([*cells, "5", "7", int(random.random() < rate)])
    found = list(risk_public.public(tmp_path))
    (ranking,) = [line for line in found if line.test == "V9"]
    assert ranking.what.startswith("800 declarations by Office ID")
    assert float(ranking.value.split()[1].rstrip(",")) > 0.8
    assert all(isinstance(line, Measured) for line in found)
    assert [line.test for line in found] == ["V10", "V10", "V9"]


def test_the_worlds_are_those_of_the_design() -> None:
    base = schemes.WORLDS["base"]
    assert (base.suppliers, base.batches, base.mean, base.strength) == (120, 6000, 0.02, 40)
    assert len(schemes.WORLDS) == 6
