"""What the ledger does not have of a stream, and how a running workflow goes on from the ledger."""

import asyncio
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ledger import Ledger, Recorded
from models.execution.accepted_messages import Kept, Missed
from models.kernel.base_types import Frozen
from workers.recovery.accepted_messages import Accepted, unrecorded
from workers.recovery.history_reader import Histories

_S = TypeVar("_S", bound=Frozen)
_LOOKS = 150
_PAUSE_S = 0.2


@dataclass(frozen=True)
class CatchingUp:
    """Looks for accepted messages that are recorded nowhere, and brings workflows to the ledger."""

    histories: Histories
    ledger: Ledger

    async def lost(self, number: str, rows: Sequence[Recorded] | None = None) -> tuple[Kept, ...]:
        """Messages of ended runs that the ledger does not have and that no run will record.

        Every history is read, but only where a run was broken off.
        """
        alive = await self._alive(number)
        if alive and not await self.histories.broken_off(number):
            return ()
        runs = await self.histories.runs(number)
        reader = Accepted(self.histories.kind, self.histories.client.data_converter)
        found = {run.run_id: await reader.of(run) for run in runs}
        own = {(one.name, one.id) for one in found[alive].taken} if alive in found else set()
        if rows is None:
            rows = await self.ledger.read_stream(self.histories.kind.stream(number))
        everything = [one for each in found.values() for one in each]
        return tuple(one for one in unrecorded(everything, rows) if (one.name, one.id) not in own)

    async def ended(self) -> set[str]:
        """Numbers of which some run was ended from outside."""
        return {self.histories.kind.number(each) async for each in self.histories.ended()}

    async def touched(self) -> set[str]:
        """Numbers that may need a look although they are closed: ended from outside, or running."""
        running = self.histories.ended(running=True)
        return await self.ended() | {self.histories.kind.number(each) async for each in running}

    async def unrecorded(self, known: Container[str], only: Collection[str]) -> list[str]:
        """Numbers of which the ledger knows nothing, and whose workflow was ended from outside."""
        numbers = await self.ended()
        asked = numbers.intersection(only) if only else numbers
        nothing = [number for number in sorted(asked) if number not in known]
        return [number for number in nothing if not await self._alive(number)]

    async def first_start(self, number: str, kind: type[_S]) -> _S | None:
        """What the first run of a number was started with; None when it is not retained."""
        for run in await self.histories.runs(number):
            payloads = run.history.events[0].workflow_execution_started_event_attributes.input
            converter = self.histories.client.data_converter
            (start,) = await converter.decode(payloads.payloads, [kind])
            found: _S = start
            return found
        return None

    async def catch_up(self, number: str, kept: tuple[Kept, ...]) -> bool:
        """Tells a running workflow; False when no tracker has taken it up by now."""
        stream, before = self.histories.kind.stream(number), await self._alive(number)
        handle = self.histories.client.get_workflow_handle(stream)
        await handle.signal("catch_up", Missed(kept=kept))
        for _ in range(_LOOKS):
            if await self._alive(number) != before:
                return True
            await asyncio.sleep(_PAUSE_S)
        return False

    async def _alive(self, number: str) -> str:
        """The run that goes on; empty when none does."""
        seen = await self.histories.described(number)
        return (seen.run_id or "") if seen is not None and seen.close_time is None else ""
