"""Asks a system on behalf of one consignment until it answers.

A call that is refused waits until an officer has it made again (`retry_call`). One that nobody
answers is noted after some minutes, and made again until somebody does (decisions/0018).
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from temporalio.exceptions import ActivityError

from models.calls import A, Question
from models.language import Speaks
from models.messages import CallGaveUp
from models.state import State
from models.values import Frozen
from workflows.case import Case
from workflows.line import Line, refused, said
from workflows.outward import Outward

Until = Callable[[Callable[[State], bool]], Awaitable[None]]
"""Waits for a state; raises when nobody waits for the answer any more."""


class Asking:
    """How one part of a workflow asks: `until` is how it waits."""

    def __init__(self, case: Case, line: Line, until: Until) -> None:
        self._case, self._line, self._until = case, line, until

    async def ask(self, kind: Outward[A], request: Frozen, key: str, summary: Speaks) -> A:
        """Asks until an answer comes; after a refusal, when an officer says so.

        What was refused is asked under the numbers that the declaration has by then. What may have
        been done without an answer is asked in the same words.
        """
        if key in self._case.state.failing_calls:
            await self._until(lambda s: key not in s.failing_calls)
        since = self._case.now
        while True:
            # Whoever waits for the ledger may be on another course by then.
            if not self._line.ready:
                await self._until(lambda _: self._line.ready)
            try:
                answer = await self._line.call(self._line.patient(kind, key), request, key, summary)
            except ActivityError as error:
                # On a course that has been left nobody waits for the answer any more.
                await self._until(lambda _: True)
                await self._unanswered(key, since, error)
                await self._until(lambda s: key not in s.failing_calls)
                if refused(error) and isinstance(request, Question):
                    request = request.model_copy(update={"subject": self._case.subject})
            else:
                self._case.answered(key)
                self._case.made.add(key)
                return answer

    async def _unanswered(self, key: str, since: datetime, error: ActivityError) -> None:
        case, why = self._case, said(error)
        if refused(error):
            gave_up = CallGaveUp(call=key, reason=why)
            case.step(gave_up, f"CallGaveUp:{key}:{case.state.version}")
        else:
            await self._line.unanswered(key, since, why)
