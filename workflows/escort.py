"""The companions of a consignment: they ask before they shout, and tell what others must hear."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from temporalio import workflow
from temporalio.exceptions import ActivityError

from models.calls import OrderQuestion, PermitEnd, PullRequest, RoadRequest, ViolationReport
from models.enterprise.messages import ViolationNotice
from models.labels import SYSTEMS, titled
from models.labels.summaries import (
    ABOUT,
    ASK_FIRST,
    END_OF_PERMIT,
    LOOK_UP_ORDER,
    OF_ENTERPRISE,
    ROAD_ORDERS,
    VIOLATION,
)
from models.ladder import Deadline
from models.permits import EndedPermit
from models.road_orders import RoadOrder
from models.state import State
from workflows.asking import Asking
from workflows.case import Case
from workflows.claim import Claim
from workflows.companions import Companions, Loop
from workflows.outward import (
    DIRECT_ROAD,
    END_PERMIT,
    PROVE_ORDER,
    REPORT_VIOLATION,
    pulled_from,
)

T = TypeVar("T")


class Escort(Companions[Case]):
    """Four more duties, of which none costs anything on the smooth path.

    A lost message is looked for, the register hears of what was breached, clearance of permits
    that ended, and the checkpoint system of trucks that are to stand still.
    """

    def _loops(self) -> tuple[Loop, ...]:
        told = (self._report_breaches, self._end_permits, self._direct_the_road)
        return (*super()._loops(), *told, self._prove_claims)

    def _quiet(self) -> bool:
        case = self._case
        untold = case.breaches or case.ended_permits or case.road_orders or case.claims
        return not untold and super()._quiet()

    async def _before_raising(self, deadline: Deadline) -> None:
        """Pull before you shout: a lost message must not become a false alarm."""
        case = self._case
        system = deadline.rule.system
        if system is None:
            return
        known = (*case.state.unified, case.state.registration.bill_no)
        subjects = (deadline.box,) if deadline.box else known
        request = PullRequest(
            system=system, subjects=subjects, since=case.state.marks["consignment-registered"].at
        )
        asked = ASK_FIRST.of(system=SYSTEMS[system])
        summary = ABOUT.of(what=asked, about=deadline.id)
        kind, key, more = pulled_from(system), f"pull:{deadline.id}", True
        while more:
            try:
                pulled = await self._line.ask(kind, request, key, summary)
            except ActivityError:
                workflow.logger.warning("%s does not answer: escalating without it", system)
                return
            for report in pulled.reports:
                case.report(report)
            more, after = pulled.more, request.after + len(pulled.reports)
            request = request.model_copy(update={"after": after})

    async def _report_breaches(self) -> None:
        """The enterprise's page hears of each breach."""
        case, asking = self._case, Asking(self._case, self._line, self._until)

        async def told(notice: ViolationNotice) -> None:
            report = ViolationReport(enterprise=case.state.registration.enterprise, notice=notice)
            row = case.state.rules.violation(notice.code)
            summary = OF_ENTERPRISE.of(
                what=VIOLATION,
                code=notice.code,
                title=titled(row) if row else "",
                about=report.enterprise,
            )
            await asking.ask(REPORT_VIOLATION, report, f"violation:{notice.id}", summary)

        await _one_by_one(case.breaches, told)

    async def _end_permits(self) -> None:
        """Clearance hears which permits it gave do not stand any more, on whatever course."""
        case, asking = self._case, Asking(self._case, self._line, self._until)

        async def told(ended: EndedPermit) -> None:
            request = PermitEnd(subject=case.subject, **ended.model_dump())
            summary = ABOUT.of(what=END_OF_PERMIT, about=ended.box)
            await asking.ask(END_PERMIT, request, f"permit-end:{ended.permit_no}", summary)

        await _one_by_one(case.ended_permits, told)

    async def _direct_the_road(self) -> None:
        """The checkpoint system hears whose trucks stand still, and whom the gate refuses."""
        case, asking = self._case, Asking(self._case, self._line, self._until)

        async def told(order: RoadOrder) -> None:
            request = RoadRequest(subject=case.subject, **order.model_dump(exclude={"id"}))
            summary = ABOUT.of(what=ROAD_ORDERS[order.order], about=order.box)
            await asking.ask(DIRECT_ROAD, request, f"road:{order.id}", summary)

        await _one_by_one(case.road_orders, told)

    async def _prove_claims(self) -> None:
        """What is said of the enterprise's standing counts when its own stream says so."""
        case = self._case

        async def told(claim: Claim) -> None:
            code, order = case.state.registration.enterprise, claim.told.id
            question = OrderQuestion(enterprise=code, order=order)
            summary = ABOUT.of(what=LOOK_UP_ORDER, about=code)
            case.settle(
                claim, await self._line.call(PROVE_ORDER, question, f"order:{order}", summary)
            )

        await _one_by_one(case.claims, told)

    async def _until(self, reached: Callable[[State], bool]) -> None:
        await workflow.wait_condition(lambda: reached(self._case.state))


async def _one_by_one(waiting: list[T], told: Callable[[T], Awaitable[None]]) -> None:
    """Tells what waits in its order, for ever; what was told waits no longer."""
    while True:
        await workflow.wait_condition(lambda: bool(waiting))
        await told(waiting[0])
        del waiting[0]
