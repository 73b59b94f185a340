"""kill -9 of what carries the demo, in the middle of it: nothing is lost, nothing happens twice."""

import asyncio
import json
import os
import signal
from contextlib import suppress

import asyncpg
import pytest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from ledger import Ledger, connect, verify
from ledger.connection import TRANSIENT
from models.consignment.state import State
from models.process import derived_status
from projections import queries
from projections.stream_reader import snapshot_of
from tests.end_to_end.stack import Stack, processes_on
from workers.consignment_client import consignment
from workers.stack import stack_file

pytestmark = [pytest.mark.process, pytest.mark.timeout(300)]

# Three trucks, a lost box, every message three times.
CAST = ("NB26-000002", "NB26-000012", "NB26-000015")
# Whom to kill once so many events are recorded; the three leave more than 120.
KILLS = ((30, "tracker"), (60, "postgres"), (90, "temporal"))


OF_CONSIGNMENTS = "select count(*) from ledger.events where starts_with(stream_id, 'consignment/')"


async def recorded(pool: asyncpg.Pool) -> int:
    """How many events of consignments there are; 0 while nobody answers."""
    with suppress(*TRANSIENT):
        return int(await pool.fetchval(OF_CONSIGNMENTS))
    return 0


def has_all_parts(stack: Stack) -> bool:
    found = stack_file.running(stack.folder)
    return found is not None and "tracker" in found.children


async def kill_each_in_its_turn(stack: Stack) -> None:
    async with await connect(stack.file.addresses.database_url) as pool:
        for events, name in KILLS:
            while await recorded(pool) < events:
                assert stack.running, stack.said
                await asyncio.sleep(0.02)
            os.kill(stack.file.children[name], signal.SIGKILL)


async def require_one_truth(stack: Stack) -> None:
    """The ledger is sound, the read models show its fold, each workflow ended at its head."""
    temporal = await Client.connect(
        stack.file.addresses.temporal_address, data_converter=pydantic_data_converter
    )
    async with await connect(stack.file.addresses.database_url) as pool:
        ledger = Ledger(pool)
        proof = await verify(stack.file.addresses.database_url)
        assert proof.fault is None
        assert proof.events == await ledger.last_position()
        for number in CAST:
            snapshot = await snapshot_of(ledger, number)
            assert snapshot is not None
            await require_shown(pool, number, snapshot.state)
            ended = await consignment(temporal, number).result()
            assert (ended.outcome, ended.head) == (snapshot.state.outcome, snapshot.head)


async def require_shown(pool: asyncpg.Pool, number: str, state: State) -> None:
    row = await queries.status(pool, number)
    assert row is not None
    assert row.version == state.version
    assert (row.stage, row.mode, row.outcome) == (
        derived_status.stage(state),
        state.mode,
        state.outcome,
    )
    assert (row.must_act, row.next_due) == (
        derived_status.must_act(state),
        derived_status.next_due(state),
    )
    assert (row.overdue, row.escalation_level) == (False, None)
    shown = {
        (row.deadline, row.box): (row.opened_at, row.closed_at, row.escalations)
        for row in await queries.deadlines(pool, number)
    }
    assert shown == {
        (each.id, each.box or ""): (each.opened_at, each.closed_at, each.escalations)
        for each in state.deadlines.values()
    }


async def test_what_is_killed_in_the_middle_of_the_demo_loses_nothing(own_stack: Stack) -> None:
    only = (word for number in CAST for word in ("--only", number))
    own_stack.start("demo", "--exit", "--json", "--at-once", "4", *only)
    own_stack.until(lambda: has_all_parts(own_stack))
    await kill_each_in_its_turn(own_stack)
    assert own_stack.ended() == 0, own_stack.said
    assert processes_on(own_stack.folder) == []
    for _, name in KILLS:
        assert f"{name} was ended by SIGKILL: starting it again" in own_stack.said
    found = json.loads(own_stack.out.splitlines()[-1])
    assert (found["consignments"], found["as_scripted"]) == (len(CAST), len(CAST))
    own_stack.up()
    await require_one_truth(own_stack)
    assert own_stack.stop(signal.SIGINT) == 0
    assert processes_on(own_stack.folder) == []
