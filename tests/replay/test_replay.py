"""Every captured history replays with today's code, and a careless change does not get through.

Neither one that asks otherwise, nor one that says something else: Temporal's replay compares which
activity is called, these tests each word.
"""

import gzip
import re
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.workflow import NondeterminismError

from tests.replay import contents
from tests.replay.capture import OTHERS, missing, save
from tests.replay.histories import FILES, FOLDER, name, read
from tests.replay.lives import Life, commands_of, cuts, grown_long, lived, silences
from tests.replay.mutants import (
    LIARS,
    MUTANTS,
    NamesAnotherActor,
    SleepsFirst,
    TriesBeforeItsHour,
    TwoAtATime,
)
from tests.replay.recorded import STREAMS, batches, folded
from tests.replay.scenarios import SCENARIOS
from workers.recovery.replay_check import replay
from workers.sandbox import OpenRunner
from workers.task_queue_workers import WORKFLOWS
from workflows.consignment import ConsignmentWorkflow

SMOOTH = [file for file in FILES if name(file).endswith("/smooth")]
RECORDING = [file for file in FILES if contents.workflow(read(file)) in STREAMS]


async def require_told_alike(history: WorkflowHistory, life: Life) -> None:
    """Each word that today's code says is the one in the history."""
    assert contents.in_commands(life.commands) == contents.in_history(history)


@pytest.mark.parametrize("file", FILES, ids=name)
async def test_a_captured_history_replays_to_the_letter(file: Path) -> None:
    history = read(file)
    await require_told_alike(history, await lived(history, *WORKFLOWS))


@pytest.mark.parametrize("file", RECORDING, ids=name)
async def test_what_a_captured_life_records_is_what_it_sent_and_folds_to_its_state(
    file: Path,
) -> None:
    history = read(file)
    replayed = await replay(history)
    assert replayed.failure == ""
    assert replayed.batches == await batches(history)
    assert replayed.state == await folded(history, contents.workflow(history))


@pytest.mark.parametrize("file", FILES, ids=name)
async def test_a_captured_life_is_the_same_however_its_history_is_delivered(file: Path) -> None:
    life = await lived(read(file), *WORKFLOWS)
    for cut in cuts(life):
        assert await commands_of(life, cut, OpenRunner()) == life.commands


@pytest.mark.parametrize("file", SMOOTH, ids=name)
async def test_that_a_history_is_long_counts_from_where_something_changes(file: Path) -> None:
    life = await lived(read(file), *WORKFLOWS)
    runner, silent = OpenRunner(), silences(life)
    assert silent
    for nth in silent:
        # Either the task without commands has said so already, or the one that it is merged with.
        earlier, merged = grown_long(life, nth, in_cut=False), grown_long(life, nth, in_cut=True)
        split = await commands_of(life, earlier, runner)
        assert split == await commands_of(life, merged, runner)


@pytest.mark.parametrize("liar", LIARS, ids=lambda liar: liar.__name__)
@pytest.mark.parametrize("file", SMOOTH, ids=name)
async def test_a_change_of_words_that_replays_is_found(
    file: Path, liar: type[ConsignmentWorkflow]
) -> None:
    history = read(file)
    life = await lived(history, liar)
    with pytest.raises(AssertionError):
        await require_told_alike(history, life)


@pytest.mark.parametrize("file", SMOOTH, ids=name)
async def test_another_actor_of_every_event_is_another_batch(file: Path) -> None:
    history = read(file)
    replayed = await replay(history, NamesAnotherActor)
    assert replayed.failure == ""
    assert replayed.batches != await batches(history)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
@pytest.mark.parametrize("file", SMOOTH, ids=name)
async def test_a_careless_change_breaks_the_replay_of_a_smooth_release(
    file: Path, mutant: type[ConsignmentWorkflow]
) -> None:
    with pytest.raises(NondeterminismError):
        await lived(read(file), mutant)


@pytest.mark.parametrize(
    "captured, mutant",
    [
        ("import", TwoAtATime),
        ("notice", TriesBeforeItsHour),
        ("enterprise-continued.1", SleepsFirst),
    ],
)
async def test_a_careless_change_breaks_the_replay_of_what_is_no_consignment(
    captured: str, mutant: type
) -> None:
    files = [file for file in FILES if name(file).endswith(f"/{captured}")]
    assert files
    for file in files:
        with pytest.raises(NondeterminismError):
            await lived(read(file), mutant)


def test_every_scenario_has_been_captured() -> None:
    releases = [folder for folder in FOLDER.iterdir() if any(folder.glob("*.json.gz"))]
    names = {re.sub(r"\.\d+$", "", name(file).partition("/")[2]) for file in FILES}
    assert names == {*SCENARIOS, *OTHERS}
    assert not set.intersection(*(set(missing(folder)) for folder in releases))
    assert set(missing(Path("nowhere"))) == set(SCENARIOS)


def test_a_captured_history_is_never_rewritten(tmp_path: Path) -> None:
    history = WorkflowHistory("consignment/NB25-000001", [])
    (first,) = save([history], tmp_path, "smooth")
    before = first.read_bytes()
    with pytest.raises(FileExistsError):
        save([history], tmp_path, "smooth")
    assert first.read_bytes() == before
    assert "smooth" not in missing(tmp_path)


def test_no_history_names_the_machine_it_was_captured_on() -> None:
    text = "".join(gzip.decompress(file.read_bytes()).decode() for file in FILES)
    assert set(re.findall(r'"identity": "(.*)"', text)) == {"capture"}
    assert 'File \\"/' not in text
