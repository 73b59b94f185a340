"""Lives of workflows, delivery by delivery, and the same lives in other cuts.

A workflow task that left no command may reach a worker merged with the one after it.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from temporalio.bridge.proto.workflow_activation import (
    RemoveFromCache,
    WorkflowActivation,
    WorkflowActivationJob,
)
from temporalio.bridge.proto.workflow_commands import WorkflowCommand
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer, WorkflowInstance, WorkflowInstanceDetails, WorkflowRunner

from workers.job_order import JobByJob
from workers.sandbox import sandbox

# How the core of the SDK sorts the jobs of a delivery; all others come between these.
_FIRST = ("initialize_workflow", "notify_has_patch", "update_random_seed")
_MESSAGES = ("signal_workflow", "do_update")


@dataclass(frozen=True)
class Delivery:
    """What a workflow was given, and what it did."""

    given: WorkflowActivation
    done: WorkflowActivationCompletion

    @property
    def commands(self) -> Sequence[WorkflowCommand]:
        """What it wanted of the server."""
        return self.done.successful.commands


@dataclass
class Life:
    """The deliveries of one run, and what makes another workflow like it."""

    details: WorkflowInstanceDetails
    deliveries: list[Delivery] = field(default_factory=list)

    @property
    def commands(self) -> list[WorkflowCommand]:
        """All that it wanted of the server."""
        return [command for each in self.deliveries for command in each.commands]


class Watching(WorkflowRunner):
    """Runs workflows as another runner does, and remembers their lives."""

    def __init__(self, runner: WorkflowRunner) -> None:
        self._runner = runner
        self.lives: list[Life] = []

    def prepare_workflow(self, defn: Any) -> None:
        """As the other does."""
        self._runner.prepare_workflow(defn)

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """A workflow that is watched."""
        self.lives.append(Life(det))
        return _Watched(self._runner.create_instance(det), self.lives[-1])


class _Watched(JobByJob):
    def __init__(self, instance: WorkflowInstance, life: Life) -> None:
        super().__init__(instance)
        self._life = life

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        given, done = WorkflowActivation(), WorkflowActivationCompletion()
        given.CopyFrom(act)
        done.CopyFrom(completion := self._instance.activate(act))
        if not any(job.HasField("remove_from_cache") for job in act.jobs):
            self._life.deliveries.append(Delivery(given, done))
        return completion


async def lived(
    history: WorkflowHistory, *workflows: type, runner: WorkflowRunner | None = None
) -> Life:
    """The life that a history tells, lived again as the tracker would, or by another runner.

    Raises:
        NondeterminismError: today's code would live another one.
    """
    watching = Watching(runner or sandbox())
    replayer = Replayer(
        workflows=workflows, workflow_runner=watching, data_converter=pydantic_data_converter
    )
    await replayer.replay_workflow(history)
    (life,) = watching.lives
    return life


async def commands_of(
    life: Life, deliveries: Sequence[WorkflowActivation], runner: WorkflowRunner
) -> list[WorkflowCommand]:
    """What a workflow like this one wants when it is given its life in this cut."""
    instance = runner.create_instance(life.details)
    wanted: list[WorkflowCommand] = []
    # As a worker does: an activation sets an event loop of its own on its thread.
    for act in deliveries:
        done = await asyncio.to_thread(instance.activate, act)
        assert done.HasField("successful"), done.failed.failure.message
        wanted += done.successful.commands
    over = WorkflowActivationJob(remove_from_cache=RemoveFromCache())
    await asyncio.to_thread(
        instance.activate, WorkflowActivation(run_id=deliveries[-1].run_id, jobs=[over])
    )
    return wanted


def cuts(life: Life) -> Iterator[list[WorkflowActivation]]:
    """Each delivery that left no command merged with the next one by itself, then all at once."""
    silent = silences(life)
    for merged in (*([n] for n in silent), silent):
        yield _merged(life, merged)


def silences(life: Life) -> list[int]:
    """The deliveries that left no command, but for the last one."""
    return [n for n, each in enumerate(life.deliveries[:-1]) if not each.commands]


def grown_long(life: Life, silent: int, *, in_cut: bool) -> list[WorkflowActivation]:
    """Up to the one after a silent delivery, of a history that has grown long with these two.

    Merged they have one word for it, the later one's.
    """
    begun = Life(life.details, life.deliveries[: silent + 2])
    acts = _merged(begun, [silent] if in_cut else [])
    for act in acts[silent:]:
        act.continue_as_new_suggested = True
    return acts


def _merged(life: Life, with_next: Sequence[int]) -> list[WorkflowActivation]:
    cut, waiting = [], list[WorkflowActivationJob]()
    for n, each in enumerate(life.deliveries):
        waiting += each.given.jobs
        if n not in with_next:
            act = WorkflowActivation()
            act.CopyFrom(each.given)
            del act.jobs[:]
            act.jobs.extend(sorted(waiting, key=_rank))
            cut.append(act)
            waiting = []
    return cut


def _rank(job: WorkflowActivationJob) -> int:
    kind = job.WhichOneof("variant")
    if kind in _FIRST:
        return _FIRST.index(kind)
    return len(_FIRST) + (kind not in _MESSAGES)
