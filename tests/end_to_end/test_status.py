"""Green means well: a running stack, what goes wrong in it, who is told, and what mends it."""

import asyncio
import json
import os
import shlex
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import PendingActivityState
from temporalio.api.workflowservice.v1 import PauseActivityRequest
from temporalio.client import Client

from models.kernel.identity import consignment_workflow_id
from scripts.psql import _dsn
from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import ROOT, Spoken, Stack

pytestmark = [pytest.mark.process, pytest.mark.timeout(600)]

LOOKS = (("status",), ("reconcile",), ("watch", "--once"))


def asked(stack: Stack) -> dict[str, dict[str, Any]]:
    """What is wrong, by fault; the exit code and the document say the same."""
    said = stack.guomen("status", "--json")
    document = json.loads(said.out)
    assert (said.code == 0) is document["well"] is (document["findings"] == [])
    return {each["fault"]: each for each in document["findings"]}


def codes(stack: Stack) -> set[int]:
    return {stack.guomen(*look).code for look in LOOKS}


def run(stack: Stack, command: str) -> Spoken:
    """A command that a finding names, as an operator pastes it."""
    first, *rest = shlex.split(command)
    if first == "guomen":
        return stack.guomen(*rest)
    program = Path(sys.executable).parent / first
    done = subprocess.run([program, *rest], capture_output=True, text=True, check=False, cwd=ROOT)
    return Spoken(done.returncode, done.stdout, done.stderr)


def told(stack: Stack) -> Counter[tuple[str, str]]:
    """What operations were told of the stack itself: raised or gone, and what."""
    file = stack.folder / "notifications.jsonl"
    lines = map(json.loads, file.read_text().splitlines() if file.exists() else [])
    return Counter((each["kind"], each["subject"]) for each in lines if each.get("stack"))


async def look(client: Client) -> None:
    """The regular look, now and to its end."""
    handle = client.get_schedule_handle("health-check")
    seen = (await handle.describe()).info
    before, skipped = seen.num_actions, -1
    while seen.num_actions == before or seen.running_actions:
        # While another look is under way a trigger is skipped, and the next would be in minutes.
        if seen.num_actions_skipped_overlap != skipped and seen.num_actions == before:
            skipped = seen.num_actions_skipped_overlap
            await handle.trigger()
        await asyncio.sleep(0.1)
        seen = (await handle.describe()).info


@contextmanager
def stopped(stack: Stack, *names: str) -> Iterator[None]:
    """Processes that are there and do nothing."""
    pids = [stack.file.children[name] for name in names]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


async def pause_the_record(stack: Stack, client: Client, number: str) -> None:
    """A message is accepted while the ledger is locked, and somebody pauses its recording."""
    workflow_id = consignment_workflow_id(number)
    locked = await asyncpg.connect(_dsn(stack.folder, "postgres"))
    async with locked.transaction():
        await locked.execute("lock table ledger.events in share mode")
        assert stack.guomen("act", number, "hold", '{"reason": "papers"}').code == 0
        await client.workflow_service.pause_activity(
            PauseActivityRequest(
                namespace="default",
                execution=WorkflowExecution(workflow_id=workflow_id),
                type="record",
                reason="maintenance",
            )
        )
        # A try that is under way may still succeed.
        while not await is_paused(client, workflow_id):
            await asyncio.sleep(0.1)
    await locked.close()


async def is_paused(client: Client, workflow_id: str) -> bool:
    seen = (await client.get_workflow_handle(workflow_id).describe()).raw_description
    state = PendingActivityState.PENDING_ACTIVITY_STATE_PAUSED
    return [each.state for each in seen.pending_activities] == [state]


async def imported(stack: Stack, tmp_path: Path) -> Sequence[str]:
    cargo = [consignment() for _ in range(3)]
    assert stack.guomen("import", str(manifest(tmp_path, *cargo))).code == 0
    return [each.tracking_no for each in cargo]


async def test_green_is_well_and_whatever_is_not_has_a_command_that_mends_it(
    own_stack: Stack, tmp_path: Path
) -> None:
    stack = own_stack
    stack.up()
    client = await Client.connect(stack.file.addresses.temporal_address)
    lost, paused, _ = await imported(stack, tmp_path)
    assert asked(stack) == {}
    await look(client)
    assert not told(stack)

    await client.get_schedule_handle("reconciliation").pause(note="maintenance")
    await client.get_workflow_handle(consignment_workflow_id(lost)).terminate("by mistake")
    await pause_the_record(stack, client, paused)
    stack.until(lambda: len(asked(stack)) == 3)
    found = asked(stack)
    assert {fault: each["subject"] for fault, each in found.items()} == {
        "schedule-paused": "reconciliation",
        "workflow-ended": lost,
        "activity-paused": paused,
    }
    assert all(each["must_act"] == "OPS" and each["since"] for each in found.values())
    assert codes(stack) == {1}
    for verb in ("status", "reconcile"):
        said = stack.guomen(verb).out
        assert all(each["command"] in said for each in found.values()), said
    seen = json.loads(stack.guomen("watch", "--json").out)["findings"]
    assert {each["fault"] for each in seen} == set(found)
    for _ in range(2):
        await look(client)
        assert Counter(kind for kind, _ in told(stack).elements()) == {"finding-raised": 3}

    for each in found.values():
        mended = run(stack, each["command"])
        assert mended.code == 0, mended
    stack.until(lambda: asked(stack) == {})
    assert codes(stack) == {0}
    for _ in range(2):
        await look(client)
        kinds = Counter(kind for kind, _ in told(stack).elements())
        assert kinds == {"finding-raised": 3, "finding-gone": 3}


@pytest.mark.parametrize("name,source", [("postgres", "postgresql"), ("temporal", "temporal")])
def test_what_does_not_answer_is_said_and_never_green(
    own_stack: Stack, name: str, source: str
) -> None:
    own_stack.up()
    assert asked(own_stack) == {}
    with stopped(own_stack, name):
        found = asked(own_stack)
        said = own_stack.guomen("status")
    assert found["no-answer"]["subject"] == source
    assert said.code == 1
    assert found["no-answer"]["command"] in said.out
    own_stack.until(lambda: asked(own_stack) == {})
