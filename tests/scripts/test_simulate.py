"""`guomen simulate`: the same seed gives the same document, and the rate stands beside it."""

import json
import os
import re
import subprocess
import sys

import pytest

from models.kernel.terms import Mode
from scripts.simulation.figures import PLACES
from scripts.simulation.run import simulate
from scripts.texts.simulation import named
from tests.scripts.conftest import Guomen

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def told(hash_seed: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.guomen", "simulate", *arguments],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        check=True,
    )


def test_the_same_seed_gives_the_same_bytes_in_any_process() -> None:
    arguments = ("--consignments", "60", "--mode", "both", "--seed", "7", "--json")
    one, other = told("1", *arguments), told("4711", *arguments)
    assert one.stdout == other.stdout
    assert json.loads(one.stdout)["consignments"] == 60


def test_more_processes_give_the_same_bytes() -> None:
    arguments = ("--consignments", "120", "--mode", "pilot", "--json")
    one, two = told("1", *arguments), told("2", *arguments, "--processes", "2")
    assert one.stdout == two.stdout
    assert b"by the clock, in 2 processes" in two.stderr


def test_another_seed_gives_another_result(guomen_command: Guomen) -> None:
    seven, eight = (
        guomen_command("simulate", "--consignments", "5", "--seed", seed, "--json").out
        for seed in ("7", "8")
    )
    assert seven != eight


def test_the_rate_is_told_beside_the_document(guomen_command: Guomen) -> None:
    said = guomen_command("simulate", "--consignments", "5", "--mode", "both", "--json")
    rate = r"10 consignments played, \d+ events: [\d,]+ consignments a second on one core"
    assert re.search(rate, said.err)
    found = json.loads(said.out)
    assert [each["mode"] for each in found["modes"]] == ["PILOT", "TRADITIONAL"]
    assert (found["seed"], found["label"]) == (7, "synthetic")
    assert len(found["saved"]) == 3


def test_one_mode_alone_compares_nothing(guomen_command: Guomen) -> None:
    arguments = ("simulate", "--consignments", "2", "--mode", "traditional", "--json")
    found = json.loads(guomen_command(*arguments).out)
    assert [each["mode"] for each in found["modes"]] == ["TRADITIONAL"]
    assert found["saved"] == []


def test_the_tables_fit_the_terminal(guomen_command: Guomen, columns: int) -> None:
    said = guomen_command("simulate", "--consignments", "20")
    assert "port dwell" in said.out
    assert "synthetic" in said.out
    assert max(len(line) for line in said.out.splitlines()) <= columns


def test_whatever_the_figures_name_has_a_chinese_name() -> None:
    found = simulate(7, 1, (Mode.PILOT,))
    (pilot,) = found.modes
    names = {
        *(name for each in found.assumptions for name in (each.name, each.label, each.basis)),
        *(each.of for each in found.assumptions if each.of),
        *(name for hours in pilot.hours for name in (hours.span, hours.batches)),
        *PLACES.values(),
    }
    assert [name for name in names if not CHINESE.search(named(name).zh)] == []


@pytest.mark.parametrize("wrong", [("--consignments", "0"), ("--mode", "quick")])
def test_wrong_arguments_are_refused(guomen_command: Guomen, wrong: tuple[str, str]) -> None:
    said = guomen_command("simulate", *wrong)
    assert said.code == 2
    assert wrong[0] in said.err
