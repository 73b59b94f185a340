"""Replays a history with today's code: the batches it would send, the state it comes to.

Temporal's replay compares only which activities are called; here their batches are kept as well.
"""

from dataclasses import dataclass, field
from typing import Any

from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import (
    ExecuteWorkflowInput,
    Interceptor,
    Replayer,
    StartActivityInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)

from models.consignment.state import State
from models.enterprise.state import EnterpriseState
from models.execution.activity_io import Call, EventBatch
from workers.sandbox import OpenRunner
from workflows.consignment import ConsignmentWorkflow
from workflows.enterprise import PilotEnterpriseWorkflow

_Life = ConsignmentWorkflow | PilotEnterpriseWorkflow


@dataclass
class Replayed:
    """The life of one run, lived again."""

    batches: list[EventBatch] = field(default_factory=list)
    failure: str = ""
    _lived: _Life | None = None

    @property
    def state(self) -> State | EnterpriseState | None:
        """The state at the end of the history."""
        return self._lived.case.state if self._lived else None

    def live(self, lived: object) -> None:
        """Remember who lives this life."""
        if isinstance(lived, _Life):
            self._lived = lived


async def replay(history: WorkflowHistory, *kinds: type[_Life]) -> Replayed:
    """Live a run again, as today's code or as other workflows of the same name would."""
    seen = Replayed()
    replayer = Replayer(
        workflows=kinds or (ConsignmentWorkflow, PilotEnterpriseWorkflow),
        # The state is taken out of the workflow: no sandbox may stand between.
        workflow_runner=OpenRunner(),
        data_converter=pydantic_data_converter,
        interceptors=[_Watcher(seen)],
    )
    result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    if result.replay_failure is not None:
        seen.failure = str(result.replay_failure)
    return seen


class _Watcher(Interceptor):
    def __init__(self, seen: Replayed) -> None:
        self._seen = seen

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002, ARG002 - the name is Temporal's
    ) -> type[WorkflowInboundInterceptor]:
        seen = self._seen

        class Inbound(WorkflowInboundInterceptor):
            def init(self, outbound: WorkflowOutboundInterceptor) -> None:
                super().init(_Outbound(outbound, seen))

            async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:  # noqa: A002, ANN401
                seen.live(workflow.instance())
                return await super().execute_workflow(input)

        return Inbound


class _Outbound(WorkflowOutboundInterceptor):
    def __init__(self, following: WorkflowOutboundInterceptor, seen: Replayed) -> None:
        super().__init__(following)
        self._seen = seen

    def start_activity(
        self,
        input: StartActivityInput,  # noqa: A002 - the name is Temporal's
    ) -> workflow.ActivityHandle[Any]:
        for call in input.args:
            if isinstance(call, Call) and call.batch is not None:
                self._seen.batches.append(call.batch)
        return super().start_activity(input)
