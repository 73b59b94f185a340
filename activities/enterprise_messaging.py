"""Sends Updates between consignment workflows and enterprise workflows, both ways.

Every one has the id of the event that it tells of: told twice, it is heard once.
"""

import asyncio
from collections.abc import AsyncIterator

import structlog
from temporalio import activity
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.common import SearchAttributeKey
from temporalio.service import RPCError, RPCStatusCode

from activities.consignment_messaging import NAMED, Heard, hears, need_heard, tell_all
from activities.enterprise_repository import EnterpriseRepository, opening
from activities.errors import remote_unavailable
from activities.ledger_append import Recorder
from activities.temporal_errors import unheard
from models.enterprise.messages import ViolationNotice
from models.execution.activity_io import (
    Call,
    Empty,
    OrderQuestion,
    Reply,
    StandingHeard,
    StandingOrder,
    StatusProof,
    ViolationReport,
)
from models.execution.enterprise_io import EnterpriseReceipt
from models.execution.outsiders import ANSWERS_WITHIN, Outsider
from models.execution.visibility_filter import condition
from models.kernel.event_types import EventType
from models.kernel.identity import enterprise_workflow_id
from models.supervision.messages import ReinstatementNotice, SuspensionNotice

_log = structlog.get_logger()
_TOOK_IN = {EventType.SUSPENSION_IMPOSED, EventType.SUSPENSION_LIFTED, EventType.FELL_BACK}
_ANSWER = ANSWERS_WITHIN[Outsider.WORKFLOW]
_PAGE = ANSWERS_WITHIN[Outsider.TEMPORAL]
_ENTERPRISE = SearchAttributeKey.for_keyword("Enterprise")


class Enrolment:
    """Reports violations to pages, and carries their orders to consignments."""

    def __init__(
        self, recorder: Recorder, register: EnterpriseRepository, client: Client, task_queue: str
    ) -> None:
        self._recorder, self._register = recorder, register
        self._client, self._queue = client, task_queue

    @activity.defn
    async def report_violation(self, call: Call[ViolationReport]) -> Reply[Empty]:
        """The page of the enterprise hears of a breach; it is opened when there is none.

        What the ledger has of it needs no telling: a page forgets the ids of long ago.

        Raises:
            ApplicationError: RemoteUnavailable (retried), RemoteRefused (final).
        """
        head = await self._recorder.record(call.batch)
        code, notice = call.request.enterprise, call.request.notice
        whom = f"the register of {code}"
        if not await self._register.knows(code, notice):
            try:
                async with asyncio.timeout(_ANSWER.total_seconds()):
                    await self._tell(code, notice)
            except TimeoutError:
                raise remote_unavailable(whom, f"{_ANSWER.total_seconds():g} s") from None
            except (RPCError, WorkflowUpdateFailedError) as error:
                raise unheard(whom, error) from None
        return Reply(head=head, answer=Empty())

    async def _tell(self, code: str, notice: ViolationNotice) -> None:
        page = self._client.get_workflow_handle(enterprise_workflow_id(code))
        try:
            await page.execute_update(
                "note_violation", notice, id=notice.id, result_type=EnterpriseReceipt
            )
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            start = await self._register.start(code, notice.occurred_at)
            await self._client.execute_update_with_start_workflow(
                "note_violation",
                notice,
                id=notice.id,
                result_type=EnterpriseReceipt,
                start_workflow_operation=opening(start, self._queue),
            )

    @activity.defn
    async def carry_standing(self, call: Call[StandingOrder]) -> Reply[StandingHeard]:
        """Every consignment of the enterprise that runs hears of the suspension, or of its end.

        One that does not answer keeps no other from hearing; in the end it is named.

        Raises:
            ApplicationError: RemoteUnavailable; the next attempt tells all of them once more.
        """
        head = await self._recorder.record(call.batch)

        async def tell(workflow_id: str) -> Heard:
            return await self._hears(workflow_id, call.request)

        found = await tell_all(self._running(call.request.enterprise), tell, activity.heartbeat)
        need_heard(found.pop(Heard.SILENT))
        named = {each.value: tuple(sorted(names)[:NAMED]) for each, names in found.items()}
        more = sum(len(names[NAMED:]) for names in found.values())
        return Reply(head=head, answer=StandingHeard(**named, more=more))

    @activity.defn
    async def prove_order(self, call: Call[OrderQuestion]) -> Reply[StatusProof]:
        """What the enterprise's own stream says of an order; nothing else counts as one."""
        head = await self._recorder.record(call.batch)
        orders = await self._register.orders(call.request.enterprise)
        found = next((one for one in orders if one.id == call.request.order), None)
        if found is None:
            _log.warning("an order that the register does not know", order=call.request.order)
            return Reply(head=head, answer=StatusProof())
        proof = StatusProof(
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
        async for each in self._client.list_workflows(query, rpc_timeout=_PAGE):
            if each.typed_search_attributes.get(_ENTERPRISE) == code:
                yield each.id

    async def _hears(self, workflow_id: str, order: StandingOrder) -> Heard:
        """Whether it changed anything: what has left the port, or is closed, goes on.

        One that cannot be told must not keep the others from hearing of it.
        """
        said = {"id": order.order, "reason": order.reason, "cause_event": order.order}
        told = (
            SuspensionNotice(**said, for_good=order.for_good)
            if order.suspended
            else ReinstatementNotice(**said)
        )
        message_id = f"{told.verb}:{order.order}"
        return await hears(self._client, workflow_id, told, message_id, _TOOK_IN)
