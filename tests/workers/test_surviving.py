"""Whatever is done to a workflow, its consignment goes on: nothing lost, nothing recorded twice."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client

from ledger import Ledger, Recorded
from models.messages import Command, Hold, Resume
from models.reconciliation import Verdict
from models.terms import Outcome
from tests.workers.befallen import delete, first_task, history_of, reset, task_of_message
from tests.workers.lived import Lived, lived
from tests.workers.test_resurrection import resurrected
from workers.starting import consignment

pytestmark = pytest.mark.timeout(120)

HOLD = Hold(officer="Lin", reason="papers")
RESUME = Resume(officer="Lin", reason="in order")


async def ordered(one: Lived, command: Command, name: str) -> None:
    """An officer orders something under an id of its own."""
    await consignment(one.on.client, one.number).execute_update(command.verb, command, id=name)


async def rows(one: Lived) -> Sequence[Recorded]:
    return await Ledger(one.pool).read_stream(one.stream)


async def settled(one: Lived, cause: str = "") -> None:
    """What a message led to is recorded, and the workflow knows it."""
    while True:
        causes = [row.metadata["cause"] for row in await rows(one)]
        if (not cause or cause in causes) and (await one.judged()).verdict is Verdict.AGREE:
            return
        await asyncio.sleep(0.05)


def told(folder: Path) -> Counter[str]:
    """What hangs at the noticeboard, line by line."""
    file = folder / "notifications.jsonl"
    return Counter(file.read_text().splitlines() if file.exists() else ())


async def over_a_message(one: Lived) -> None:
    events = await history_of(one.on.client, one.stream)
    await reset(one.on.client, one.stream, task_of_message(events, 2))


async def to_the_first_task(one: Lived) -> None:
    await reset(one.on.client, one.stream, first_task(await history_of(one.on.client, one.stream)))


async def without_its_messages(one: Lived) -> None:
    to = first_task(await history_of(one.on.client, one.stream))
    await reset(one.on.client, one.stream, to, bare=True)


async def cancelled(one: Lived) -> None:
    await consignment(one.on.client, one.number).cancel()


async def terminated(one: Lived) -> None:
    await consignment(one.on.client, one.number).terminate("by mistake")


async def deleted(one: Lived) -> None:
    await delete(one.on.client, one.stream)


BEFALL = (over_a_message, to_the_first_task, without_its_messages, cancelled, terminated, deleted)


@pytest.mark.parametrize("befall", BEFALL)
async def test_a_consignment_goes_on_or_is_brought_back_by_the_command_that_is_named(
    temporal: Client,
    pool: asyncpg.Pool,
    ledger: Ledger,
    tmp_path: Path,
    befall: Callable[[Lived], Awaitable[None]],
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.discharged") as one:
        await ordered(one, HOLD, "hold-1")
        await ordered(one, RESUME, "resume-1")
        await settled(one, "resume-1")
        before, heard = await rows(one), told(tmp_path)
        await befall(one)
        judged = await one.judged()
        if not judged.sound:
            assert "guomen resurrect" in judged.why
            (revival,) = await resurrected(one)
            assert revival.why == ""
        await ordered(one, HOLD, "hold-2")
        await settled(one, "hold-2")
        await ordered(one, RESUME, "resume-2")
        after = await rows(one)
        await one.go_on()
        ending = await consignment(temporal, one.number).result()
        proof = await one.judged(3)
    assert after[: len(before)] == before
    assert not heard - told(tmp_path)
    assert max(told(tmp_path).values(), default=1) == 1
    assert ending.outcome is Outcome.RELEASED
    assert ending.head.version == len(await ledger.read_stream(one.stream))
    assert (proof.verdict, proof.why) == (Verdict.AGREE, "")
