"""Background tasks of a consignment: pull before escalating, report permits, orders, breaches."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from temporalio import workflow
from temporalio.exceptions import ActivityError

from models.consignment.deadline import Deadline
from models.consignment.state import State
from models.enterprise.messages import ViolationNotice
from models.execution.activity_io import (
    CapacityTaken,
    FindingReport,
    LevelQuestion,
    OrderQuestion,
    PermitEnd,
    PullRequest,
    RoadRequest,
    ViolationReport,
)
from models.inspection.messages import CapacityHeard, LevelsHeard
from models.kernel.event_types import EventType
from models.kernel.language import Speaks
from models.port.permits import EndedPermit
from models.process.call_texts import summary
from models.process.capacity_questions import CapacityQuestion
from models.process.next_calls import NextCall, confirmations, end_of_permit, road_direction
from models.risk.react import FoundBatch, LevelNews
from models.risk.records import pair_of
from models.texts import SYSTEMS, titled
from models.texts.summaries import (
    ABOUT,
    ASK_FIRST,
    CAPACITY,
    LEVEL,
    LEVELS,
    LOOK_UP_ORDER,
    OF_ENTERPRISE,
    OF_SUPPLIER,
    VIOLATION,
    WORSE,
)
from models.transport.road_orders import RoadOrder
from workflows.activity_client import ActivityClient, RetryingCaller, said
from workflows.activity_specs import (
    ASK_CAPACITY,
    CARRY_LEVELS,
    DIRECT_ROAD,
    END_PERMIT,
    LOOK_AT_LEVEL,
    PROVE_ORDER,
    REPORT_VIOLATION,
    TELL_FINDING,
    pulled_from,
)
from workflows.background_tasks import BackgroundTasks, Loop
from workflows.consignment_aggregate import ConsignmentAggregate
from workflows.consignment_calls import Calls
from workflows.level_claim import LevelClaim
from workflows.status_proof import StatusClaim

T = TypeVar("T")


class ConsignmentTasks(BackgroundTasks[ConsignmentAggregate]):
    """More duties, of which none costs anything on the smooth path.

    A lost message is looked for, the register hears of what was breached, clearance of permits
    that ended, and the checkpoint system of trucks that are to stand still. What was permitted on
    paper is asked for once its system is back.
    """

    def __init__(self, case: ConsignmentAggregate, line: ActivityClient) -> None:
        self._confirming: set[asyncio.Task[None]] = set()
        super().__init__(case, line)

    def _loops(self) -> tuple[Loop, ...]:
        told = (self._report_breaches, self._tell_findings, self._carry_levels)
        queues = (*told, self._end_permits, self._direct_the_road)
        asking = (
            *(self._prove_claims, self._look_at_levels),
            *(self._ask_capacity, self._confirm_papers),
        )
        return (*super()._loops(), *queues, *asking)

    def _idle(self) -> bool:
        case = self._case
        waiting = case.breaches or case.ended_permits or case.road_orders or case.claims
        levels = case.findings or case.level_news or case.level_claims
        return not (waiting or levels or case.capacity_questions) and super()._idle()

    async def _before_raising(self, deadline: Deadline) -> None:
        """Pull before you shout: a lost message must not become a false alarm."""
        case = self._case
        system = deadline.rule.system
        if system is None:
            return
        known = (*case.state.unified, case.state.registration.bill_no)
        subjects = (deadline.box,) if deadline.box else known
        request = PullRequest(
            system=system,
            subjects=subjects,
            since=case.state.marks[EventType.CONSIGNMENT_REGISTERED].at,
        )
        asked = ASK_FIRST.of(system=SYSTEMS[system])
        what = ABOUT.of(what=asked, about=deadline.id)
        kind, key, more = pulled_from(system), f"pull:{deadline.id}", True
        while more:
            try:
                pulled = await self._line.ask(kind, request, key, what)
            except ActivityError:
                workflow.logger.warning("%s does not answer: escalating without it", system)
                return
            for report in pulled.reports:
                case.report(report)
            more, after = pulled.more, request.after + len(pulled.reports)
            request = request.model_copy(update={"after": after})

    async def _report_breaches(self) -> None:
        """The enterprise's page hears of each breach."""
        case, asking = self._case, RetryingCaller(self._case, self._line, self._until)

        async def notify(notice: ViolationNotice) -> None:
            report = ViolationReport(enterprise=case.state.registration.enterprise, notice=notice)
            row = case.state.rules.violation(notice.code)
            what = OF_ENTERPRISE.of(
                what=VIOLATION,
                code=notice.code,
                title=titled(row) if row else "",
                about=report.enterprise,
            )
            await asking.ask(REPORT_VIOLATION, report, f"violation:{notice.id}", what)

        await _one_by_one(case.breaches, notify)

    async def _tell_findings(self) -> None:
        """The stream of the supplier hears of each confirmed finding, and says what it did."""
        case, asking = self._case, RetryingCaller(self._case, self._line, self._until)

        async def notify(found: FoundBatch) -> None:
            report = FindingReport(found=found, rulebook=case.state.rulebook)
            what = OF_SUPPLIER.of(
                what=LEVELS, code=found.finding.reason, about=case.state.registration.supplier
            )
            key = f"finding:{found.finding.id}"
            told = await asking.ask(TELL_FINDING, report, key, what)
            if told.moved:
                about = {"supplier": found.pair.supplier, "finding": found.finding.id}
                case.step(LevelsHeard.model_validate(about | told.model_dump()), key)

        await _one_by_one(case.findings, notify)

    async def _carry_levels(self) -> None:
        """Other consignments of the pairs that became worse hear that they are to look."""
        asking = RetryingCaller(self._case, self._line, self._until)

        async def carry(news: LevelNews) -> None:
            what = ABOUT.of(what=WORSE, about=news.supplier)
            await asking.ask(CARRY_LEVELS, news, f"levels:{news.finding}", what)

        await _one_by_one(self._case.level_news, carry)

    async def _look_at_levels(self) -> None:
        """Whoever says that the pair stands worse: the stream of its supplier is asked.

        Not before a mode that is being decided: it may be by the level of a moment ago.
        """
        case, asking = self._case, RetryingCaller(self._case, self._line, self._until)

        async def look(claim: LevelClaim) -> None:
            await self._until(lambda _: not case.deciding_mode)
            goods = case.state.registration
            question = LevelQuestion(
                pair=pair_of(goods.enterprise, goods.supplier, goods.kind),
                at=case.now,
                rulebook=case.state.rulebook,
            )
            what = ABOUT.of(what=LEVEL, about=goods.supplier)
            found = await asking.ask(LOOK_AT_LEVEL, question, f"level:{claim.hint.id}", what)
            case.level_seen(claim, found)

        await _one_by_one(case.level_claims, look)

    async def _end_permits(self) -> None:
        """Clearance hears which permits it gave do not stand any more, on whatever course."""
        case, asking = self._case, RetryingCaller(self._case, self._line, self._until)

        async def notify(ended: EndedPermit) -> None:
            request = PermitEnd(subject=case.subject, **ended.model_dump())
            call = end_of_permit(ended)
            await asking.ask(END_PERMIT, request, call.key, summary(call))

        await _one_by_one(case.ended_permits, notify)

    async def _direct_the_road(self) -> None:
        """The checkpoint system hears whose trucks stand still, and whom the gate refuses."""
        case, asking = self._case, RetryingCaller(self._case, self._line, self._until)

        async def notify(order: RoadOrder) -> None:
            request = RoadRequest(subject=case.subject, **order.model_dump(exclude={"id"}))
            call = road_direction(order)
            await asking.ask(DIRECT_ROAD, request, call.key, summary(call))

        await _one_by_one(case.road_orders, notify)

    async def _prove_claims(self) -> None:
        """What is said of the enterprise's standing counts when its own stream says so."""
        case = self._case

        async def prove(claim: StatusClaim) -> None:
            code, order = case.state.registration.enterprise, claim.notice.id
            question = OrderQuestion(enterprise=code, order=order)
            what = ABOUT.of(what=LOOK_UP_ORDER, about=code)
            case.settle(claim, await self._line.call(PROVE_ORDER, question, f"order:{order}", what))

        await _one_by_one(case.claims, prove)

    async def _ask_capacity(self) -> None:
        """Whether there is room where a box was called, an inspection booked, a sample sent.

        The question carries what it is about to the ledger. Who does not answer leaves it open
        whether there is room: that is as bad as none, and people look.
        """
        case = self._case

        async def ask(question: CapacityQuestion) -> None:
            what = ABOUT.of(what=CAPACITY, about=question.holder)
            key, heard = f"capacity:{question.id}", CapacityTaken(taken=None)
            try:
                heard = await self._line.call(ASK_CAPACITY, question, key, what)
            except ActivityError as error:
                workflow.logger.warning("nobody says how full it is: %s", said(error))
            told = question.model_dump(exclude={"id", "consignment"})
            case.step(CapacityHeard(**told, **heard.model_dump()), key)

        await _one_by_one(case.capacity_questions, ask)

    async def _confirm_papers(self) -> None:
        """What was permitted on paper is asked for all the same, until its system has answered."""
        case, asked = self._case, set[str]()
        calls = Calls(case, self._line, self._until_named)
        while True:
            await workflow.wait_condition(lambda: bool(_unasked(case.state, asked)))
            call = _unasked(case.state, asked)[0]
            asked.add(call.key)
            asking = asyncio.create_task(self._guarded(partial(calls.confirm, call)))
            self._confirming.add(asking)
            asking.add_done_callback(self._confirming.discard)

    async def _until_named(
        self,
        reached: Callable[[State], bool],
        by: datetime | None = None,
        what: Speaks | None = None,
    ) -> None:
        del by, what
        await self._until(reached)

    async def _until(self, reached: Callable[[State], bool]) -> None:
        await workflow.wait_condition(lambda: reached(self._case.state))


def _unasked(state: State, asked: set[str]) -> list[NextCall]:
    return [call for call in confirmations(state) if call.key not in asked]


async def _one_by_one(waiting: list[T], pass_on: Callable[[T], Awaitable[None]]) -> None:
    """Passes on what waits, in its order and for ever; what was passed on waits no longer."""
    while True:
        await workflow.wait_condition(lambda: bool(waiting))
        await pass_on(waiting[0])
        del waiting[0]
