"""Calls the management system of a pilot enterprise."""

from pydantic import JsonValue
from temporalio import activity

from activities.ledger_append import Recorder
from activities.system_http import SystemClient
from models.execution.activity_io import BoxRequest, Call, Empty, Reply, StockOrder


class EnterpriseActivities:
    """Unloading permissions and the state of the stock lot.

    A lot is goods, not papers: it keeps the number that it was announced under.
    """

    def __init__(self, recorder: Recorder, remote: SystemClient) -> None:
        self._recorder, self._remote = recorder, remote

    @activity.defn
    async def permit_unloading(self, call: Call[BoxRequest]) -> Reply[Empty]:
        """This box may be opened and unloaded."""
        head = await self._recorder.record(call.batch)
        body = {"SeqNo": call.request.subject.registered_no, "container_no": call.request.box}
        await self._remote.post("/unloading-permissions", call.key, {**body})
        return Reply(head=head, answer=Empty())

    @activity.defn
    async def tag_stock(self, call: Call[StockOrder]) -> Reply[Empty]:
        """The lot may be used, must be held, or goes back."""
        head = await self._recorder.record(call.batch)
        path = f"/stock-lots/{call.request.subject.registered_no}"
        order: dict[str, JsonValue] = {"state": call.request.state}
        if call.request.boxes:
            order["containers"] = [*call.request.boxes]
        await self._remote.put(path, call.key, order)
        return Reply(head=head, answer=Empty())
