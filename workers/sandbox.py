"""The runners of workflows: the sandbox, and the one without that looks into a workflow.

Both give a workflow one job at a time (`job_order.py`); every worker and every replay uses one.

For every payload of a command the SDK asks the instance in which context it is to be converted, and
the sandboxed instance compiles and runs a line of code inside the sandbox to say so. Our converter
makes the same of a value in every context, so the answer is given here (decisions/0019).
"""

from typing import Any

from temporalio.converter import StorageDriverStoreContext
from temporalio.worker import (
    UnsandboxedWorkflowRunner,
    WorkflowInstance,
    WorkflowInstanceDetails,
)
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions
from temporalio.workflow import Info

from models import units
from workers.job_order import JobByJob


class Runner(SandboxedWorkflowRunner):
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


def sandbox() -> Runner:
    """The models are pure: passing them through the sandbox keeps types identical, and is fast.

    Of the ledger only what is as pure is used there: what an event must be like to be recorded.
    Units are loaded here: the first reading of a life shall not wait for that.
    """
    units.is_unit("Sv")
    pure = SandboxRestrictions.default.with_passthrough_modules("models", "ledger", "pint")
    return Runner(restrictions=pure)
