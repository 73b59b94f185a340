"""Starts enterprise workflows and sends them Updates."""

from datetime import UTC, datetime

from temporalio.client import Client, WorkflowHandle
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.enterprise_repository import EnterpriseRepository, opening
from models.enterprise.derived_status import sheet, summary
from models.enterprise.messages import EnterpriseCommand
from models.execution.enterprise_io import EnterpriseReceipt, EnterpriseSnapshot, EnterpriseStart
from models.kernel.identity import enterprise_workflow_id
from models.kernel.language import Language
from workflows.enterprise import PilotEnterpriseWorkflow

Handle = WorkflowHandle[PilotEnterpriseWorkflow, EnterpriseStart]


def enterprise(client: Client, code: str) -> Handle:
    """The handle of an enterprise's workflow, whether it exists or not."""
    return client.get_workflow_handle_for(PilotEnterpriseWorkflow.run, enterprise_workflow_id(code))


async def open_and_act(  # noqa: PLR0913 - what it takes to reach somebody who may not be there
    client: Client,
    register: EnterpriseRepository,
    code: str,
    command: EnterpriseCommand,
    *,
    task_queue: str,
    message_id: str | None = None,
) -> EnterpriseReceipt:
    """Commands an enterprise; its page is opened, or goes on from the ledger, when nobody keeps it.

    Raises:
        WorkflowUpdateFailedError: the rules do not allow the command.
        RPCError: Temporal does not answer.
    """
    start = await register.start(code, command.at or datetime.now(UTC))
    receipt: EnterpriseReceipt = await client.execute_update_with_start_workflow(
        command.verb,
        command,
        id=message_id,
        result_type=EnterpriseReceipt,
        start_workflow_operation=opening(start, task_queue),
    )
    return receipt


def resumed(snapshot: EnterpriseSnapshot, language: Language) -> EnterpriseStart:
    """How a page goes on from the ledger, which knows no language."""
    code, rules = snapshot.state.code, snapshot.state.rulebook
    return EnterpriseStart(code=code, rulebook=rules, snapshot=snapshot, language=language)


async def open_enterprise(client: Client, start: EnterpriseStart, *, task_queue: str) -> bool:
    """Opens a page, anew or where it was; False when somebody keeps it already."""
    try:
        await client.start_workflow(
            PilotEnterpriseWorkflow.run,
            start,
            id=enterprise_workflow_id(start.code),
            task_queue=task_queue,
            static_summary=summary(start.code, start.language),
            static_details=sheet(start.code),
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )
    except WorkflowAlreadyStartedError:
        return False
    return True
