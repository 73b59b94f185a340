"""Plays imported consignments on a running stack, and says what happens to each."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from pydantic import JsonValue
from temporalio.client import WorkflowUpdateFailedError
from temporalio.service import RPCError, RPCStatusCode

from ledger import Ledger
from models.kernel.language import Speaks
from models.process import derived_status
from models.texts import OUTCOMES, PARTIES, STAGES
from projections.stream_reader import state_of
from scripts import console
from scripts.demonstration.scenario_assignment import drawn
from scripts.demonstration.scenario_player import DemoContext, OfficersDesk, introduce
from scripts.playing import texts
from scripts.playing.pace import Pace
from scripts.playing.plan import Play
from scripts.retry import retry_until
from systems.scenario import Data, SystemFault, WorldEvent, acted_out
from systems.scenarios.parts.clearance import head
from systems.world_client import WorldClient
from workers.process_lifecycle import one_line

Say = Callable[[Speaks], None]


@dataclass(frozen=True)
class Told:
    """The three systems, and the desks of the officers, with a line for whatever happens there.

    An officer's command that is refused does not end the play: somebody may have acted before.
    """

    tracking_no: str
    messenger: WorldClient
    desk: OfficersDesk
    say: Say

    async def tell(self, happening: WorldEvent) -> None:
        """Let a system notice what happened."""
        what = texts.TOLD.of(system=happening.system, type=happening.type)
        self._happens(happening.at, what)
        await self.messenger.tell(happening)

    async def disturb(self, fault: SystemFault) -> None:
        """Let a system misbehave."""
        await self.messenger.disturb(fault)

    async def declare(self, declared: Data) -> None:
        """Lodge the head of a declaration."""
        await self.messenger.declare(declared)

    async def act(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> None:
        """Give a command, if it is taken."""
        self._happens(at, texts.ORDERED.of(verb=verb))
        try:
            await self.desk.act(tracking_no, verb, payload, at)
        except WorkflowUpdateFailedError as refused:
            why = one_line(refused.__cause__ or refused, console.language())
            self.say(texts.REFUSED.of(number=tracking_no, verb=verb, why=why))
        except RPCError as gone:
            if gone.status is not RPCStatusCode.NOT_FOUND:
                raise
            self.say(texts.REFUSED.of(number=tracking_no, verb=verb, why=texts.CLOSED))

    async def act_in_vain(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> str | None:
        """Give a command that must be refused; its words, None if it was taken."""
        self._happens(at, texts.ORDERED.of(verb=verb))
        why = await self.desk.act_in_vain(tracking_no, verb, payload, at)
        if why is not None:
            self.say(texts.REFUSED.of(number=tracking_no, verb=verb, why=why))
        return why

    def _happens(self, at: datetime, what: Speaks) -> None:
        where = {"number": self.tracking_no, "at": console.local(at)}
        self.say(texts.HAPPENS.of(**where, what=what))


async def perform(
    stage: DemoContext, plays: Sequence[Play], pace: Pace, say: Say
) -> dict[str, str]:
    """Play all at once, each to its end; why which of them broke off."""
    failures = dict[str, str]()

    async def one(each: Play) -> None:
        try:
            await _played(stage, each, pace, say)
        except Exception as error:  # noqa: BLE001 - the others play on; it is named
            failures[each.tracking_no] = why = one_line(
                error.__cause__ or error, console.language()
            )
            say(texts.BROKE_OFF.of(number=each.tracking_no, why=why))
            return
        say(await _end(stage, each))

    async with asyncio.TaskGroup() as group:
        for each in plays:
            group.create_task(one(each))
    return failures


async def _played(stage: DemoContext, each: Play, pace: Pace, say: Say) -> None:
    told = Told(each.tracking_no, stage.messenger, OfficersDesk(stage.client), say)
    await introduce(stage, each.shipment)
    await told.declare(head(each.shipment))
    sampled = partial(drawn, Ledger(stage.pool))
    await acted_out(each.steps, each.shipment, told, pace, told, sampled)


async def _end(stage: DemoContext, each: Play) -> Speaks:
    state = await retry_until(lambda: state_of(Ledger(stage.pool), each.tracking_no))
    if state is None or state.outcome is not None:
        outcome = OUTCOMES[state.outcome] if state and state.outcome else ""
        return texts.ENDED.of(number=each.tracking_no, outcome=outcome)
    party = derived_status.must_act(state)
    return texts.STILL_OPEN.of(
        number=each.tracking_no,
        stage=STAGES[derived_status.stage(state)],
        party=PARTIES[party] if party else "",
    )


async def until_stopped(
    work: "asyncio.Task[dict[str, str]]", stopped: asyncio.Event
) -> dict[str, str] | None:
    """What the work comes to; None when it was stopped before."""
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait((work, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if work.done():
        return work.result()
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    return None
