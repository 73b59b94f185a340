"""Between a consignment and the page of its enterprise, both ways: Updates to the other workflow.

Every one has the id of the event that it tells of: told twice, it is heard once.
"""

import asyncio
from collections.abc import AsyncIterator

from temporalio import activity
from temporalio.client import Client, RPCTimeoutOrCancelledError, WorkflowUpdateFailedError
from temporalio.common import SearchAttributeKey
from temporalio.service import RPCError, RPCStatusCode

from activities.errors import remote_unavailable
from activities.recorder import Recorder
from activities.register import Register, opening
from models.calls import Call, Nothing, Reply, StandingHeard, StandingOrder, ViolationReport
from models.enterprise.start import EnterpriseReceipt
from models.identity import tracking_no_of
from models.messages import EnterpriseReinstated, EnterpriseSuspended
from models.outsiders import ANSWERS_WITHIN, Outsider
from models.start import Receipt
from models.visibility import condition

_TOOK_IN = {"suspension-imposed", "suspension-lifted", "fell-back"}
_ANSWER = ANSWERS_WITHIN[Outsider.WORKFLOW]
_PAGE = ANSWERS_WITHIN[Outsider.TEMPORAL]
_AT_ONCE = 8
_NAMED = 5
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
        whom = f"the register of {code}"
        try:
            async with asyncio.timeout(_ANSWER.total_seconds()):
                await self._client.execute_update_with_start_workflow(
                    "note_violation",
                    notice,
                    id=notice.id,
                    result_type=EnterpriseReceipt,
                    start_workflow_operation=opening(start, self._queue),
                )
        except TimeoutError:
            raise remote_unavailable(whom, f"{_ANSWER.total_seconds():g} s") from None
        except (RPCError, RPCTimeoutOrCancelledError) as error:
            raise remote_unavailable(whom, str(error)) from error
        return Reply(head=head, answer=Nothing())

    @activity.defn
    async def carry_standing(self, call: Call[StandingOrder]) -> Reply[StandingHeard]:
        """Every consignment of the enterprise that runs hears of the suspension, or of its end.

        One that does not answer keeps no other from hearing; in the end it is named.

        Raises:
            ApplicationError: RemoteUnavailable; the next attempt tells all of them once more.
        """
        head = await self._recorder.record(call.batch)
        told, went_on, silent = list[str](), list[str](), list[str]()
        turns = asyncio.Semaphore(_AT_ONCE)

        async def tell(workflow_id: str) -> None:
            async with turns:
                took = await self._hears(workflow_id, call.request)
            heard = silent if took is None else told if took else went_on
            heard.append(tracking_no_of(workflow_id))
            activity.heartbeat(len(told) + len(went_on))

        async with asyncio.TaskGroup() as group:
            async for workflow_id in self._running(call.request.enterprise):
                group.create_task(tell(workflow_id))
                activity.heartbeat(len(told) + len(went_on))
        if silent:
            names = ", ".join(sorted(silent)[:_NAMED])
            raise remote_unavailable(names, f"{len(silent)} consignments have not heard")
        heard = StandingHeard(told=tuple(sorted(told)), went_on=tuple(sorted(went_on)))
        return Reply(head=head, answer=heard)

    async def _running(self, code: str) -> AsyncIterator[str]:
        own = condition(_ENTERPRISE.name, code)
        query = f'WorkflowType="Consignment" AND ExecutionStatus="Running" AND {own}'
        async for each in self._client.list_workflows(query, rpc_timeout=_PAGE):
            if each.typed_search_attributes.get(_ENTERPRISE) == code:
                yield each.id

    async def _hears(self, workflow_id: str, order: StandingOrder) -> bool | None:
        """Whether it changed anything: what has left the port, or is closed, goes on.

        None when there is no answer.
        """
        verb = "suspend" if order.suspended else "reinstate_enterprise"
        said = {"id": order.order, "reason": order.reason, "cause_event": order.order}
        told = (
            EnterpriseSuspended(**said, for_good=order.for_good)
            if order.suspended
            else EnterpriseReinstated(**said)
        )
        handle = self._client.get_workflow_handle(workflow_id)
        try:
            # An Update is polled for, each time with a time-out of its own.
            async with asyncio.timeout(_ANSWER.total_seconds()):
                receipt = await handle.execute_update(
                    verb, told, id=f"{verb}:{order.order}", result_type=Receipt
                )
        except WorkflowUpdateFailedError:
            return False
        except (TimeoutError, RPCTimeoutOrCancelledError):
            return None
        except RPCError as error:
            return False if error.status in _GONE else None
        return bool(_TOOK_IN & set(receipt.recorded))
