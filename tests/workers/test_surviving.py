"""Whatever is done to a workflow, its consignment goes on: nothing lost, nothing recorded twice."""

import asyncio
from collections import Counter
from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client

from ledger import Ledger
from models.messages import Hold, Resume
from models.reconciliation import Verdict
from tests.workers.befallen import first_task, history_of, reset, task_of_message
from tests.workers.lived import Lived, lived
from workers.starting import consignment

pytestmark = pytest.mark.timeout(120)


async def ordered(one: Lived, command: Hold | Resume, name: str) -> None:
    """An officer orders something under an id of its own."""
    await consignment(one.on.client, one.number).execute_update(command.verb, command, id=name)


async def settled(one: Lived, version: int) -> None:
    """The ledger has so many events, and the workflow knows it."""
    while (await Ledger(one.pool).head(one.stream)).version < version or (
        (await one.judged()).verdict is not Verdict.AGREE
    ):
        await asyncio.sleep(0.05)


async def causes(one: Lived) -> Counter[str]:
    rows = await Ledger(one.pool).read_stream(one.stream)
    return Counter(row.metadata["cause"] for row in rows)


HOLD = Hold(officer="Lin", reason="papers")
RESUME = Resume(officer="Lin", reason="in order")


async def test_x(
    temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path
) -> None:
    async with lived(temporal, pool, tmp_path, until="manifest.discharged") as one:
        await ordered(one, HOLD, "hold-1")
        await ordered(one, RESUME, "resume-1")
        before = await ledger.read_stream(one.stream)
        await settled(one, len(before))
        await reset(temporal, one.stream, task_of_message(await history_of(temporal, one.stream), 2))
        await ordered(one, HOLD, "hold-2")
        await settled(one, len(before) + 1)
        after = await ledger.read_stream(one.stream)
        print(await one.judged(3))
        assert after[: len(before)] == before
        print((await causes(one)))
        await ordered(one, RESUME, "resume-2")
        await one.go_on()
        print(await consignment(temporal, one.number).result())
