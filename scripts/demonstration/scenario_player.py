"""Plays scripts on a running stack, a few at a time; one that breaks off does not stop the rest."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from pydantic import JsonValue
from temporalio.client import Client, WorkflowUpdateFailedError

from activities.supplier_stream import SupplierStreams
from ledger import Ledger
from models.execution.workflow_io import Receipt
from models.kernel.language import Language
from models.process.messages import COMMANDS, TOLD
from scripts.demonstration.enterprise_commands import said_at_the_page
from scripts.demonstration.scenario_assignment import Role, drawn
from scripts.retry import retry_until
from scripts.timelapse import TimeLapse
from systems.scenario import Shipment, acted_out
from systems.scenarios.parts.checkpoint import fleet
from systems.scenarios.parts.clearance import head, standing
from systems.world_client import WorldClient
from workers.consignment_client import consignment, start_consignment
from workers.process_lifecycle import one_line


class OfficersDesk:
    """Sends the officers' commands to the consignments themselves."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def act(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> None:
        """Give a command; given again, it is the same command.

        Raises:
            WorkflowUpdateFailedError: the consignment refuses it.
        """
        message_id = f"{verb}:{at.isoformat()}"
        if verb in TOLD:
            await said_at_the_page(self._client, tracking_no, verb, payload["reason"], message_id)
            return
        message = COMMANDS[verb].model_validate({**payload, "at": at})
        send = partial(
            consignment(self._client, tracking_no).execute_update,
            verb,
            message,
            id=message_id,
            result_type=Receipt,
        )
        await retry_until(send)

    async def act_in_vain(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> str | None:
        """Give a command that must be refused; the words of the refusal, None if it was taken."""
        try:
            await self.act(tracking_no, verb, payload, at)
        except WorkflowUpdateFailedError as refused:
            return one_line(refused.__cause__ or refused)
        return None


@dataclass(frozen=True)
class DemoContext:
    """What a performance needs of the stack."""

    client: Client
    pool: Any
    lapse: TimeLapse
    messenger: WorldClient
    task_queue: str
    language: Language
    streams: SupplierStreams


async def register(stage: DemoContext, role: Role, behind: timedelta = timedelta(0)) -> bool:
    """Register the declaration and start the consignment; False when it is known already.

    Its clock, which can be moved, begins `behind` that of the wall.
    """
    begin = partial(
        start_consignment,
        stage.lapse.client,
        Ledger(stage.pool),
        role.registration,
        task_queue=stage.task_queue,
        language=stage.language,
        at=role.start,
        behind=behind,
    )
    await introduce(stage, role.shipment)
    await stage.messenger.declare(head(role.shipment))
    return await retry_until(begin)


async def introduce(stage: DemoContext, shipment: Shipment) -> None:
    """Let the systems know its enterprise, with trucks and storage: of strangers they say no."""
    await stage.messenger.introduce(standing(shipment.enterprise), fleet(shipment.enterprise))


async def perform(
    stage: DemoContext, cast: Sequence[Role], at_once: int, on_end: Callable[[Role, str], None]
) -> dict[str, str]:
    """Play every role to its end, the longest first, so that none is left to play alone.

    Answers why which consignment's play broke off.
    """
    places, failures = asyncio.Semaphore(at_once), dict[str, str]()

    async def one(role: Role) -> None:
        async with places:
            failure = await _played(stage, role)
        if failure:
            failures[role.tracking_no] = failure
        on_end(role, failure)

    async with asyncio.TaskGroup() as group:
        for role in sorted(cast, key=lambda role: len(role.script.steps), reverse=True):
            group.create_task(one(role))
    return failures


async def _played(stage: DemoContext, role: Role) -> str:
    desk = OfficersDesk(stage.lapse.client)
    try:
        sampled = partial(drawn, Ledger(stage.pool))
        on_stage = (role.shipment, stage.messenger, stage.lapse, desk)
        await acted_out(role.steps, *on_stage, sampled)
    except Exception as error:  # noqa: BLE001 - the others play on; the review names it
        return one_line(error.__cause__ or error)
    return ""
