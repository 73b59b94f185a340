"""What the Temporal UI offers to send: each handler says what it does, and its example works.

The UI has no form for an update, only a box for JSON: an operator copies the example beside the
name and changes it. So each is taken from the description and sent as the UI sends it.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import Client, WorkflowHandle, WorkflowUpdateFailedError

from models.enterprise.state import EnterpriseState
from models.execution.activity_io import LevelFound, StatusProof
from models.execution.enterprise_io import EnterpriseReceipt, EnterpriseSnapshot, EnterpriseStart
from models.execution.workflow_io import Receipt, Snapshot, Start
from models.kernel.base_types import Frozen
from models.kernel.stream_head import StreamHead
from models.kernel.terms import RiskLevel
from models.process.available_commands import MOST_CHOICES, Sendable, of_consignment, sendable
from models.process.decide import decide_command
from models.supervision.messages import ReinstatementNotice, SuspensionNotice
from tests.enterprises import Enterprise
from tests.given import Given, given
from tests.history import START, sample_box
from tests.levels import pinned
from tests.models.stories import on_the_road
from tests.workflows.fake_activities import SharedDoors
from tests.workflows.situations import PAGES, SITUATIONS, page
from workers.task_queue_workers import tracker
from workflows.consignment import ConsignmentWorkflow
from workflows.enterprise import PilotEnterpriseWorkflow

CONSIGNMENT = workflow._Definition.must_from_class(ConsignmentWorkflow)
PAGE = workflow._Definition.must_from_class(PilotEnterpriseWorkflow)
HASH = "0" * 64
AT_ONCE = 8


def shown(definition: workflow._Definition, verb: str) -> str:
    """The example that stands in the description of an update."""
    description = definition.updates[verb].description or ""
    purpose, _, example = description.partition(" Example: ")
    assert purpose.endswith(".")
    return example


def start_of(told: Given | Enterprise) -> Start | EnterpriseStart:
    """What a workflow is started with to stand where a story has come to, at the story's time."""
    offset = int((told.now - datetime.now(UTC)).total_seconds())
    head = StreamHead(version=told.state.version, hash=HASH)
    if isinstance(told.state, EnterpriseState):
        of_page = EnterpriseSnapshot(state=told.state, head=head)
        start = EnterpriseStart(code=told.state.code, rulebook=told.state.rulebook)
        return start.model_copy(update={"snapshot": of_page, "offset_seconds": offset})
    snapshot = Snapshot(state=told.state, head=head)
    return Start(rulebook=told.state.rulebook, snapshot=snapshot, offset_seconds=offset)


_ORDERS = {
    SuspensionNotice.sample()["id"]: StatusProof(
        known=True, latest=True, suspended=True, reason="SV-01"
    ),
    ReinstatementNotice.sample()["id"]: StatusProof(known=True, latest=True, reason="ok"),
}
"""What the register says of the orders in the examples."""

_WORSE: dict[str, Frozen] = {"look_at_level": LevelFound(assessment=pinned(RiskLevel.R3))}
"""What the stream of the supplier says of its pair."""


@asynccontextmanager
async def living(
    client: Client, queue: str, told: Given | Enterprise
) -> AsyncIterator[WorkflowHandle[Any, Any]]:
    """A workflow that stands where a story has come to."""
    kind = "PilotEnterprise" if isinstance(told, Enterprise) else "Consignment"
    handle = await client.start_workflow(
        kind, start_of(told), id=f"example/{uuid4()}", task_queue=queue
    )
    try:
        yield handle
    finally:
        await handle.terminate("the test is over")


async def pasted(client: Client, queue: str, told: Given | Enterprise, verb: str) -> list[str]:
    """What is recorded of the example when it is pasted."""
    definition, answer = (
        (PAGE, EnterpriseReceipt) if isinstance(told, Enterprise) else (CONSIGNMENT, Receipt)
    )
    message = json.loads(shown(definition, verb))
    async with living(client, queue, told) as handle:
        receipt = await handle.execute_update(verb, message, result_type=answer)
    return list(receipt.recorded)


async def test_the_example_of_every_handler_works_when_it_is_pasted(temporal: Client) -> None:
    queue, places = str(uuid4()), asyncio.Semaphore(AT_ONCE)
    pages = {f"PilotEnterprise.{verb}": (page(*told), verb) for verb, told in PAGES.items()}
    all_of_them: dict[str, tuple[Given | Enterprise, str]] = {
        **{f"Consignment.{verb}": (told, verb) for verb, told in SITUATIONS.items()},
        **pages,
    }

    async def one(told: Given | Enterprise, verb: str) -> list[str]:
        async with places:
            try:
                return await pasted(temporal, queue, told, verb)
            except WorkflowUpdateFailedError as failed:
                pytest.fail(f"{verb}: {failed.cause}")

    async with tracker(temporal, SharedDoors(orders=_ORDERS, answers=_WORSE).all(), queue):
        answers = await asyncio.gather(*(one(*each) for each in all_of_them.values()))
    recorded = dict(zip(all_of_them, answers, strict=True))
    assert all(recorded.values()), recorded


def test_there_is_a_situation_for_every_handler() -> None:
    assert set(SITUATIONS) == set(CONSIGNMENT.updates)
    assert set(PAGES) == set(PAGE.updates)


@pytest.mark.parametrize("definition", [CONSIGNMENT, PAGE], ids=lambda found: found.name)
def test_every_query_says_what_it_answers(definition: workflow._Definition) -> None:
    assert definition.queries
    for query in definition.queries.values():
        assert query.description
        assert "takes no input" in query.description


async def test_every_query_answers_without_input(temporal: Client) -> None:
    queue = str(uuid4())
    async with tracker(temporal, SharedDoors().all(), queue):
        for told in (SITUATIONS["hold"], page()):
            definition = PAGE if isinstance(told, Enterprise) else CONSIGNMENT
            async with living(temporal, queue, told) as handle:
                for name, query in definition.queries.items():
                    answer = await handle.query(str(name), result_type=query.ret_type)
                    assert query.ret_type is not None
                    assert isinstance(answer, query.ret_type)


@pytest.mark.parametrize(
    "told,expected",
    [
        (SITUATIONS["acknowledge_emergency"], {"acknowledge_emergency", "lift_emergency"}),
        (SITUATIONS["extend_deadline"], {"extend_deadline", "hold", "order_return"}),
        (page(*PAGES["renew"]), {"renew", "warn", "suspend"}),
    ],
    ids=["emergency", "rectification", "enterprise"],
)
async def test_what_is_offered_is_accepted_as_it_stands(
    temporal: Client, told: Given | Enterprise, expected: set[str]
) -> None:
    queue = str(uuid4())
    answer = EnterpriseReceipt if isinstance(told, Enterprise) else Receipt
    async with tracker(temporal, SharedDoors().all(), queue):
        async with living(temporal, queue, told) as handle:
            offered = (await handle.query("offers", result_type=Sendable)).verbs
        assert expected <= set(offered)
        for verb, message in offered.items():
            async with living(temporal, queue, told) as handle:
                try:
                    receipt = await handle.execute_update(verb, message, result_type=answer)
                except WorkflowUpdateFailedError as failed:
                    pytest.fail(f"{verb}: {failed.cause}")
                assert receipt.recorded, verb


def test_a_consignment_of_a_hundred_boxes_is_asked_of_twenty() -> None:
    boxes = tuple(sample_box(1, nth) for nth in range(1, 101))
    state = given(*on_the_road(*boxes), boxes=100).state
    asked = of_consignment(
        state, lambda command: decide_command(state, command, "offers", START), MOST_CHOICES
    )
    said = sendable(asked)
    assert said.verbs["send_officer"]["box"] == boxes[0]
    assert "acknowledge_emergency" not in said.verbs
