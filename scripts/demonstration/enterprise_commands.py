"""What a script says of an enterprise's standing is done at its page, which tells the consignment.

A consignment believes nobody else (decisions/0032): so the officers of the demo go there as well.
"""

import asyncio
from functools import partial
from typing import Any

from pydantic import JsonValue
from temporalio.client import Client

from models.enterprise.messages import EnterpriseCommand, ReinstateEnterprise, SuspendEnterprise
from models.execution.enterprise_io import EnterpriseReceipt
from models.kernel.terms import Overlay, Party
from scripts.retry import retry_until
from workers.consignment_client import consignment
from workers.enterprise_client import enterprise
from workflows.consignment import ConsignmentWorkflow

SECOND: dict[str, Any] = {"approver": "Gao Feng", "approver_role": Party.DIVISION}
"""Who allows what one officer may not order alone."""

PATIENCE_S = 60.0
_PAUSE_S = 0.1


async def said_at_the_page(
    client: Client, tracking_no: str, verb: str, reason: JsonValue, message_id: str
) -> None:
    """Suspend or reinstate the enterprise of a consignment, and wait until that has heard of it.

    Raises:
        TimeoutError: it does not hear of it.
        WorkflowUpdateFailedError: the page refuses it: the enterprise is not enrolled, say.
    """
    theirs = consignment(client, tracking_no)
    state = await retry_until(partial(theirs.query, ConsignmentWorkflow.state))
    suspended = verb == "suspend"
    kind: type[EnterpriseCommand] = SuspendEnterprise if suspended else ReinstateEnterprise
    given = {"officer": "Wang Li", "role": Party.INSPECTION_LEAD, "reason": reason}
    command = kind.model_validate(given if suspended else {**given, **SECOND})
    send = partial(
        enterprise(client, state.registration.enterprise).execute_update,
        command.verb,
        command,
        id=message_id,
        result_type=EnterpriseReceipt,
    )
    await retry_until(send)
    async with asyncio.timeout(PATIENCE_S):
        while (Overlay.SUSPENDED in state.overlays) is not suspended:
            await asyncio.sleep(_PAUSE_S)
            state = await retry_until(partial(theirs.query, ConsignmentWorkflow.state))
