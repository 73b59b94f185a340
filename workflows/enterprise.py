"""The life of one enterprise in the pilot, as the process reads (domain 4.1).

Officers decide by Updates; the narrative only waits. A page is never closed: who was refused or
removed may apply again, and what its consignments still report is noted.
"""

from collections.abc import Callable

from temporalio import workflow

from models.enterprise.start import EnterpriseStart
from models.enterprise.state import EnterpriseState
from models.enterprise.terms import Phase
from workflows.ledger_recovery import followed, recovered
from workflows.line import Line
from workflows.outward import FOLD_ENTERPRISE
from workflows.page import Page
from workflows.porters import Porters
from workflows.register_desk import RegisterDesk


class Paused(Exception):
    """This run has become long enough."""


@workflow.defn(name="PilotEnterprise")
class PilotEnterpriseWorkflow(RegisterDesk):
    """One enterprise from its application through enrolment, renewals and suspensions."""

    @workflow.init
    def __init__(self, start: EnterpriseStart) -> None:
        self.case = Page(start)
        self._line = Line(self.case)

    @workflow.run
    async def run(self, start: EnterpriseStart) -> EnterpriseStart:  # noqa: ARG002 - by __init__
        """Goes on for as long as there is a register, in a new run when it must."""
        self.case.show()
        await followed(self.case, self._line, self._story)
        if self.case.behind:
            taken = await recovered(self.case, self._line, FOLD_ENTERPRISE)
            workflow.continue_as_new(self.case.caught_up(taken))
        workflow.continue_as_new(self.case.continued())

    async def _story(self) -> None:
        """Applications and participations, until the run is long enough."""
        porters = Porters(self.case, self._line)
        try:
            while True:
                await self._application()
                await self._participation()
        except Paused:
            await porters.dismiss()

    async def _application(self) -> None:
        """Applied, looked at on the site, decided; or suspended before it ever applied."""
        await self._until(lambda s: s.phase not in (Phase.KNOWN, Phase.REFUSED, Phase.REMOVED))
        await self._until(lambda s: s.phase is not Phase.APPLIED)
        await self._until(lambda s: s.phase is not Phase.SITE_CHECK)

    async def _participation(self) -> None:
        """Enrolled: audited, drilled, warned, suspended, reinstated, renewed; until removed."""
        await self._until(lambda s: not s.takes_part)

    async def _until(self, reached: Callable[[EnterpriseState], bool]) -> None:
        """Waits for a state.

        Raises:
            Paused: when this run should be continued in a new one.
        """
        page = self.case

        def settled() -> bool:
            return reached(page.state) or page.long_enough or page.broken is not None

        await workflow.wait_condition(settled)
        if page.broken is not None:
            raise page.broken
        if not reached(page.state):
            raise Paused
