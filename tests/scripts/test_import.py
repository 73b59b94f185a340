"""`guomen import`: bad rows are listed, good ones go on, a second time starts nothing."""

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from models.execution.manifest_import import Tally, Wish
from models.kernel.language import Language
from scripts import console
from scripts.imports import import_client
from tests.end_to_end.cargo import manifest
from tests.history import sample_registration
from tests.scripts.conftest import FakeRecords, Guomen
from tests.scripts.manifests import writers
from tests.scripts.test_importing import SAMPLE
from workers.imports.import_client import AcceptedImport, Handle
from workers.imports.import_store import batch_id

ENDED = datetime(2026, 11, 22, tzinfo=UTC)
with SAMPLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
BOXES = len(ROWS)
BATCHES = len({row["tracking_no"] for row in ROWS})


class Desk:
    """A tracker that decides at once, and forgets nothing."""

    def __init__(self) -> None:
        self.started: set[str] = set()
        self.wishes: list[Wish] = []
        self.ended: dict[str, Tally] = {}
        self.ill: BaseException | None = None

    async def hand_over(self, wish: Wish) -> AcceptedImport:
        self.wishes.append(wish)
        batch = batch_id(wish.registrations)
        ended = ENDED if batch in self.ended else None
        if ended is None:
            numbers = {each.tracking_no for each in wish.registrations}
            fresh = numbers - self.started
            self.started |= numbers
            self.ended[batch] = Tally(started=len(fresh), known=len(numbers - fresh))
        return AcceptedImport(batch, cast("Handle", None), ended)

    async def progress(self, handed: AcceptedImport, _: int) -> Tally | None:
        return self.ended[handed.batch]

    async def result(self, handed: AcceptedImport) -> Tally:
        if self.ill is not None:
            raise self.ill
        return self.ended[handed.batch]


@pytest.fixture
def desk(stack: FakeRecords, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A fake tracker behind the command."""
    del stack
    made = Desk()

    @asynccontextmanager
    async def opened(*_: object) -> AsyncIterator[Desk]:
        yield made

    monkeypatch.setattr(import_client, "opened", opened)
    return made


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUOMEN_LANG", "en")


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    """The sample with a mistyped box in its first consignment."""
    file = tmp_path / "flawed.csv"
    text = SAMPLE.read_text(encoding="utf-8")
    first = text.splitlines()[1].split(",")[-3]
    wrong = first[:-1] + str((int(first[-1]) + 1) % 10)
    file.write_text(text.replace(first, wrong), encoding="utf-8")
    return file


def test_importing_twice_starts_nothing_twice(guomen_command: Guomen, desk: Desk) -> None:
    said = guomen_command("import", str(SAMPLE))
    assert (said.code, said.out) == (
        0,
        f"{BATCHES} consignments ({BOXES} boxes): {BATCHES} started, 0 known already\n",
    )
    assert len(desk.started) == BATCHES
    assert guomen_command("import", str(SAMPLE)).out == (
        f"{BATCHES} consignments ({BOXES} boxes): this manifest was imported on 2026-11-22 08:00: "
        f"{BATCHES} started, 0 known already\n"
    )
    assert len(desk.started) == BATCHES


def test_a_part_that_is_known_is_counted(
    guomen_command: Guomen, desk: Desk, tmp_path: Path
) -> None:
    one, other = sample_registration(7), sample_registration(8)
    guomen_command("import", str(manifest(tmp_path, one)))
    said = guomen_command("import", str(manifest(tmp_path, one, other)))
    assert said.out == "2 consignments (2 boxes): 1 started, 1 known already\n"
    assert desk.started == {one.tracking_no, other.tracking_no}


def test_rate_and_language_travel_with_the_wish(guomen_command: Guomen, desk: Desk) -> None:
    guomen_command("import", str(SAMPLE), "--rate", "7")
    (wish,) = desk.wishes
    assert (wish.file, wish.rate, wish.language) == ("manifest.csv", 7, Language.EN)


def test_who_does_not_wait_is_told_how_to_look_again(guomen_command: Guomen, desk: Desk) -> None:
    desk.ill = AssertionError("nobody waits for the result")
    said = guomen_command("import", str(SAMPLE), "--detach")
    assert said.code == 0
    assert "goes on by itself; run the same command again to follow it" in said.out


def test_a_bad_row_is_listed_and_the_good_ones_go_on(
    guomen_command: Guomen, desk: Desk, flawed: Path
) -> None:
    said = guomen_command("import", str(flawed))
    assert said.code == 3
    assert len(desk.started) == BATCHES - 1
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
    guomen_command: Guomen, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "m.csv"
    file.write_text(SAMPLE.read_text(encoding="utf-8").replace("CNNBG", "CNSHA"), encoding="utf-8")
    said = guomen_command("import", str(file))
    assert (said.code, said.out) == (3, "no consignment may start\n")
    assert not desk.started


def test_a_file_that_cannot_be_read_is_one_line(guomen_command: Guomen, tmp_path: Path) -> None:
    said = guomen_command("import", str(tmp_path / "m.csv"))
    assert said.code == 1
    assert f"cannot read {tmp_path / 'm.csv'}: No such file or directory" in said.err
    assert said.err.count("\n") == 1


def test_a_dry_run_beside_a_stack_says_what_is_new_known_and_different(
    guomen_command: Guomen, stack: FakeRecords, tmp_path: Path
) -> None:
    (known,) = (history.state.registration for history in stack.histories.values())
    other = known.model_copy(update={"vessel": "EVER OTHER"})
    new = sample_registration(7)
    for written, said in (
        ((known, new), "1 new, 1 known already, 0 known with other particulars"),
        ((other, new), "1 new, 0 known already, 1 known with other particulars"),
    ):
        answer = guomen_command("import", str(manifest(tmp_path, *written)), "--dry-run")
        assert answer.code == 0
        assert said in answer.out
    assert "EVER LUCID" in answer.err
    assert "EVER OTHER" in answer.err


def test_the_language_is_the_one_that_is_set(
    guomen_command: Guomen, nothing_runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del nothing_runs
    monkeypatch.setenv("GUOMEN_LANG", "zh")
    said = guomen_command("import", str(SAMPLE), "--dry-run")
    assert said.out.startswith(f"{BATCHES} 票（{BOXES} 箱）可以启动")


def test_in_both_languages_each_sentence_is_said_twice_and_whole(
    guomen_command: Guomen, nothing_runs: Path, flawed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del nothing_runs
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("GUOMEN_LANG", "both")
    said = "".join(guomen_command("import", str(flawed), "--dry-run").err.split())
    assert said.count("才是正确的") == said.count("wouldberight") == 1
    assert said.index("才是正确的") < said.index("hasthecheckdigit")


def test_the_error_report_has_every_problem_with_its_row(
    guomen_command: Guomen, nothing_runs: Path, flawed: Path
) -> None:
    report = nothing_runs / "errors.csv"
    said = guomen_command("import", str(flawed), "--dry-run", "--errors", str(report))
    assert said.code == 3
    assert f"1 problems are written to {report}" in said.out
    (line,) = csv.DictReader(report.read_text(encoding="utf-8-sig").splitlines())
    assert (line["row"], line["field"], line["tracking_no"]) == ("2", "box_no", "NB26-000001")


def test_half_a_character_keeps_its_own_consignment_out_and_no_other(
    guomen_command: Guomen, desk: Desk, tmp_path: Path
) -> None:
    good, bad = sample_registration(7), sample_registration(8)
    text = writers.as_json([good, bad]).decode()
    broken = text.replace(bad.bill_no, "BAD\\ud83d").replace(bad.boxes[0].seal, "\\udc00")
    file = writers.saved(tmp_path, "m.json", broken.encode())
    for report in ("problems.csv", "problems.xlsx"):
        desk.started.clear()
        desk.ended.clear()
        said = guomen_command("import", str(file), "--errors", str(tmp_path / report))
        assert said.code == console.BAD_ROWS
        assert desk.started == {good.tracking_no}
        assert (tmp_path / report).stat().st_size > 0


@pytest.mark.parametrize("option", [[], ["--with", "extra.csv"]])
def test_a_report_is_not_written_over_what_is_read(
    guomen_command: Guomen, desk: Desk, tmp_path: Path, option: list[str]
) -> None:
    file = manifest(tmp_path, sample_registration(7))
    before = file.read_bytes()
    extra = tmp_path / "extra.csv"
    extra.write_bytes(before)
    (tmp_path / "link.csv").symlink_to(extra if option else file)
    chosen = [str(tmp_path / each) if each.endswith(".csv") else each for each in option]
    for name in ("link.csv", f"../{tmp_path.name}/link.csv"):
        said = guomen_command("import", str(file), *chosen, "--errors", str(tmp_path / name))
        assert said.code != 0
        assert "give the error report another name" in said.err
    assert (file.read_bytes(), extra.read_bytes(), desk.started) == (before, before, set())
