"""A workflow that drags an activity's module into the sandbox, which none of ours may."""

from temporalio import workflow

from activities.errors import remote_refused
from models.execution.workflow_io import Ending, Start
from workflows.consignment import ConsignmentWorkflow


@workflow.defn(name="Consignment")
class Careless(ConsignmentWorkflow):
    """Only imports what it should not."""

    refused = remote_refused

    @workflow.init
    def __init__(self, start: Start) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> Ending:
        return await super().run(start)
