"""The companions of an enterprise: they carry its suspension to its consignments, and its end."""

from temporalio import workflow
from temporalio.exceptions import ActivityError

from models.calls import StandingHeard, StandingOrder
from models.enterprise.messages import Carried
from models.labels.summaries import ABOUT, REINSTATED, SUSPENDED
from models.language import Speaks
from workflows.companions import Companions, Loop
from workflows.line import Line, refused, said
from workflows.outward import CARRY_STANDING
from workflows.page import Page


class Porters(Companions[Page]):
    """One more duty: what the consignments under way have to hear."""

    def __init__(self, case: Page, line: Line) -> None:
        super().__init__(case, line)
        # A page is opened by whoever comes first, without attributes: they are set at once.
        self._shown = ()

    def _loops(self) -> tuple[Loop, ...]:
        return (*super()._loops(), self._carry)

    def _quiet(self) -> bool:
        return self._case.state.order is None and super()._quiet()

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
