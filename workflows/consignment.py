"""The consignment workflow: one imported consignment from registration to closure.

Each step waits on a predicate of the state and is skipped at once when the state is past it: the
same narrative starts a consignment, continues it in a new run, and resurrects it from the ledger.
When the state takes another course (fallback, return, destruction), the step ends there; when a
fact is taken back, the course is gone through once more.

What is decided is flushed to the ledger by the next call, at its head, or without one by a task
beside the narrative (`background_tasks.py`): no step here waits for it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from temporalio import workflow

from models.consignment.box import Box
from models.consignment.state import State
from models.execution.workflow_io import Ending, Start
from models.kernel.event_types import EventType
from models.kernel.language import Speaks
from models.kernel.markdown import marked
from models.kernel.terms import PortStep, PreShipment, ProcessPhase
from models.traditional_port.progress import inspectable, step
from workflows.activity_client import ActivityClient
from workflows.activity_specs import (
    CONCLUDE,
    FETCH_INSTRUCTION,
    FOLD_CONSIGNMENT,
    ORDER_TRANSPORT,
    TAG_STOCK,
)
from workflows.consignment_aggregate import ConsignmentAggregate
from workflows.consignment_calls import Calls
from workflows.consignment_handlers import ConsignmentHandlers
from workflows.consignment_tasks import ConsignmentTasks
from workflows.ledger_recovery import followed, recovered


class CourseChanged(Exception):
    """The consignment left the course that a step belongs to, or begins it anew."""


class ContinueAsNew(Exception):
    """This run has become long enough."""


@workflow.defn(name="Consignment")
class ConsignmentWorkflow(ConsignmentHandlers):
    """One consignment from its registration to its release, return, rejection or destruction."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        self.case = ConsignmentAggregate(start)
        self._course = self.case.state.course
        self._retractions = self.case.state.retractions
        self._line = ActivityClient(self.case)
        self._calls = Calls(self.case, self._line, self._until)

    @workflow.run
    async def run(self, start: Start) -> Ending:  # noqa: ARG002 - taken by __init__
        """Follows the consignment until it is closed; goes on in a new run when it must."""
        self.case.show()
        ended = await followed(self.case, self._line, self._story)
        if self.case.behind:
            taken = await recovered(self.case, self._line, FOLD_CONSIGNMENT)
            workflow.continue_as_new(self.case.caught_up(taken))
        if ended is None:
            workflow.continue_as_new(self.case.continued())
        return ended

    async def _story(self) -> Ending | None:
        """From course to course to the end; None when it is to go on in a new run."""
        tasks = ConsignmentTasks(self.case, self._line)
        try:
            while self._course is not ProcessPhase.CLOSED:
                await self._run_course()
                self._course = self.case.state.course
                self._retractions = self.case.state.retractions
            await self._announce_closure()
        except ContinueAsNew:
            await tasks.dismiss()
            return None
        await tasks.dismiss()
        return self.case.ending()

    async def _run_course(self) -> None:
        """One course, to its end or to the turn that ends it."""
        try:
            match self._course:
                case ProcessPhase.INBOUND:
                    await self._pre_shipment_audit()
                    await self._voyage()
                    await self._calls.decide_mode()
                case ProcessPhase.PILOT:
                    await self._undo_return()
                    await _all(self._transport(box) for box in self.case.state.boxes)
                    await self._inspection()
                    await self._release()
                    await self._close()
                case ProcessPhase.TRADITIONAL:
                    await self._undo_return()
                    await self._port_checks()
                    await self._yard()
                    await self._inspection()
                    await self._release()
                    await self._pick_up()
                    await self._close()
                case ProcessPhase.RETURN:
                    await self._return()
                case ProcessPhase.DESTRUCTION:
                    await self._destruction()
                case ProcessPhase.CLOSED:
                    return
        except CourseChanged:
            return

    async def _pre_shipment_audit(self) -> None:
        """Customs approve the shipment before it sails, or it comes in the traditional mode."""
        await self._until(lambda s: s.pre_shipment is PreShipment.APPROVED or _ashore(s))

    async def _voyage(self) -> None:
        """The goods arrive, are discharged and declared, in whatever order we hear of it."""
        await self._until(lambda _: self._calls.due(FETCH_INSTRUCTION))

    async def _transport(self, box: str) -> None:
        """One box: checked, permitted to leave the port, hauled under lock, unloaded."""
        await self._until(lambda s: s.boxes[box].inland or s.boxes[box].cleared)
        while not self._box(box).inland:
            await self._calls.permit_removal(box)
            if not self._box(box).inland:
                await self._calls.order_transport(box)
            await self._until(lambda s: s.boxes[box].inland or _permit_lapsed(s.boxes[box]))
        while not self._calls.opened(box):
            await self._until(lambda _: self._calls.may_speak_of(box) or self._calls.opened(box))
            await self._calls.keep_shut(box)
            await self._calls.permit_unloading(box)

    async def _port_checks(self) -> None:
        """Portal and scanner, as in the pilot."""
        await self._until(lambda s: step(s) is not PortStep.CHECKS)

    async def _yard(self) -> None:
        """Back to the yard, until instruction and slot bring the boxes to the inspection site."""
        await self._until(inspectable)

    async def _inspection(self) -> None:
        """An officer inspects; what fails is treated and inspected again, or leaves the course."""
        await self._until(lambda s: s.cleared_for_use or self._calls.due(TAG_STOCK))
        while not self.case.state.cleared_for_use:
            await self._calls.tag_stock()
            await self._until(lambda s: s.cleared_for_use or self._calls.due(TAG_STOCK))

    async def _release(self) -> None:
        """The second permission: the goods may be used, and clearance hears of it."""
        await self._until(lambda _: self._calls.due(CONCLUDE) or self._calls.concluded)
        await self._calls.conclude()
        # With the conclusion on paper the goods are free before clearance is back.
        await self._calls.tag_stock()

    async def _pick_up(self) -> None:
        """The boxes leave the port."""
        await self._until(lambda _: self.case.closing is not None)

    async def _undo_return(self) -> None:
        """After an undone return the enterprise holds the goods as before."""
        await self._calls.tag_stock()

    async def _return(self) -> None:
        """The goods leave the country, and their exit is proven."""
        await self._calls.tag_stock()
        left = [box.number for box in self.case.state.boxes.values() if not box.released]
        await _all((*(self._haul_back(box) for box in left), self._stock(_gone)))
        await self._conclude()

    async def _haul_back(self, box: str) -> None:
        """A box that has left the port, if only now, goes back under lock, repacked and sealed."""
        await self._until(lambda s: self._calls.due(ORDER_TRANSPORT, box) or _came_back(s, box))
        await self._calls.order_way_back(box)

    async def _destruction(self) -> None:
        """The goods are destroyed under supervision."""
        await self._stock(_destroyed)
        await self._conclude()

    async def _stock(self, over: Callable[[State], bool]) -> None:
        """The enterprise hears what it may do with what, as often as that changes."""
        await self._calls.tag_stock()
        while not over(self.case.state):
            await self._until(lambda s: over(s) or self._calls.due(TAG_STOCK))
            await self._calls.tag_stock()

    async def _conclude(self) -> None:
        """Clearance takes the conclusion, then the consignment is closed."""
        await self._stock(lambda _: self._calls.due(CONCLUDE) or self.case.closing is not None)
        await self._calls.conclude()
        await self._close()

    async def _close(self) -> None:
        """Nothing stands before the end any more."""
        while self.case.closing is None:
            await self._until(lambda _: self.case.closing is not None)
        cause, close = self.case.closing
        self.case.step(close, cause)

    async def _announce_closure(self) -> None:
        """Who has to hear of the end, with the last events at the head of the call."""
        await self._calls.tag_stock()
        await self._calls.conclude()

    async def _until(
        self,
        reached: Callable[[State], bool],
        by: datetime | None = None,
        what: Speaks | None = None,
    ) -> None:
        """Waits for a state, or for an instant if one is named; `what` it is, for the timeline.

        Raises:
            CourseChanged: when the consignment takes another course instead.
            ContinueAsNew: when this run should be continued in a new one.
        """
        case = self.case

        def settled() -> bool:
            return (
                self._turned
                or reached(case.state)
                or case.should_continue_as_new
                or case.failure is not None
            )

        left = None if by is None else case.timer(by)
        summary = None if what is None else marked(what).said(case.language)
        try:
            await workflow.wait_condition(settled, timeout=left, timeout_summary=summary)
        except TimeoutError:
            return
        if case.failure is not None:
            raise case.failure
        if self._turned:
            raise CourseChanged
        if not reached(case.state):
            raise ContinueAsNew

    @property
    def _turned(self) -> bool:
        """Another course applies, or a fact was taken back: steps that were over may wait again."""
        state = self.case.state
        return state.course is not self._course or state.retractions != self._retractions

    def _box(self, number: str) -> Box:
        return self.case.state.boxes[number]


async def _all(branches: Iterable[Awaitable[None]]) -> None:
    """Lets every branch come to its end, or to the turn or pause that all of them take."""
    ends = await asyncio.gather(*branches, return_exceptions=True)
    for end in ends:
        if end is not None:
            raise end


def _ashore(state: State) -> bool:
    return state.happened(EventType.DISCHARGED)


def _gone(state: State) -> bool:
    return state.left_the_country


def _destroyed(state: State) -> bool:
    return state.happened(EventType.DESTRUCTION_ACCOUNTED)


def _came_back(state: State, box: str) -> bool:
    return state.boxes[box].returned is not None or state.left_the_country


def _permit_lapsed(box: Box) -> bool:
    return box.permit_no is None
