"""A suspension reaches every consignment, whoever of them is stuck."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from activities.enterprise_messaging import Enrolment
from activities.enterprise_repository import EnterpriseRepository
from activities.ledger_append import Recorder
from models.execution.activity_io import Call, StandingOrder
from models.execution.workflow_io import Receipt
from models.kernel.terms import Stage

ORDER = StandingOrder(enterprise="E", order="o", suspended=True, reason="audit")
STUCK = 3


class Consignments:
    """Twenty of one enterprise, one of which does not answer."""

    def __init__(self) -> None:
        self.told: list[str] = []

    async def list_workflows(self, *_: object, **__: object) -> Any:
        known = SimpleNamespace(get=lambda _: "E")
        for number in range(20):
            yield SimpleNamespace(id=f"consignment/NB26-{number}", typed_search_attributes=known)

    def get_workflow_handle(self, workflow_id: str) -> Any:
        async def execute_update(*_: object, **__: object) -> Receipt:
            if workflow_id.endswith(f"-{STUCK}"):
                raise RPCError("no answer", RPCStatusCode.DEADLINE_EXCEEDED, b"")
            self.told.append(workflow_id)
            recorded = ("suspension-imposed",)
            return Receipt(recorded=recorded, stage=Stage.PORT, must_act=None, next_due=None)

        return SimpleNamespace(execute_update=execute_update)


async def test_a_consignment_that_does_not_answer_keeps_no_other_from_hearing() -> None:
    all_ = Consignments()
    register = cast("EnterpriseRepository", None)
    client = cast("Client", all_)
    enrolment = Enrolment(Recorder(cast("Any", None)), register, client, "queue")
    call = Call[StandingOrder](batch=None, key="key", request=ORDER)
    with pytest.raises(ApplicationError, match=f"NB26-{STUCK} does not answer"):
        await ActivityEnvironment().run(enrolment.carry_standing, call)
    assert len(all_.told) == 19
