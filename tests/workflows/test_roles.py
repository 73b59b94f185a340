"""A command outside the declared role is rejected before it leaves a trace."""

import pytest
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from models.enterprise import messages as register
from models.kernel.terms import Party
from models.supervision.messages import Hold, Resume
from tests.enterprises import ENROLLED
from tests.workflows.consignment_driver import journey
from tests.workflows.register import registered


async def test_only_whoever_sent_it_sees_that_the_role_does_not_fit(temporal: Client) -> None:
    hold = Hold(officer="Chen Hao", role=Party.CHECKPOINT_OFFICER, reason="papers")
    async with journey(temporal) as trip:
        before = await trip.state()
        events = len((await trip.handle.fetch_history()).events)
        with pytest.raises(WorkflowUpdateFailedError) as refusal:
            await trip.act(hold)
        cause = refusal.value.cause
        assert isinstance(cause, ApplicationError)
        assert cause.type == "Refused"
        assert "hold is given by C2 " in cause.message
        assert await trip.state() == before
        assert len((await trip.handle.fetch_history()).events) == events


async def test_the_role_is_recorded_with_the_officer(temporal: Client) -> None:
    hold = Hold(officer="Wang Li", role=Party.INSPECTION_LEAD, reason="papers")
    async with journey(temporal) as trip:
        await trip.act(hold)
        await trip.act(Resume(officer="Lin", reason="papers in order"))
        await trip.idle()
        said = {
            entry.event_type: (entry.metadata["actor"], entry.metadata.get("role"))
            for entry in trip.doors.stream.values()
        }
    assert said["held"] == ("Wang Li", "C2_LEAD")
    assert said["resumed"] == ("Lin", None)


async def test_the_register_refuses_the_same_way(temporal: Client) -> None:
    async with registered(temporal) as page:
        for command in ENROLLED:
            await page.act(command, hours=1)
        before = await page.state()
        suspend = register.SuspendEnterprise(
            officer="Zhou Min", role=Party.INSPECTION_OFFICER, reason="stock moved"
        )
        with pytest.raises(WorkflowUpdateFailedError) as refusal:
            await page.act(suspend)
        assert "suspend is given by C2_LEAD " in str(refusal.value.cause)
        assert await page.state() == before
