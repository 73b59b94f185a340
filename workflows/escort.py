"""The companions of a consignment: they ask before they shout, and tell of violations."""

from temporalio import workflow
from temporalio.exceptions import ActivityError

from models.calls import PullRequest, ViolationReport
from models.labels import SYSTEMS, titled
from models.labels.summaries import ABOUT, ASK_FIRST, OF_ENTERPRISE, VIOLATION
from models.ladder import Deadline
from workflows.case import Case
from workflows.companions import Companions, Loop
from workflows.outward import PULL_MESSAGES, REPORT_VIOLATION


class Escort(Companions[Case]):
    """Two more duties: a lost message is looked for, the register hears of what was breached."""

    def _loops(self) -> tuple[Loop, ...]:
        return (*super()._loops(), self._report_breaches)

    def _quiet(self) -> bool:
        return not self._case.breaches and super()._quiet()

    async def _before_raising(self, deadline: Deadline) -> None:
        """Pull before you shout: a lost message must not become a false alarm."""
        case = self._case
        system = deadline.rule.system
        if system is None:
            return
        known = case.state.registration
        subjects = (deadline.box,) if deadline.box else (known.seq_no, known.bill_no)
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
        """The enterprise's page hears of each breach; on the smooth path there is none."""
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
