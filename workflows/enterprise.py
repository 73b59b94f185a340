"""The enterprise workflow: one enterprise in the pilot, from application to removal (domain 4.1).

Officers decide by Updates; the narrative only waits. A page is never closed: who was refused or
removed may apply again, and what its consignments still report is noted.
"""

from collections.abc import Callable

from temporalio import workflow

from models.enterprise.state import EnterpriseState
from models.execution.enterprise_io import EnterpriseStart
from models.kernel.enterprise_terms import Phase
from workflows.activity_client import ActivityClient
from workflows.activity_specs import FOLD_ENTERPRISE
from workflows.enterprise_aggregate import EnterpriseAggregate
from workflows.enterprise_handlers import EnterpriseHandlers
from workflows.enterprise_tasks import EnterpriseTasks
from workflows.ledger_recovery import followed, recovered


class EnterpriseContinueAsNew(Exception):
    """This run has become long enough."""


@workflow.defn(name="PilotEnterprise")
class PilotEnterpriseWorkflow(EnterpriseHandlers):
    """One enterprise from its application through enrolment, renewals and suspensions."""

    @workflow.init
    def __init__(self, start: EnterpriseStart) -> None:
        self.case = EnterpriseAggregate(start)
        self._line = ActivityClient(self.case)

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
        tasks = EnterpriseTasks(self.case, self._line)
        try:
            while True:
                await self._application()
                await self._participation()
        except EnterpriseContinueAsNew:
            await tasks.dismiss()

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
            EnterpriseContinueAsNew: when this run should be continued in a new one.
        """
        page = self.case

        def settled() -> bool:
            return reached(page.state) or page.should_continue_as_new or page.failure is not None

        await workflow.wait_condition(settled)
        if page.failure is not None:
            raise page.failure
        if not reached(page.state):
            raise EnterpriseContinueAsNew
