"""The calls that a consignment makes, each once: what is asked, under which key, what comes of it.

What happens when no answer comes is in `asking.py`.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from models.answers import stock_key
from models.box import Box
from models.calls import (
    A,
    BoxRequest,
    Conclusion,
    InstructionRequest,
    Question,
    StockOrder,
    TripRequest,
)
from models.labels.summaries import (
    ABOUT,
    BOX_FREE,
    CONCLUSION,
    DEPARTURE,
    INSTRUCTION,
    LOT,
    PERMIT,
    STOCK,
    TRUCK,
    TRUCK_BACK,
    UNLOADING,
)
from models.labels.terms import label
from models.language import Speaks
from models.messages import (
    InstructionAnswered,
    RemovalAnswered,
    ReturnTripAnswered,
    TripAnswered,
)
from models.state import State
from models.terms import Outcome
from workflows.asking import Asking
from workflows.case import Case
from workflows.line import Line
from workflows.outward import (
    CONCLUDE,
    FETCH_INSTRUCTION,
    ORDER_TRANSPORT,
    PERMIT_REMOVAL,
    PERMIT_UNLOADING,
    TAG_STOCK,
    Outward,
)


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

    def __init__(self, case: Case, line: Line, until: Until) -> None:
        self._case, self._until = case, until
        self._asking = Asking(case, line, until)

    async def decide_mode(self) -> None:
        """Asks clearance for checks and standing, and decides the mode with the answer."""
        known = self._case.state.registration
        request = InstructionRequest(
            subject=self._case.subject,
            enterprise=known.enterprise,
            supplier=known.supplier,
            risk_level=known.risk_level,
            boxes=len(known.boxes),
            at=self._case.now,
        )
        answer = await self._asking.ask(FETCH_INSTRUCTION, request, "instruction", INSTRUCTION)
        self._case.step(InstructionAnswered(**answer.model_dump()), "instruction")

    async def permit_removal(self, box: str) -> None:
        """Asks clearance to let a box leave the port; after a refusal, when an officer says so."""
        while self._box(box).permit_no is None:
            # A refusal is known by the state: it waits in a later run as it did in this one.
            await self._until(lambda s: _removable(s, box) or s.boxes[box].inland)
            if self._box(box).inland:
                return
            visit = f"removal:{box}:{self._box(box).permits_spent + 1}"
            request = BoxRequest(subject=self._case.subject, box=box)
            summary = ABOUT.of(what=PERMIT, about=box)
            answer = await self._asking.ask(PERMIT_REMOVAL, request, visit, summary)
            answered = RemovalAnswered(box=box, visit=visit, **answer.model_dump())
            self._case.step(answered, visit)

    async def order_transport(self, box: str) -> None:
        """Has the checkpoint assign truck and lock, once the enterprise can take the box in."""
        leaves = await self._departure(box)
        await self._until(lambda s: not s.frozen or s.boxes[box].inland)
        if self._box(box).trip_no is None and not self._box(box).inland:
            request = TripRequest(subject=self._case.subject, box=box, not_before=leaves)
            summary = ABOUT.of(what=TRUCK, about=box)
            answer = await self._asking.ask(ORDER_TRANSPORT, request, f"trip:{box}", summary)
            self._case.step(TripAnswered(box=box, **answer.model_dump()), f"trip:{box}")

    async def _departure(self, box: str) -> datetime | None:
        """When a truck may leave that would come to a closed gate now; None when it may at once."""
        case = self._case
        leaves = case.state.rules.receiving.departure(case.now)
        if leaves <= case.now or self._box(box).trip_no is not None:
            return None
        what = ABOUT.of(what=DEPARTURE, about=box)
        await self._until(lambda s: s.boxes[box].inland, leaves, what)
        return leaves

    async def order_way_back(self, box: str) -> None:
        """Has the checkpoint system assign a truck and a lock for the way back to the port."""
        if self._box(box).return_trip_no is None:
            request = TripRequest(subject=self._case.subject, box=box, direction="TO_PORT")
            key, summary = f"return-trip:{box}", ABOUT.of(what=TRUCK_BACK, about=box)
            answer = await self._asking.ask(ORDER_TRANSPORT, request, key, summary)
            self._case.step(ReturnTripAnswered(box=box, **answer.model_dump()), key)

    async def permit_unloading(self, box: str) -> None:
        """Tells the enterprise that a box may be opened."""
        request = BoxRequest(subject=self._case.subject, box=box)
        summary = ABOUT.of(what=UNLOADING, about=box)
        await self._tell(PERMIT_UNLOADING, request, f"unloading:{box}", summary)

    async def tag_stock(self, tag: str) -> None:
        """Tells the enterprise what it may do with the lot."""
        request = StockOrder(subject=self._case.subject, state=tag)
        key = stock_key(tag, self._case.state)
        await self._tell(TAG_STOCK, request, key, ABOUT.of(what=LOT, about=STOCK[tag]))

    async def free_boxes(self) -> None:
        """Tells the enterprise which boxes of the lot it may use already."""
        for box in unfreed(self._case):
            request = StockOrder(subject=self._case.subject, state="FREE", boxes=(box,))
            summary = ABOUT.of(what=BOX_FREE, about=box)
            await self._tell(TAG_STOCK, request, _freeing(box), summary)

    async def conclude(self, outcome: Outcome) -> None:
        """Tells clearance how the consignment ends."""
        request = Conclusion(subject=self._case.subject, outcome=outcome)
        summary = ABOUT.of(what=CONCLUSION, about=label(outcome))
        await self._tell(CONCLUDE, request, f"conclusion:{outcome}", summary)

    async def _tell(self, kind: Outward[A], request: Question, key: str, summary: Speaks) -> None:
        """A call whose answer says nothing; made once."""
        if key not in self._case.made:
            await self._asking.ask(kind, request, key, summary)

    def _box(self, number: str) -> Box:
        return self._case.state.boxes[number]


def _removable(state: State, box: str) -> bool:
    """Checked, declared, nothing frozen, and no refusal or withdrawal that waits for an officer."""
    known = state.boxes[box]
    waits = known.withheld or f"removal:{box}:{known.permits_spent}" in state.failing_calls
    return known.cleared and state.declaration_stands and not state.frozen and not waits


def unfreed(case: Case) -> list[str]:
    """Boxes that were released by themselves, and that the enterprise has not been told of."""
    released = [box.number for box in case.state.boxes.values() if box.released]
    return [box for box in released if _freeing(box) not in case.made]


def _freeing(box: str) -> str:
    return f"stock:FREE:{box}"
