"""The life of one consignment, as the process reads.

Each step waits on a predicate of the state and is skipped at once when the state is past it: the
same narrative starts a consignment, continues it in a new run, and resurrects it from the ledger.
When the state takes another course (fallback, return, destruction), the step ends there.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from temporalio import workflow

from models.answers import stock_key
from models.box import Box
from models.language import Speaks
from models.markdown import marked
from models.messages import Close, PermitUnloading, Release
from models.start import Ending, Start
from models.state import State
from models.terms import Course, Outcome, PortStep, PreShipment
from models.yard import inspectable, step
from workflows.calls import Calls, unfreed
from workflows.case import Case
from workflows.desk import Desk
from workflows.escort import Escort
from workflows.ledger_recovery import followed, recovered
from workflows.line import Line
from workflows.outward import FOLD_CONSIGNMENT


class Turned(Exception):
    """The consignment left the course that a step belongs to."""


class Paused(Exception):
    """This run has become long enough."""


@workflow.defn(name="Consignment")
class ConsignmentWorkflow(Desk):
    """One consignment from its registration to its release, return, rejection or destruction."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        self.case = Case(start)
        self._course = self.case.state.course
        self._line = Line(self.case)
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
        companions = Escort(self.case, self._line)
        try:
            while self._course is not Course.CLOSED:
                await self._follow()
                self._course = self.case.state.course
            await self._farewell()
        except Paused:
            await companions.dismiss()
            return None
        await companions.dismiss()
        return self.case.ending()

    async def _follow(self) -> None:
        """One course, to its end or to the turn that ends it."""
        try:
            match self._course:
                case Course.INBOUND:
                    await self._pre_shipment_audit()
                    await self._voyage()
                    await self._calls.decide_mode()
                case Course.PILOT:
                    await self._undo_return()
                    await _all(self._haul(box) for box in self.case.state.boxes)
                    await self._inspection()
                    await self._release()
                    await self._conclude(Outcome.RELEASED)
                case Course.TRADITIONAL:
                    await self._undo_return()
                    await self._port_checks()
                    await self._yard()
                    await self._inspection()
                    await self._release()
                    await self._pick_up()
                    await self._conclude(Outcome.RELEASED)
                case Course.RETURN:
                    await self._return()
                case Course.DESTRUCTION:
                    await self._destruction()
                case Course.CLOSED:
                    return
        except Turned:
            return

    async def _pre_shipment_audit(self) -> None:
        """Customs approve the shipment before it sails, or it comes in the traditional mode."""
        await self._until(lambda s: s.pre_shipment is PreShipment.APPROVED or _ashore(s))

    async def _voyage(self) -> None:
        """The goods arrive, are discharged and declared, in whatever order we hear of it."""
        await self._until(lambda s: s.ready_to_decide)

    async def _haul(self, box: str) -> None:
        """One box: checked, permitted to leave the port, hauled under lock, unloaded."""
        await self._until(lambda s: s.boxes[box].inland or s.boxes[box].cleared)
        while not self._box(box).inland:
            await self._calls.permit_removal(box)
            if not self._box(box).inland:
                await self._calls.order_transport(box)
            await self._until(lambda s: s.boxes[box].inland or _permit_lapsed(s.boxes[box]))
        await self._until(lambda s: s.openable(box) and not s.frozen)
        self.case.step(PermitUnloading(box=box), f"unloading:{box}")
        await self._calls.permit_unloading(box)
        await self._until(lambda s: s.boxes[box].unloaded is not None)

    async def _port_checks(self) -> None:
        """Portal and scanner, as in the pilot."""
        await self._until(lambda s: step(s) is not PortStep.CHECKS)

    async def _yard(self) -> None:
        """Back to the yard, until instruction and slot bring the boxes to the inspection site."""
        await self._until(inspectable)

    async def _inspection(self) -> None:
        """An officer inspects; what fails is treated and inspected again, or leaves the course."""
        await self._until(lambda s: s.cleared_for_use or self._untold(s))
        while not self.case.state.cleared_for_use:
            await self._calls.free_boxes()
            if self.case.state.sealed:
                await self._calls.tag_stock("HOLD")
            await self._until(lambda s: s.cleared_for_use or self._untold(s))

    async def _release(self) -> None:
        """The second permission: the goods may be used."""
        self.case.step(Release(), "release")

    async def _pick_up(self) -> None:
        """Clearance hears of the release, and the boxes leave the port."""
        await self._calls.conclude(Outcome.RELEASED)
        await self._until(lambda s: s.picked_up)

    async def _undo_return(self) -> None:
        """After an undone return the enterprise holds the goods as before."""
        if self.case.state.reinstated and self.case.state.happened("return-ordered"):
            await self._calls.tag_stock("HOLD")

    async def _return(self) -> None:
        """The goods leave the country, and their exit is proven."""
        await self._calls.free_boxes()
        await self._calls.tag_stock("RETURN")
        left = [box.number for box in self.case.state.boxes.values() if not box.released]
        await _all(self._haul_back(box) for box in left)
        await self._until(lambda s: s.left_the_country and not s.frozen)
        await self._conclude(Outcome.RETURNED)

    async def _haul_back(self, box: str) -> None:
        """A box that has left the port goes back under lock, repacked and sealed."""
        if self._box(box).inland:
            await self._until(lambda s: _back_or_gone(s, box) or _may_go_back(s, box))
        if self._box(box).ready_to_return:
            await self._calls.order_way_back(box)

    async def _destruction(self) -> None:
        """The goods are destroyed under supervision."""
        await self._calls.free_boxes()
        await self._calls.tag_stock("DESTROY")
        await self._until(lambda s: s.happened("destroyed") and not s.frozen)
        await self._conclude(Outcome.DESTROYED)

    async def _conclude(self, outcome: Outcome) -> None:
        """Clearance takes the conclusion, then the consignment is closed."""
        await self._calls.conclude(outcome)
        self.case.step(Close(outcome=outcome), f"close:{outcome}")

    async def _farewell(self) -> None:
        """Who has to hear of the end, with the last events at the head of the call."""
        state = self.case.state
        if state.outcome is Outcome.RELEASED:
            await self._calls.tag_stock("FREE")
        elif state.outcome is Outcome.HANDED_OVER and state.entry_id is not None:
            await self._calls.conclude(Outcome.HANDED_OVER)

    async def _until(
        self,
        reached: Callable[[State], bool],
        by: datetime | None = None,
        what: Speaks | None = None,
    ) -> None:
        """Waits for a state, or for an instant if one is named; `what` it is, for the timeline.

        Raises:
            Turned: when the consignment takes another course instead.
            Paused: when this run should be continued in a new one.
        """
        case = self.case

        def settled() -> bool:
            turned = case.state.course is not self._course
            return turned or reached(case.state) or case.long_enough or case.broken is not None

        left = None if by is None else case.timer(by)
        summary = None if what is None else marked(what).said(case.language)
        try:
            await workflow.wait_condition(settled, timeout=left, timeout_summary=summary)
        except TimeoutError:
            return
        if case.broken is not None:
            raise case.broken
        if case.state.course is not self._course:
            raise Turned
        if not reached(case.state):
            raise Paused

    def _untold(self, state: State) -> bool:
        """The enterprise has to hear of boxes that are free, or of goods that are sealed."""
        held = stock_key("HOLD", state) in self.case.made
        return bool(unfreed(self.case)) or (state.sealed and not held)

    def _box(self, number: str) -> Box:
        return self.case.state.boxes[number]


async def _all(branches: Iterable[Awaitable[None]]) -> None:
    """Lets every branch come to its end, or to the turn or pause that all of them take."""
    ends = await asyncio.gather(*branches, return_exceptions=True)
    for end in ends:
        if end is not None:
            raise end


def _ashore(state: State) -> bool:
    return state.happened("discharged")


def _back_or_gone(state: State, box: str) -> bool:
    return state.boxes[box].returned is not None or state.happened("return-exited")


def _may_go_back(state: State, box: str) -> bool:
    return state.boxes[box].return_seal is not None and not state.frozen


def _permit_lapsed(box: Box) -> bool:
    return box.permit_no is None
