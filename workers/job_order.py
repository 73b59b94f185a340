"""Orders the jobs of a workflow activation so that it follows from the history alone.

Temporal delivers one history in different cuts: a workflow task that left no command counts as a
heartbeat, and whoever fetches the history gets it merged with the next one, while a warm cache got
each by itself. Of one delivery the SDK applies messages first, whatever came before them. Here
every delivery is cut into single jobs, each run until nothing more follows from it: answers, timers
and cancellations as the history has them, then Updates. A task without commands had no Update,
so a merged delivery is the same as the two that it is made of (docs/decisions/0025).

This holds for workflows that leave a command in every task that reads the clock into its state or
looks at the length of its history, and in the first task of each run. Signals come first, so that
no run ends over one: what takes signals must leave a command with each, and not care whether an
answer that left none came before it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from temporalio.bridge.proto.workflow_activation import WorkflowActivation, WorkflowActivationJob
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import StorageDriverStoreContext
from temporalio.worker import WorkflowInstance
from temporalio.workflow import Info

# A run must not end before it has its first messages; the others never come with anything else.
_WHOLE = {"initialize_workflow", "query_workflow", "remove_from_cache"}
# What code is told before it goes on.
_AHEAD = {"notify_has_patch", "update_random_seed"}
_RANK = {"signal_workflow": 0, "do_update": 2}
_ANSWER = 1
_LAST = {
    "complete_workflow_execution",
    "continue_as_new_workflow_execution",
    "fail_workflow_execution",
    "cancel_workflow_execution",
}


class JobByJob(WorkflowInstance):
    """A workflow that is given one job at a time."""

    def __init__(self, instance: WorkflowInstance) -> None:
        self._instance = instance

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        """One completion of what all jobs led to; a failure ends it, and so does the run's end.

        An Update that the end leaves unanswered is neither accepted nor rejected: its sender
        hears that the run is over, or the server hands it to the next one.
        """
        done = WorkflowActivationCompletion()
        for part in _parts(act):
            more = self._instance.activate(part)
            if not more.HasField("successful"):
                return more
            done.MergeFrom(more)
            if any(each.WhichOneof("variant") in _LAST for each in more.successful.commands):
                break
        return done

    def get_serialization_context(self, command_info: Any) -> Any:  # noqa: ANN401 - the SDK's own
        """As the instance has it."""
        return self._instance.get_serialization_context(command_info)

    def get_external_store_context(
        self,
        command_info: Any,  # noqa: ANN401 - the SDK's own
    ) -> StorageDriverStoreContext:
        """As the instance has it."""
        return self._instance.get_external_store_context(command_info)

    def get_info(self) -> Info:
        """As the instance has it."""
        return self._instance.get_info()

    def get_thread_id(self) -> int | None:
        """As the instance has it."""
        return self._instance.get_thread_id()


def _parts(act: WorkflowActivation) -> Iterator[WorkflowActivation]:
    """Deliveries of one job each, in the order in which they are to be taken in."""
    if any(_kind(job) in _WHOLE for job in act.jobs):
        yield act
        return
    ahead = [job for job in act.jobs if _kind(job) in _AHEAD]
    others = [job for job in act.jobs if _kind(job) not in _AHEAD]
    alone = [[job] for job in sorted(others, key=_rank)] or [[]]
    alone[0][:0] = ahead
    for jobs in alone:
        yield _part(act, jobs)


def _part(act: WorkflowActivation, jobs: Iterable[WorkflowActivationJob]) -> WorkflowActivation:
    part = WorkflowActivation()
    part.CopyFrom(act)
    del part.jobs[:]
    part.jobs.extend(jobs)
    return part


def _rank(job: WorkflowActivationJob) -> int:
    return _RANK.get(_kind(job) or "", _ANSWER)


def _kind(job: WorkflowActivationJob) -> str | None:
    return job.WhichOneof("variant")
