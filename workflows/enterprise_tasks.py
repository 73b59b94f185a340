"""Background tasks of an enterprise: its systems are asked first, its consignments told after."""

from temporalio import workflow
from temporalio.exceptions import ActivityError

from models.consignment.deadline import Deadline
from models.enterprise.messages import Carried, DutyHeard, EnterpriseTick
from models.execution.activity_io import DutyQuestion, StandingHeard, StandingOrder
from models.kernel.language import Speaks
from models.texts import SYSTEMS
from models.texts.summaries import ABOUT, ASK_FIRST, REINSTATED, SUSPENDED
from workflows.activity_client import ActivityClient, refused, said
from workflows.activity_specs import CARRY_STANDING, looked_up_in
from workflows.background_tasks import BackgroundTasks, Loop
from workflows.enterprise_aggregate import EnterpriseAggregate


class EnterpriseTasks(BackgroundTasks[EnterpriseAggregate]):
    """More duties: what is on record as done, what the consignments under way have to hear."""

    def __init__(self, case: EnterpriseAggregate, line: ActivityClient) -> None:
        super().__init__(case, line)
        # A page is opened by whoever comes first, without attributes: they are set at once.
        self._shown = ()

    def _loops(self) -> tuple[Loop, ...]:
        return (*super()._loops(), self._carry)

    def _idle(self) -> bool:
        return self._case.state.order is None and super()._idle()

    async def _before_raising(self, deadline: Deadline) -> None:
        """Pull before you shout: what a system has on record as done, somebody only has to enter.

        Who does not answer is named in the escalation, which is raised all the same.
        """
        page, rule = self._case, self._case.state.rules.deadline(deadline.id)
        silent = []
        for system in rule.asks:
            request = DutyQuestion(
                system=system, enterprise=page.number, duty=rule.duty, since=deadline.opened_at
            )
            asked = ASK_FIRST.of(system=SYSTEMS[system])
            what, key = ABOUT.of(what=asked, about=deadline.id), f"duty:{deadline.id}:{system}"
            try:
                found = await self._line.ask(looked_up_in(system), request, key, what)
            except ActivityError:
                silent.append(system)
                continue
            heard = DutyHeard(deadline=deadline.id, system=system, done=found.done)
            page.step(heard, f"{key}:{page.state.version}")
        page.asked = EnterpriseTick(deadline=deadline.id, silent=tuple(silent))

    async def _carry(self) -> None:
        """The latest order, until every consignment has heard of it."""
        page = self._case
        while True:
            await workflow.wait_condition(lambda: page.state.order is not None)
            order = page.state.order
            if order is None:
                continue
            request = StandingOrder(
                enterprise=page.number,
                order=order.id,
                suspended=order.suspended,
                for_good=order.for_good,
                reason=order.reason,
            )
            what = SUSPENDED if order.suspended else REINSTATED
            summary = ABOUT.of(what=what, about=page.number)
            heard = await self._insist(request, f"standing:{order.id}", summary)
            carried = Carried(order=order.id, **heard.model_dump())
            page.step(carried, f"carried:{order.id}")

    async def _insist(self, request: StandingOrder, key: str, summary: Speaks) -> StandingHeard:
        """Until every consignment has heard; when one does not answer for long, people hear of it.

        Raises:
            ActivityError: a refusal.
        """
        since = self._case.now
        while True:
            kind = self._line.patient(CARRY_STANDING, key)
            try:
                heard = await self._line.call(kind, request, key, summary)
            except ActivityError as error:
                if refused(error):
                    raise
                await self._line.unanswered(key, since, said(error))
            else:
                self._case.answered(key)
                return heard
