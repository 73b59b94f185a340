"""The companions of a consignment: they ask before they shout, and tell what others must hear."""

from collections.abc import Callable

from temporalio import workflow
from temporalio.exceptions import ActivityError

from models.calls import PermitEnd, PullRequest, ViolationReport
from models.labels import SYSTEMS, titled
from models.labels.summaries import ABOUT, ASK_FIRST, END_OF_PERMIT, OF_ENTERPRISE, VIOLATION
from models.ladder import Deadline
from models.state import State
from workflows.asking import Asking
from workflows.case import Case
from workflows.companions import Companions, Loop
from workflows.outward import END_PERMIT, PULL_MESSAGES, REPORT_VIOLATION


class Escort(Companions[Case]):
    """Three more duties, of which none costs anything on the smooth path.

    A lost message is looked for, the register hears of what was breached, and clearance of permits
    that ended.
    """

    def _loops(self) -> tuple[Loop, ...]:
        return (*super()._loops(), self._report_breaches, self._end_permits)

    def _quiet(self) -> bool:
        told = not self._case.breaches and not self._case.ended_permits
        return told and super()._quiet()

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

    async def _until(self, reached: Callable[[State], bool]) -> None:
        await workflow.wait_condition(lambda: reached(self._case.state))
