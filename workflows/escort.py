"""The companions of a consignment: they ask before they shout, and tell what others must hear."""

from collections.abc import Callable

from temporalio import workflow
from temporalio.exceptions import ActivityError

from models.calls import PermitEnd, PullRequest, RoadRequest, ViolationReport
from models.labels import SYSTEMS, titled
from models.labels.summaries import (
    ABOUT,
    ASK_FIRST,
    END_OF_PERMIT,
    OF_ENTERPRISE,
    ROAD_ORDERS,
    VIOLATION,
)
from models.ladder import Deadline
from models.state import State
from workflows.asking import Asking
from workflows.case import Case
from workflows.companions import Companions, Loop
from workflows.outward import DIRECT_ROAD, END_PERMIT, PULL_MESSAGES, REPORT_VIOLATION


class Escort(Companions[Case]):
    """Four more duties, of which none costs anything on the smooth path.

    A lost message is looked for, the register hears of what was breached, clearance of permits
    that ended, and the checkpoint system of trucks that are to stand still.
    """

    def _loops(self) -> tuple[Loop, ...]:
        told = (self._report_breaches, self._end_permits, self._direct_the_road)
        return (*super()._loops(), *told)

    def _quiet(self) -> bool:
        case = self._case
        untold = case.breaches or case.ended_permits or case.road_orders
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
        try:
            pulled = await self._line.ask(PULL_MESSAGES, request, f"pull:{deadline.id}", summary)
        except ActivityError:
            workflow.logger.warning("%s does not answer: escalating without it", system)
            return
        for report in pulled.reports:
            case.report(report)

    async def _report_breaches(self) -> None:
        """The enterprise's page hears of each breach."""
        case = self._case
        while True:
            await workflow.wait_condition(lambda: bool(case.breaches))
            notice = case.breaches[0]
            report = ViolationReport(enterprise=case.state.registration.enterprise, notice=notice)
            key = f"violation:{notice.id}"
            row = case.state.rules.violation(notice.code)
            summary = OF_ENTERPRISE.of(
                what=VIOLATION,
                code=notice.code,
                title=titled(row) if row else "",
                about=report.enterprise,
            )
            await self._line.call(REPORT_VIOLATION, report, key, summary)
            case.breaches.remove(notice)

    async def _end_permits(self) -> None:
        """Clearance hears which permits it gave do not stand any more, on whatever course."""
        case, asking = self._case, Asking(self._case, self._line, self._until)
        while True:
            await workflow.wait_condition(lambda: bool(case.ended_permits))
            ended = case.ended_permits[0]
            request = PermitEnd(
                subject=case.subject,
                box=ended.box,
                permit_no=ended.permit_no,
                reason=ended.reason,
            )
            summary = ABOUT.of(what=END_OF_PERMIT, about=ended.box)
            await asking.ask(END_PERMIT, request, f"permit-end:{ended.permit_no}", summary)
            case.ended_permits.remove(ended)

    async def _direct_the_road(self) -> None:
        """The checkpoint system hears whose trucks stand still, and whom the gate refuses."""
        case, asking = self._case, Asking(self._case, self._line, self._until)
        while True:
            await workflow.wait_condition(lambda: bool(case.road_orders))
            order = case.road_orders[0]
            request = RoadRequest(subject=case.subject, **order.model_dump(exclude={"id"}))
            summary = ABOUT.of(what=ROAD_ORDERS[order.order], about=order.box)
            await asking.ask(DIRECT_ROAD, request, f"road:{order.id}", summary)
            case.road_orders.remove(order)

    async def _until(self, reached: Callable[[State], bool]) -> None:
        await workflow.wait_condition(lambda: reached(self._case.state))
