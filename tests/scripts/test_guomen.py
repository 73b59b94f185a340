"""The command as a process: honest exit codes, one readable line, nothing heavy before it talks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import guomen
from scripts.texts.help import CHINESE
from tests.scripts.conftest import Guomen

VERBS = sorted(guomen.VERBS)


def started(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "scripts.guomen", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**environment, "GUOMEN_DATA": str(data)},
    )


def test_the_process_says_one_line_and_ends_with_one(tmp_path: Path) -> None:
    ended = started("list", data=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert f"no tracker runs on {tmp_path}: start it with `guomen up`" in ended.stderr


def test_debug_adds_the_traceback(tmp_path: Path) -> None:
    ended = started("--debug", "list", data=tmp_path)
    assert ended.returncode == 1
    assert "Traceback" in ended.stderr
    assert "no tracker runs" in ended.stderr.splitlines()[-1]


def test_the_help_names_every_verb(guomen_command: Guomen) -> None:
    said = guomen_command("--help")
    assert said.code == 0
    assert all(f" {verb} " in said.out for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(guomen_command: Guomen, verb: str) -> None:
    said = guomen_command(verb, "--help")
    assert said.code == 0
    assert f"guomen {verb}" in said.out


@pytest.mark.parametrize("verb", VERBS)
def test_the_list_of_verbs_says_what_the_verb_says_itself(verb: str) -> None:
    said = " ".join(guomen.load(verb).help.partition("\n\n")[0].split())
    assert said == guomen.VERBS[verb].help


def test_a_verb_that_is_none_is_answered_with_those_alike(guomen_command: Guomen) -> None:
    said = guomen_command("lst")
    assert said.code == 2
    assert "Did you mean 'list'?" in said.err


@pytest.mark.parametrize(
    "spared, loads",
    [
        ("scripts.list_", "from scripts import guomen; guomen.build()"),
        ("models.process", "from scripts import guomen; guomen.build()"),
        ("temporalio", "import scripts.list_"),
    ],
)
def test_nothing_is_loaded_that_a_verb_does_not_need(spared: str, loads: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", f"import sys; {loads}; sys.exit({spared!r} in sys.modules)"],
        check=False,
    )
    assert ended.returncode == 0


def test_a_database_that_does_not_answer_is_one_line(
    guomen_command: Guomen, nothing_runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del nothing_runs
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    said = guomen_command("list")
    assert said.code == 1
    assert said.err.startswith("guomen: no answer from PostgreSQL")
    assert said.err.count("\n") == 1


def test_a_temporal_that_does_not_answer_is_named(
    guomen_command: Guomen, nothing_runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: object) -> None:
        raise RuntimeError("Failed client connect")

    del nothing_runs
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
    monkeypatch.setattr("workers.temporal_client.connect", refuse)
    said = guomen_command("import", str(Path(__file__).parents[2] / "samples" / "manifest.csv"))
    assert said.code == 1
    assert "Temporal does not answer at 127.0.0.1:1" in said.err


def test_the_data_option_names_the_folder(guomen_command: Guomen, nothing_runs: Path) -> None:
    said = guomen_command("list", "--data", str(nothing_runs / "elsewhere"))
    assert f"no tracker runs on {nothing_runs / 'elsewhere'}" in said.err


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_in_chinese(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", "zh")
    assert guomen.VERBS[verb].help in CHINESE
    said = guomen_command(verb, "--help").out
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said)


def test_the_help_is_english_where_english_is_set(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", "en")
    said = guomen_command("list", "--help").out
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in said)
