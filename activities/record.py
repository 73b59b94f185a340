"""Recording alone: when there is something to record and nothing to ask."""

from temporalio import activity

from activities.recorder import Recorder
from models.calls import Call, Nothing, Reply


class Record:
    """The plain door to the ledger."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    @activity.defn
    async def record(self, call: Call[Nothing]) -> Reply[Nothing]:
        """Appends the batch; what was appended before is left alone."""
        return Reply(head=await self._recorder.record(call.batch), answer=Nothing())
