"""Every captured history replays with today's code, and a careless change does not get through."""

import gzip
import re
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from tests.replay.capture import OTHERS, missing, save
from tests.replay.histories import FILES, FOLDER, name, read
from tests.replay.mutants import MUTANTS, SleepsFirst, TriesBeforeItsHour, TwoAtATime
from tests.replay.scenarios import SCENARIOS
from workers.sandbox import sandbox
from workflows.consignment import ConsignmentWorkflow
from workflows.enterprise import PilotEnterpriseWorkflow
from workflows.manifest import ImportManifestWorkflow
from workflows.notice import NoticeWorkflow

SMOOTH = [file for file in FILES if name(file).endswith("/smooth")]


def replayer(kind: type[ConsignmentWorkflow]) -> Replayer:
    """Reads payloads and isolates the code as the tracker does."""
    return Replayer(
        workflows=[
            kind,
            ImportManifestWorkflow,
            NoticeWorkflow,
            PilotEnterpriseWorkflow,
        ],
        workflow_runner=sandbox(),
        data_converter=pydantic_data_converter,
    )


@pytest.mark.parametrize("file", FILES, ids=name)
async def test_a_captured_history_replays(file: Path) -> None:
    await replayer(ConsignmentWorkflow).replay_workflow(read(file))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
@pytest.mark.parametrize("file", SMOOTH, ids=name)
async def test_a_careless_change_breaks_the_replay_of_a_smooth_release(
    file: Path, mutant: type[ConsignmentWorkflow]
) -> None:
    with pytest.raises(NondeterminismError):
        await replayer(mutant).replay_workflow(read(file))


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
    careless = Replayer(
        workflows=[mutant], workflow_runner=sandbox(), data_converter=pydantic_data_converter
    )
    files = [file for file in FILES if name(file).endswith(f"/{captured}")]
    assert files
    for file in files:
        with pytest.raises(NondeterminismError):
            await careless.replay_workflow(read(file))


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
