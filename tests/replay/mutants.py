"""Workflows with one mistake each, as a careless change would make it."""

import asyncio

from temporalio import workflow

from models.enterprise.start import EnterpriseStart
from models.importing import ImportStart, Tally
from models.notices import notice
from models.start import Ending, Start
from models.terms import Outcome
from workflows.calls import Calls
from workflows.consignment import ConsignmentWorkflow
from workflows.enterprise import PilotEnterpriseWorkflow
from workflows.manifest import ImportManifestWorkflow
from workflows.notice import NoticeWorkflow


class _Swapped(Calls):
    async def permit_removal(self, box: str) -> None:
        await self.order_transport(box)
        await super().permit_removal(box)


class _OneMore(Calls):
    async def permit_unloading(self, box: str) -> None:
        await super().permit_unloading(box)
        await self.tag_stock("HOLD")


class _OneLess(Calls):
    async def conclude(self, outcome: Outcome) -> None:
        """Forgets to tell clearance."""


@workflow.defn(name="Consignment")
class TripBeforePermit(ConsignmentWorkflow):
    """Orders the truck before the box may leave."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self._calls = _Swapped(self.case, self._line, self._until)

    @workflow.run
    async def run(self, start: Start) -> Ending:
        return await super().run(start)


@workflow.defn(name="Consignment")
class CallsOnceMore(ConsignmentWorkflow):
    """Holds the stock when a box may be unloaded."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self._calls = _OneMore(self.case, self._line, self._until)

    @workflow.run
    async def run(self, start: Start) -> Ending:
        return await super().run(start)


@workflow.defn(name="Consignment")
class CallsOnceLess(ConsignmentWorkflow):
    """Concludes in silence."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self._calls = _OneLess(self.case, self._line, self._until)

    @workflow.run
    async def run(self, start: Start) -> Ending:
        return await super().run(start)


@workflow.defn(name="Consignment")
class WaitsFirst(ConsignmentWorkflow):
    """Sleeps before it begins."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> Ending:
        await workflow.sleep(1)
        return await super().run(start)


MUTANTS: tuple[type[ConsignmentWorkflow], ...] = (
    TripBeforePermit,
    CallsOnceMore,
    CallsOnceLess,
    WaitsFirst,
)


@workflow.defn(name="ImportManifest")
class TwoAtATime(ImportManifestWorkflow):
    """Starts two pages at the same time."""

    @workflow.init
    def __init__(self, start: ImportStart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, start: ImportStart) -> Tally:
        async with asyncio.TaskGroup() as both:
            both.create_task(self._next_page())
            both.create_task(self._next_page())
        return await super().run(start)


@workflow.defn(name="Notice")
class TriesBeforeItsHour(NoticeWorkflow):
    """Does not wait for the hour of a digest."""

    @workflow.init
    def __init__(self, parcel: notice.Parcel) -> None:
        super().__init__(parcel)

    @workflow.run
    async def run(self, parcel: notice.Parcel) -> notice.Outcome:
        return await super().run(parcel.model_copy(update={"until": None}))


@workflow.defn(name="PilotEnterprise")
class SleepsFirst(PilotEnterpriseWorkflow):
    """Waits before it opens the page."""

    @workflow.init
    def __init__(self, start: EnterpriseStart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, start: EnterpriseStart) -> EnterpriseStart:
        await workflow.sleep(1)
        return await super().run(start)
