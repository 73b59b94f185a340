"""Many consignments imported twice, command and tracker killed on the way: each is there once.

GUOMEN_DRILL_CONSIGNMENTS says how many.
"""

import asyncio
import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client

from ledger import connect
from ledger.connection import TRANSIENT
from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import ROOT, Stack, guomen
from workers.stack import stack_file

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(3600)]

CONSIGNMENTS = int(os.environ.get("GUOMEN_DRILL_CONSIGNMENTS", "400"))
# A second: slow enough that each victim falls in the middle.
RATE = CONSIGNMENTS // 25
# After which share of them whom to kill.
KILLS = ((0.15, "command"), (0.3, "tracker"), (0.5, "command"), (0.7, "tracker"))

DECIDED = "select count(*) from imports.consignments where outcome in ('started', 'known')"
REGISTERED = "select count(*) from ledger.events where event_type = 'consignment-registered'"
STREAMS = """
    select count(distinct stream_id) from ledger.events where starts_with(stream_id, 'consignment/')
"""
STARTED = "select count(*) from imports.consignments where outcome = 'started'"


async def count(pool: asyncpg.Pool, statement: str) -> int:
    """A number from the database; 0 while nobody answers."""
    with suppress(*TRANSIENT):
        return int(await pool.fetchval(statement))
    return 0


def importing(stack: Stack, file: Path) -> subprocess.Popen[bytes]:
    """The command, in another shell."""
    return subprocess.Popen(
        guomen("import", str(file), "--rate", str(RATE)),
        cwd=ROOT,
        env=stack.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill_tracker(stack: Stack) -> None:
    found = stack_file.running(stack.folder)
    assert found is not None
    os.kill(found.children["tracker"], signal.SIGKILL)


async def import_under_fire(stack: Stack, pool: asyncpg.Pool, file: Path) -> None:
    command = importing(stack, file)
    try:
        for share, victim in KILLS:
            while await count(pool, DECIDED) < share * CONSIGNMENTS:
                assert stack.running, stack.said
                assert command.poll() is None, f"the command ended before {share:.0%}"
                await asyncio.sleep(0.1)
            if victim == "tracker":
                kill_tracker(stack)
            else:
                command.kill()
                command.wait()
                command = importing(stack, file)
    finally:
        command.kill()
        command.wait()


async def test_each_consignment_of_a_manifest_is_imported_once(
    own_stack: Stack, tmp_path: Path
) -> None:
    file = manifest(tmp_path, *(consignment() for _ in range(CONSIGNMENTS)))
    own_stack.up()
    async with await connect(own_stack.file.addresses.database_url) as pool:
        await import_under_fire(own_stack, pool, file)
        followed = await asyncio.to_thread(own_stack.guomen, "import", str(file))
        assert followed.code == 0, followed.err
        assert f"{CONSIGNMENTS} started, 0 known already" in followed.out
        again = await asyncio.to_thread(own_stack.guomen, "import", str(file))
        assert "this manifest was imported on" in again.out
        assert f"{CONSIGNMENTS} started, 0 known already" in again.out
        while await count(pool, REGISTERED) < CONSIGNMENTS:
            assert own_stack.running, own_stack.said
            await asyncio.sleep(0.5)
        assert await count(pool, REGISTERED) == CONSIGNMENTS
        assert await count(pool, STREAMS) == CONSIGNMENTS
        assert await count(pool, STARTED) == CONSIGNMENTS
    assert "tracker was ended by SIGKILL: starting it again" in own_stack.said
    client = await Client.connect(own_stack.file.addresses.temporal_address)
    # Visibility counts runs: one for each means that none was started twice.
    while (await client.count_workflows('WorkflowType="Consignment"')).count < CONSIGNMENTS:
        await asyncio.sleep(0.5)
    assert (await client.count_workflows('WorkflowType="Consignment"')).count == CONSIGNMENTS
