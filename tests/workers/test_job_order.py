"""What has come is taken in job by job, in one order; pure, with a workflow that only listens."""

from collections.abc import Callable, Sequence

import pytest
from temporalio.bridge.proto.workflow_activation import (
    CancelWorkflow,
    DoUpdate,
    FireTimer,
    InitializeWorkflow,
    NotifyHasPatch,
    QueryWorkflow,
    RemoveFromCache,
    ResolveActivity,
    SignalWorkflow,
    UpdateRandomSeed,
    WorkflowActivation,
    WorkflowActivationJob,
)
from temporalio.bridge.proto.workflow_commands import (
    CompleteWorkflowExecution,
    ScheduleActivity,
    WorkflowCommand,
)
from temporalio.bridge.proto.workflow_completion import Success, WorkflowActivationCompletion
from temporalio.converter import StorageDriverStoreContext
from temporalio.worker import WorkflowInstance
from temporalio.workflow import Info

from workers.job_order import JobByJob

Does = Callable[[str], WorkflowCommand]


class Listener(WorkflowInstance):
    """Remembers what it was given in one piece, and does one thing for each job."""

    def __init__(self, does: Does | None = None, fails_at: str = "") -> None:
        self.heard: list[list[str]] = []
        self.instants: list[int] = []
        self._does = does or asks
        self._fails_at = fails_at

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        self.heard.append([name(job) for job in act.jobs])
        self.instants.append(act.timestamp.seconds)
        done = WorkflowActivationCompletion(successful=Success())
        done.successful.commands.extend(self._does(name(job)) for job in act.jobs)
        done.successful.used_internal_flags.append(len(self.heard))
        if self._fails_at in self.heard[-1]:
            done.failed.failure.message = "broken"
        return done

    def get_serialization_context(self, command_info: object) -> None:
        """None in particular."""

    def get_external_store_context(self, command_info: object) -> StorageDriverStoreContext:
        raise NotImplementedError

    def get_info(self) -> Info:
        raise NotImplementedError


def asks(about: str) -> WorkflowCommand:
    return WorkflowCommand(schedule_activity=ScheduleActivity(activity_id=about))


def ends_at(last: str) -> Does:
    def does(about: str) -> WorkflowCommand:
        ending = WorkflowCommand(complete_workflow_execution=CompleteWorkflowExecution())
        return ending if about == last else asks(about)

    return does


def name(job: WorkflowActivationJob) -> str:
    match job.WhichOneof("variant"):
        case "resolve_activity":
            return f"answer {job.resolve_activity.seq}"
        case "fire_timer":
            return f"timer {job.fire_timer.seq}"
        case "do_update":
            return f"update {job.do_update.id}"
        case other:
            return str(other)


def answer(seq: int) -> WorkflowActivationJob:
    return WorkflowActivationJob(resolve_activity=ResolveActivity(seq=seq))


def timer(seq: int) -> WorkflowActivationJob:
    return WorkflowActivationJob(fire_timer=FireTimer(seq=seq))


def update(id_: str) -> WorkflowActivationJob:
    return WorkflowActivationJob(do_update=DoUpdate(id=id_))


SIGNAL = WorkflowActivationJob(signal_workflow=SignalWorkflow())
CANCEL = WorkflowActivationJob(cancel_workflow=CancelWorkflow())
PATCH = WorkflowActivationJob(notify_has_patch=NotifyHasPatch(patch_id="p"))
SEED = WorkflowActivationJob(update_random_seed=UpdateRandomSeed())
BEGIN = WorkflowActivationJob(initialize_workflow=InitializeWorkflow())
QUERY = WorkflowActivationJob(query_workflow=QueryWorkflow())
EVICT = WorkflowActivationJob(remove_from_cache=RemoveFromCache())


def given(*jobs: WorkflowActivationJob, at: int = 0) -> WorkflowActivation:
    act = WorkflowActivation(run_id="run", jobs=jobs, is_replaying=True)
    act.timestamp.seconds = at
    return act


def asked(done: WorkflowActivationCompletion) -> list[str]:
    return [each.schedule_activity.activity_id for each in done.successful.commands]


def test_answers_come_before_updates_and_each_by_itself() -> None:
    listener = Listener()
    act = given(update("a"), update("b"), answer(2), timer(1), CANCEL, at=7)
    done = JobByJob(listener).activate(act)
    order = ["answer 2", "timer 1", "cancel_workflow", "update a", "update b"]
    assert listener.heard == [[each] for each in order]
    assert asked(done) == order
    assert listener.instants == [7] * len(order)


@pytest.mark.parametrize(
    "deliveries",
    [
        [[answer(1)], [timer(2)], [update("a"), update("b")]],
        [[answer(1), timer(2)], [update("a"), update("b")]],
        [[answer(1)], [update("a"), update("b"), timer(2)]],
        [[update("a"), update("b"), answer(1), timer(2)]],
    ],
)
def test_one_history_is_one_life_in_whatever_cut_it_is_delivered(
    deliveries: Sequence[Sequence[WorkflowActivationJob]],
) -> None:
    workflow = JobByJob(Listener())
    done = [each for jobs in deliveries for each in asked(workflow.activate(given(*jobs)))]
    assert done == ["answer 1", "timer 2", "update a", "update b"]


def test_what_code_is_to_know_comes_with_the_first_job() -> None:
    listener = Listener()
    JobByJob(listener).activate(given(PATCH, SEED, update("a"), answer(1)))
    assert listener.heard == [
        ["notify_has_patch", "update_random_seed", "answer 1"],
        ["update a"],
    ]


@pytest.mark.parametrize(
    "jobs",
    [
        pytest.param([BEGIN, PATCH, update("a"), SIGNAL, CANCEL], id="begin"),
        pytest.param([QUERY, QUERY], id="queries"),
        pytest.param([EVICT], id="evicted"),
        pytest.param([PATCH], id="only a patch"),
        pytest.param([], id="nothing"),
    ],
)
def test_what_belongs_together_stays_together(jobs: Sequence[WorkflowActivationJob]) -> None:
    listener = Listener()
    JobByJob(listener).activate(given(*jobs))
    assert listener.heard == [[name(job) for job in jobs]]


def test_the_first_failure_is_the_whole_answer() -> None:
    listener = Listener(fails_at="timer 2")
    done = JobByJob(listener).activate(given(update("a"), answer(1), timer(2)))
    assert listener.heard == [["answer 1"], ["timer 2"]]
    assert done.failed.failure.message == "broken"
    assert not done.HasField("successful")


def test_a_run_does_not_end_over_a_signal_that_is_there() -> None:
    listener = Listener(ends_at("answer 1"))
    done = JobByJob(listener).activate(given(update("a"), SIGNAL, answer(1)))
    assert listener.heard == [["signal_workflow"], ["answer 1"]]
    assert asked(done)[0] == "signal_workflow"


def test_an_update_is_not_given_to_a_run_that_has_ended() -> None:
    listener = Listener(ends_at("answer 1"))
    done = JobByJob(listener).activate(given(update("a"), answer(1)))
    assert listener.heard == [["answer 1"]]
    assert [each.WhichOneof("variant") for each in done.successful.commands] == [
        "complete_workflow_execution"
    ]


def test_flags_of_every_part_are_told() -> None:
    done = JobByJob(Listener()).activate(given(update("a"), answer(1), timer(2)))
    assert list(done.successful.used_internal_flags) == [1, 2, 3]
