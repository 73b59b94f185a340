"""`guomen import`: bad rows are listed, good ones go on, a second time starts nothing."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from models.registration import Registration
from scripts import connection
from tests.scripts.conftest import FakeRecords, Guomen
from tests.scripts.test_importing import SAMPLE
from workers.settings import Settings

Start = Callable[[Registration], Awaitable[bool]]


@pytest.fixture
def started(stack: FakeRecords, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What a fake Temporal has started."""
    del stack
    numbers: set[str] = set()

    async def start(registration: Registration) -> bool:
        fresh = registration.tracking_no not in numbers
        numbers.add(registration.tracking_no)
        return fresh

    @asynccontextmanager
    async def starter(_: Settings) -> AsyncIterator[Start]:
        yield start

    monkeypatch.setattr(connection, "starter", starter)
    return numbers


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    """The sample with a mistyped box in its first consignment."""
    file = tmp_path / "flawed.csv"
    text = SAMPLE.read_text(encoding="utf-8")
    first = text.splitlines()[1].split(",")[-3]
    wrong = first[:-1] + str((int(first[-1]) + 1) % 10)
    file.write_text(text.replace(first, wrong), encoding="utf-8")
    return file


def test_importing_twice_starts_nothing_twice(guomen_command: Guomen, started: set[str]) -> None:
    said = guomen_command("import", str(SAMPLE))
    assert (said.code, said.out) == (
        0,
        "68 consignments (108 boxes): 68 started, 0 known already\n",
    )
    assert len(started) == 68
    assert "0 started, 68 known already" in guomen_command("import", str(SAMPLE)).out


def test_a_bad_row_is_listed_and_the_good_ones_go_on(
    guomen_command: Guomen, started: set[str], flawed: Path
) -> None:
    said = guomen_command("import", str(flawed))
    assert said.code == 3
    assert len(started) == 67
    assert "box_no" in said.err
    assert "by ISO 6346 it is" in " ".join(said.err.split())


def test_a_dry_run_starts_nothing_and_needs_no_stack(
    guomen_command: Guomen, nothing_runs: Path
) -> None:
    del nothing_runs
    said = guomen_command("import", str(SAMPLE), "--dry-run")
    assert (said.code, said.err) == (0, "")
    assert "nothing was started" in said.out


def test_without_a_stack_the_import_says_how_to_start_one(
    guomen_command: Guomen, nothing_runs: Path
) -> None:
    said = guomen_command("import", str(SAMPLE))
    assert said.code == 1
    assert f"no tracker runs on {nothing_runs}: start it with" in said.err


def test_a_value_with_brackets_is_shown_as_it_is(
    guomen_command: Guomen, nothing_runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    file = nothing_runs / "m.csv"
    file.write_text(SAMPLE.read_text(encoding="utf-8").replace("CNNBG", "[bold]x"))
    said = guomen_command("import", str(file), "--dry-run")
    assert said.code == 3
    assert "[bold]x" in said.err


def test_a_manifest_without_a_good_row_starts_nothing(
    guomen_command: Guomen, started: set[str], tmp_path: Path
) -> None:
    file = tmp_path / "m.csv"
    file.write_text(SAMPLE.read_text(encoding="utf-8").replace("CNNBG", "CNSHA"), encoding="utf-8")
    said = guomen_command("import", str(file))
    assert (said.code, said.out) == (3, "no consignment may start\n")
    assert not started


def test_a_file_that_cannot_be_read_is_one_line(guomen_command: Guomen, tmp_path: Path) -> None:
    said = guomen_command("import", str(tmp_path / "m.csv"))
    assert said.code == 1
    assert said.err == f"guomen: cannot read {tmp_path / 'm.csv'}: No such file or directory\n"
