"""Makes the calls of a consignment to outside systems and applies their answers.

Which calls are due, and under which keys, is said by `models/process/next_calls.py`; what happens
when no answer comes stands in `activity_client.py`.
"""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

from models.arrival.messages import BoxesDrawn, InstructionAnswered
from models.consignment.box import Box
from models.consignment.state import State
from models.execution.activity_io import (
    A,
    BoxRequest,
    ConclusionRequest,
    DrawRequest,
    Empty,
    InstructionRequest,
    Question,
    StockOrder,
    TripRequest,
)
from models.kernel.language import Speaks
from models.kernel.terms import Outcome
from models.port.messages import RemovalAnswered
from models.process.call_texts import summary
from models.process.next_calls import (
    HOLD,
    TO_PORT,
    NextCall,
    conclusion,
    heard,
    step_ahead,
    unloading,
)
from models.returns.messages import ReturnTripAnswered
from models.supervision.messages import LateAnswer
from models.texts.summaries import ABOUT, DEPARTURE
from models.transport.messages import TripAnswered
from workflows.activity_client import ActivityClient, OnPaper, RetryingCaller
from workflows.activity_specs import (
    CONCLUDE,
    DRAW_BOXES,
    FETCH_INSTRUCTION,
    ORDER_TRANSPORT,
    PERMIT_REMOVAL,
    PERMIT_UNLOADING,
    TAG_STOCK,
    ActivitySpec,
)
from workflows.consignment_aggregate import ConsignmentAggregate


class Until(Protocol):
    """Waits for a state, or for an instant if one is named; `what` it is, for the timeline."""

    def __call__(
        self,
        reached: Callable[[State], bool],
        by: datetime | None = None,
        what: Speaks | None = None,
    ) -> Awaitable[None]:
        """Raises when the consignment takes another course, or the run should be continued."""


class Calls:
    """Asks the three systems on behalf of one consignment."""

    def __init__(self, case: ConsignmentAggregate, line: ActivityClient, until: Until) -> None:
        self._case, self._until = case, until
        self._asking = RetryingCaller(case, line, until)
        self._confirming = RetryingCaller(case, line, until, confirms=True)

    def due(self, kind: ActivitySpec[Any], box: str = "") -> bool:
        """Whether a call of a kind is to be made now, for that box if one is named."""
        return self._next(kind, box) is not None

    async def decide_mode(self) -> None:
        """Asks clearance for checks and standing, and decides the mode with the answer."""
        if call := self._next(FETCH_INSTRUCTION):
            await self._instructed(self._asking, call)

    async def confirm(self, call: NextCall) -> None:
        """Asks what was permitted on paper while its system was down, and for the draw."""
        match call.activity:
            case "fetch_instruction":
                await self._instructed(self._confirming, call)
            case "draw_boxes":
                await self._draw(call)
            case "permit_removal":
                await self._removed(self._confirming, call)
            case "permit_unloading":
                request = BoxRequest(subject=self._case.subject, box=call.box)
                await self._confirming.ask(PERMIT_UNLOADING, request, call.key, summary(call))
                self._case.step(LateAnswer(call=call.key), f"{call.key}:confirmed")
            case "conclude":
                ended = ConclusionRequest(subject=self._case.subject, outcome=call.about)
                await self._confirming.ask(CONCLUDE, ended, call.key, summary(call))
                self._case.step(LateAnswer(call=call.key), f"{call.key}:confirmed")
            case _:
                return

    async def _instructed(self, caller: RetryingCaller, call: NextCall) -> None:
        known = self._case.state.registration
        request = InstructionRequest(
            subject=self._case.subject,
            enterprise=known.enterprise,
            supplier=known.supplier,
            kind=known.kind,
            risk_level=known.risk_level,
            boxes=tuple(box.number for box in known.boxes),
            at=self._case.now,
        )
        with suppress(OnPaper):
            answer = await caller.ask(FETCH_INSTRUCTION, request, call.key, summary(call))
            self._case.step(InstructionAnswered(**answer.model_dump()), self._cause(call))

    async def _draw(self, call: NextCall) -> None:
        known = self._case.state.registration
        request = DrawRequest(
            subject=self._case.subject,
            boxes=tuple(box.number for box in known.boxes),
            at=self._case.now,
        )
        answer = await self._confirming.ask(DRAW_BOXES, request, call.key, summary(call))
        self._case.step(BoxesDrawn(chances=answer.chances), call.key)

    async def _removed(self, caller: RetryingCaller, call: NextCall) -> None:
        request = BoxRequest(subject=self._case.subject, box=call.box)
        with suppress(OnPaper):
            answer = await caller.ask(PERMIT_REMOVAL, request, call.key, summary(call))
            answered = RemovalAnswered(box=call.box, visit=call.key, **answer.model_dump())
            self._case.step(answered, self._cause(call))

    def _cause(self, call: NextCall) -> str:
        return f"{call.key}:confirmed" if call.key in self._case.state.papers else call.key

    async def permit_removal(self, box: str) -> None:
        """Asks clearance to let a box leave the port; after a refusal, when an officer says so."""
        while self._box(box).permit_no is None:
            # A refusal is known by the state: it waits in a later run as it did in this one.
            await self._until(lambda s: self.due(PERMIT_REMOVAL, box) or s.boxes[box].inland)
            if self._box(box).inland:
                return
            if call := self._next(PERMIT_REMOVAL, box):
                await self._removed(self._asking, call)

    async def order_transport(self, box: str) -> None:
        """Has the checkpoint assign truck and lock, once the enterprise can take the box in."""
        leaves = await self._departure(box)
        await self._until(
            lambda s: self.due(ORDER_TRANSPORT, box) or not _needs_truck(s.boxes[box])
        )
        request = TripRequest(subject=self._case.subject, box=box, not_before=leaves)
        if call := self._next(ORDER_TRANSPORT, box):
            answer = await self._ask(ORDER_TRANSPORT, call, request)
            self._case.step(TripAnswered(box=box, **answer.model_dump()), call.key)

    async def _departure(self, box: str) -> datetime | None:
        """When a truck may leave that would come to a closed gate now; None when it may at once."""
        case = self._case
        rules, own = case.state.rules, case.state.receiving
        leaves = rules.receiving.departure(case.now, own, rules.calendar.is_working_day)
        if leaves <= case.now or self._box(box).trip_no is not None:
            return None
        what = ABOUT.of(what=DEPARTURE, about=box)
        await self._until(lambda s: s.boxes[box].inland, leaves, what)
        return leaves

    async def order_way_back(self, box: str) -> None:
        """Has the checkpoint system assign a truck and a lock for the way back to the port."""
        request = TripRequest(subject=self._case.subject, box=box, direction=TO_PORT)
        if call := self._next(ORDER_TRANSPORT, box):
            answer = await self._ask(ORDER_TRANSPORT, call, request)
            self._case.step(ReturnTripAnswered(box=box, **answer.model_dump()), call.key)

    def opened(self, box: str) -> bool:
        """Whether a box is unloaded, and the enterprise was told that it might be."""
        known = self._box(box)
        told = heard(self._case.state, unloading(known).key, self._case.completed_calls)
        return known.unloaded is not None and told

    def may_speak_of(self, box: str) -> bool:
        """Whether the enterprise is to hear that a box may be opened, or must stay shut."""
        return self.due(PERMIT_UNLOADING, box) or self.due(TAG_STOCK, box)

    async def keep_shut(self, box: str) -> None:
        """Tells the enterprise that a box may not be opened after all."""
        request = StockOrder(subject=self._case.subject, state=HOLD, boxes=(box,))
        if call := self._next(TAG_STOCK, box):
            await self._ask(TAG_STOCK, call, request)

    async def permit_unloading(self, box: str) -> None:
        """Tells the enterprise that a box may be opened."""
        request = BoxRequest(subject=self._case.subject, box=box)
        if call := self._next(PERMIT_UNLOADING, box):
            await self._tell(PERMIT_UNLOADING, call, request)

    async def tag_stock(self) -> None:
        """Tells the enterprise what it may do with the lot, and with boxes of it."""
        while (call := _first(self._case.open_calls, TAG_STOCK)) is not None:
            boxes = (call.box,) if call.box else ()
            request = StockOrder(subject=self._case.subject, state=call.about, boxes=boxes)
            await self._tell(TAG_STOCK, call, request)

    @property
    def concluded(self) -> bool:
        """Whether clearance has heard that the goods may be used, or it stands on paper."""
        key = conclusion(Outcome.RELEASED).key
        return heard(self._case.state, key, self._case.completed_calls)

    async def conclude(self) -> None:
        """Tells clearance how the consignment ends."""
        while (call := _first(self._case.open_calls, CONCLUDE)) is not None:
            request = ConclusionRequest(subject=self._case.subject, outcome=call.about)
            await self._tell(CONCLUDE, call, request)

    async def _tell(self, kind: ActivitySpec[Empty], call: NextCall, request: Question) -> None:
        """A call whose answer says nothing; what it permits is decided ahead of it."""
        ahead = step_ahead(self._case.state, call)
        if ahead is not None:
            cause, step = ahead
            self._case.step(step, cause)
        with suppress(OnPaper):
            await self._ask(kind, call, request)

    async def _ask(self, kind: ActivitySpec[A], call: NextCall, request: Question) -> A:
        return await self._asking.ask(kind, request, call.key, summary(call))

    def _next(self, kind: ActivitySpec[Any], box: str = "") -> NextCall | None:
        return _first(self._case.next_calls, kind, box)

    def _box(self, number: str) -> Box:
        return self._case.state.boxes[number]


def _first(calls: Iterable[NextCall], kind: ActivitySpec[Any], box: str = "") -> NextCall | None:
    of_kind = (call for call in calls if call.activity == kind.activity)
    return next((call for call in of_kind if box in ("", call.box)), None)


def _needs_truck(box: Box) -> bool:
    return box.permit_no is not None and box.trip_no is None and not box.inland
