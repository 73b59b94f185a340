"""Asks how much is taken of the bays and the days of an enterprise, and of a laboratory."""

from collections.abc import Awaitable, Callable

from temporalio import activity

from activities.answering import answering
from activities.errors import ledger_unavailable
from activities.ledger_append import Recorder
from models.execution.activity_io import Call, CapacityTaken, Reply
from models.execution.outsiders import Outsider
from models.process.capacity_questions import CapacityQuestion

Taken = Callable[[CapacityQuestion], Awaitable[CapacityTaken | None]]
"""What the read model has of a question; None while it does not show what is recorded."""


class Capacities:
    """Answers from the read model: no consignment knows of the others."""

    def __init__(self, recorder: Recorder, taken: Taken) -> None:
        self._recorder, self._taken = recorder, taken

    @activity.defn
    async def ask_capacity(self, call: Call[CapacityQuestion]) -> Reply[CapacityTaken]:
        """What others have taken of it.

        Raises:
            ApplicationError: LedgerUnavailable (retried), also while the read model is behind.
        """
        head = await self._recorder.record(call.batch)
        async with answering(Outsider.READ):
            found = await self._taken(call.request)
        if found is None:
            raise ledger_unavailable("the read model of capacities is behind the ledger")
        return Reply(head=head, answer=found)
