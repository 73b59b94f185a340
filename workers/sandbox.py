"""Workflow runners: with the sandbox, and one without it for looking into a workflow.

Both give a workflow one job at a time (`job_order.py`); every worker and every replay uses one.

For every payload of a command the SDK asks the instance in which context it is to be converted, and
the sandboxed instance compiles and runs a line of code inside the sandbox to say so. Our converter
makes the same of a value in every context, so the answer is given here (decisions/0019).
"""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from temporalio.converter import StorageDriverStoreContext
from temporalio.worker import (
    UnsandboxedWorkflowRunner,
    WorkflowInstance,
    WorkflowInstanceDetails,
)
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions
from temporalio.workflow import Info

from models.kernel import units
from workers.job_order import JobByJob


class SandboxRunner(SandboxedWorkflowRunner):
    """Enters the sandbox for activations, and for nothing else."""

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """A workflow in a sandbox of its own."""
        return JobByJob(_Instance(super().create_instance(det)))


class OpenRunner(UnsandboxedWorkflowRunner):
    """No sandbox stands between a workflow and whoever wants to look at it."""

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """A workflow that shares the modules of its process."""
        return JobByJob(super().create_instance(det))


class _Instance(WorkflowInstance):
    def __init__(self, sandboxed: WorkflowInstance) -> None:
        self._sandboxed = sandboxed

    def activate(self, act: Any) -> Any:  # noqa: ANN401 - messages of the SDK's core
        return self._sandboxed.activate(act)

    def get_serialization_context(self, command_info: object) -> None:
        """None in particular."""

    def get_external_store_context(
        self,
        command_info: object,  # noqa: ARG002 - the SDK's signature
    ) -> StorageDriverStoreContext:
        return StorageDriverStoreContext(target=None)

    def get_info(self) -> Info:
        return self._sandboxed.get_info()

    def get_thread_id(self) -> int | None:
        return self._sandboxed.get_thread_id()


def sandbox() -> SandboxRunner:
    """The models are pure: passing them through the sandbox keeps types identical, and is fast.

    Of the ledger only what is as pure is used there: what an event must be like to be recorded.
    Units and models are made ready here: the first task of a life shall not wait for that.
    """
    units.is_unit("Sv")
    for kind in _unfinished(BaseModel):
        kind.model_rebuild()
    pure = SandboxRestrictions.default.with_passthrough_modules("models", "ledger", "pint")
    return SandboxRunner(restrictions=pure)


def _unfinished(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Models that pydantic builds at their first use (`defer_build`)."""
    for each in kind.__subclasses__():
        if not each.__pydantic_complete__ and each.__module__.startswith("models."):
            yield each
        yield from _unfinished(each)
