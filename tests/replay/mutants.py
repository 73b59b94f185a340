"""Workflows with one mistake each, as a careless change would make it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from models.consignment.state import State
from models.execution.activity_io import StockOrder
from models.execution.enterprise_io import EnterpriseStart
from models.execution.manifest_import import ImportStart, Tally
from models.execution.workflow_io import Ending, Receipt, Start
from models.kernel.event import Event
from models.kernel.terms import Outcome
from models.notifications import notice
from models.process.messages import Report
from models.process.next_calls import conclusion, stock
from models.supervision.messages import Release
from workflows.activity_specs import TAG_STOCK
from workflows.consignment import ConsignmentWorkflow
from workflows.consignment_aggregate import ConsignmentAggregate
from workflows.consignment_calls import Calls
from workflows.enterprise import PilotEnterpriseWorkflow
from workflows.manifest_import import ImportManifestWorkflow
from workflows.notification_delivery import NoticeWorkflow
from workflows.search_attributes import MUST_ACT


class _Swapped(Calls):
    async def permit_removal(self, box: str) -> None:
        await self.order_transport(box)
        await super().permit_removal(box)


class _OneMore(Calls):
    async def permit_unloading(self, box: str) -> None:
        await super().permit_unloading(box)
        request = StockOrder(subject=self._case.subject, state="HOLD")
        await self._tell(TAG_STOCK, stock(self._case.state, "HOLD"), request)


class _OneLess(Calls):
    async def conclude(self) -> None:
        """Forgets to tell clearance."""
        self._case.step(Release(), "release")
        self._case.completed_calls.add(conclusion(Outcome.RELEASED).key)


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


class _AnotherActor(ConsignmentAggregate):
    def note(self, state: State, events: Sequence[Event]) -> None:
        super().note(state, [replace(event, actor="somebody") for event in events])


class _InHaste(ConsignmentAggregate):
    def report(self, report: Report) -> Receipt:
        return super().report(report).model_copy(update={"next_due": None})


class _AnotherTurn(ConsignmentAggregate):
    def attributes(self) -> list[SearchAttributeUpdate[Any]]:
        return [*super().attributes(), MUST_ACT.value_set("X9")]


@workflow.defn(name="Consignment")
class NamesAnotherActor(ConsignmentWorkflow):
    """Records that somebody else did everything."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.case.__class__ = _AnotherActor

    @workflow.run
    async def run(self, start: Start) -> Ending:
        return await super().run(start)


@workflow.defn(name="Consignment")
class AsksOthers(ConsignmentWorkflow):
    """Lets the list say that somebody else must act."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.case.__class__ = _AnotherTurn

    @workflow.run
    async def run(self, start: Start) -> Ending:
        return await super().run(start)


@workflow.defn(name="Consignment")
class AnswersInHaste(ConsignmentWorkflow):
    """Gives receipts that do not say when something is due."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.case.__class__ = _InHaste

    @workflow.run
    async def run(self, start: Start) -> Ending:
        return await super().run(start)


LIARS: tuple[type[ConsignmentWorkflow], ...] = (NamesAnotherActor, AsksOthers, AnswersInHaste)
"""They make the same commands, and say something else."""


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
    def __init__(self, parcel: notice.DeliveryJob) -> None:
        super().__init__(parcel)

    @workflow.run
    async def run(self, parcel: notice.DeliveryJob) -> notice.NoticeOutcome:
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
