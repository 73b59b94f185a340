"""Between a consignment and the page of its enterprise, both ways: Updates to the other workflow.

Every one has the id of the event that it tells of: told twice, it is heard once.
"""

from collections.abc import AsyncIterator
from datetime import timedelta

import structlog
from temporalio import activity
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.common import SearchAttributeKey
from temporalio.service import RPCError, RPCStatusCode

from activities.errors import remote_unavailable
from activities.recorder import Recorder
from activities.register import Register, opening
from models.calls import (
    Call,
    Nothing,
    OrderQuestion,
    Proof,
    Reply,
    StandingHeard,
    StandingOrder,
    ViolationReport,
)
from models.enterprise.start import EnterpriseReceipt
from models.identity import tracking_no_of
from models.messages import EnterpriseReinstated, EnterpriseSuspended
from models.start import Receipt
from models.visibility import condition

_log = structlog.get_logger()
_TOOK_IN = {"suspension-imposed", "suspension-lifted", "fell-back"}
_ANSWER = timedelta(seconds=20)
_ENTERPRISE = SearchAttributeKey.for_keyword("Enterprise")
_GONE = (RPCStatusCode.NOT_FOUND, RPCStatusCode.FAILED_PRECONDITION)


class Enrolment:
    """Reports violations to pages, and carries their orders to consignments."""

    def __init__(
        self, recorder: Recorder, register: Register, client: Client, task_queue: str
    ) -> None:
        self._recorder, self._register = recorder, register
        self._client, self._queue = client, task_queue

    @activity.defn
    async def report_violation(self, call: Call[ViolationReport]) -> Reply[Nothing]:
        """The page of the enterprise hears of a breach; it is opened when there is none."""
        head = await self._recorder.record(call.batch)
        code, notice = call.request.enterprise, call.request.notice
        start = await self._register.start(code, notice.occurred_at)
        try:
            await self._client.execute_update_with_start_workflow(
                "note_violation",
                notice,
                id=notice.id,
                result_type=EnterpriseReceipt,
                rpc_timeout=_ANSWER,
                start_workflow_operation=opening(start, self._queue),
            )
        except RPCError as error:
            raise remote_unavailable(f"the register of {code}", str(error)) from error
        return Reply(head=head, answer=Nothing())

    @activity.defn
    async def carry_standing(self, call: Call[StandingOrder]) -> Reply[StandingHeard]:
        """Every consignment of the enterprise that runs hears of the suspension, or of its end."""
        head = await self._recorder.record(call.batch)
        told, went_on = list[str](), list[str]()
        async for workflow_id in self._running(call.request.enterprise):
            took = await self._hears(workflow_id, call.request)
            (told if took else went_on).append(tracking_no_of(workflow_id))
            activity.heartbeat(len(told) + len(went_on))
        heard = StandingHeard(told=tuple(sorted(told)), went_on=tuple(sorted(went_on)))
        return Reply(head=head, answer=heard)

    @activity.defn
    async def prove_order(self, call: Call[OrderQuestion]) -> Reply[Proof]:
        """What the enterprise's own stream says of an order; nothing else counts as one."""
        head = await self._recorder.record(call.batch)
        orders = await self._register.orders(call.request.enterprise)
        found = next((one for one in orders if one.id == call.request.order), None)
        if found is None:
            _log.warning("an order that the register does not know", order=call.request.order)
            return Reply(head=head, answer=Proof())
        proof = Proof(
            known=True,
            latest=found is orders[-1],
            suspended=found.suspended,
            for_good=found.for_good,
            reason=found.reason,
        )
        return Reply(head=head, answer=proof)

    async def _running(self, code: str) -> AsyncIterator[str]:
        own = condition(_ENTERPRISE.name, code)
        query = f'WorkflowType="Consignment" AND ExecutionStatus="Running" AND {own}'
        async for each in self._client.list_workflows(query):
            if each.typed_search_attributes.get(_ENTERPRISE) == code:
                yield each.id

    async def _hears(self, workflow_id: str, order: StandingOrder) -> bool:
        """Whether it changed anything: what has left the port, or is closed, goes on."""
        verb = "suspend" if order.suspended else "reinstate_enterprise"
        said = {"id": order.order, "reason": order.reason, "cause_event": order.order}
        told = (
            EnterpriseSuspended(**said, for_good=order.for_good)
            if order.suspended
            else EnterpriseReinstated(**said)
        )
        try:
            receipt = await self._client.get_workflow_handle(workflow_id).execute_update(
                verb, told, id=f"{verb}:{order.order}", result_type=Receipt, rpc_timeout=_ANSWER
            )
        except WorkflowUpdateFailedError:
            return False
        except RPCError as error:
            if error.status in _GONE:
                return False
            raise remote_unavailable(workflow_id, str(error)) from error
        return bool(_TOOK_IN & set(receipt.recorded))
