"""Every workflow runs in one of our runners; the shortcut past the sandbox is right.

It is right only as long as values are converted without a context.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import WorkflowSerializationContext

from workers.sandbox import sandbox

ROOT = Path(__file__).parents[2]
OURS = ("activities", "scripts", "tests", "workers", "workflows")
RUN_WORKFLOWS = {"Worker", "Replayer"}
# Jobs in the order of the SDK; the second test of restarts shows what comes of it.
OUT_OF_ORDER = {"UnsandboxedWorkflowRunner", "SandboxedWorkflowRunner"}
MAY = {"workers/sandbox.py", "tests/workflows/test_restarts.py"}
MADE_UP = {
    "tests/workers/health_checks/faulty.py",
    "tests/workers/recovery/poisoned.py",
    "tests/workers/test_slow_outsiders.py",
    "tests/workflows/test_views.py",
}
"""These run workflows of a few lines that are in the test itself, and none of ours."""


def calls() -> Iterator[tuple[str, str, set[str | None]]]:
    """Each call of a name: where, which name, which arguments are named."""
    for folder in OURS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    where = str(file.relative_to(ROOT))
                    yield where, node.func.id, {each.arg for each in node.keywords}


def test_who_runs_workflows_says_in_which_runner() -> None:
    found = [(where, named) for where, name, named in calls() if name in RUN_WORKFLOWS]
    assert found
    assert [where for where, named in found if not {"workflow_runner"} <= named] == []


def test_no_runner_gives_workflows_their_jobs_in_another_order() -> None:
    assert {where for where, name, _ in calls() if name in OUT_OF_ORDER} <= MAY | MADE_UP


def test_our_converter_is_the_same_in_every_context() -> None:
    context = WorkflowSerializationContext(namespace="default", workflow_id="consignment/NB26-1")
    assert pydantic_data_converter.with_context(context) is pydantic_data_converter
    assert pydantic_data_converter.external_storage is None


def test_no_workflow_waits_for_a_model_that_is_still_to_be_built() -> None:
    sandbox()
    waiting = [kind for kind in _models(BaseModel) if not kind.__pydantic_complete__]
    assert waiting == []


def _models(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("models."):
            yield each
        yield from _models(each)
