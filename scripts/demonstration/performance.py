"""Plays scripts on a running stack, a few at a time; one that breaks off does not stop the rest."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from pydantic import JsonValue
from temporalio.client import Client

from ledger import Ledger
from models.language import Language
from models.messages import COMMANDS, TOLD
from models.start import Receipt
from scripts.demonstration.pages import said_at_the_page
from scripts.demonstration.roles import Role
from scripts.patience import persist
from scripts.timelapse import TimeLapse
from systems.messenger import Messenger
from systems.scenarios.parts.clearance import head
from systems.world import play
from workers.door import readable
from workers.starting import consignment, start_consignment


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
        await persist(send)


@dataclass(frozen=True)
class Stage:
    """What a performance needs of the stack."""

    client: Client
    pool: Any
    lapse: TimeLapse
    messenger: Messenger
    task_queue: str
    language: Language


async def register(stage: Stage, role: Role, behind: timedelta = timedelta(0)) -> bool:
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
    await stage.messenger.declare(head(role.shipment))
    return await persist(begin)


async def perform(
    stage: Stage, cast: Sequence[Role], at_once: int, on_end: Callable[[Role, str], None]
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


async def _played(stage: Stage, role: Role) -> str:
    desk = OfficersDesk(stage.lapse.client)
    try:
        await play(role.script.steps, role.shipment, stage.messenger, stage.lapse, desk)
    except Exception as error:  # noqa: BLE001 - the others play on; the review names it
        return readable(error.__cause__ or error)
    return ""
