"""A real stack calls people while PostgreSQL stands still; they answer with a copied line."""

import asyncio
import json
import os
import shlex
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from models.emergency.messages import RaiseEmergency
from models.execution.workflow_io import Receipt
from models.kernel.terms import Danger
from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import Stack
from tests.notices import Sink, sink
from workers.consignment_client import consignment as workflow_of

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(300)]

ROUTES = """
[targets.duty]
url = "{url}"
language = "en"

[[routes]]
parties = ["C1"]
to = ["duty"]
quiet = {{ from = "00:00", until = "23:59" }}
"""


@contextmanager
def standing_still(postmaster: int) -> Iterator[None]:
    """The server and all its backends: whoever asks gets no answer, not even a refusal."""
    pids = [postmaster, *children(postmaster)]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(pids):
            os.kill(pid, signal.SIGCONT)


def children(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(pid) for pid in found.split()]


def record(stack: Stack, number: str) -> list[dict[str, Any]]:
    said = stack.guomen("notices", "--consignment", number, "--json")
    assert said.code == 0, said.err
    rows: list[dict[str, Any]] = json.loads(said.out)
    return rows


def told(stack: Stack, number: str) -> set[tuple[str, str]]:
    return {(row["target"], row["status"]) for row in record(stack, number)}


async def raise_emergency(stack: Stack, number: str) -> None:
    """As the Temporal UI does it: the command would ask the database for the number."""
    client = await Client.connect(
        stack.file.addresses.temporal_address, data_converter=pydantic_data_converter
    )
    fire = RaiseEmergency(officer="Li", kind=Danger.FIRE, reason="smoke")
    await workflow_of(client, number).execute_update(fire.verb, fire, result_type=Receipt)


async def came(taking: Sink) -> None:
    async with asyncio.timeout(60):
        while not taking.taken:
            await asyncio.sleep(0.05)


async def test_an_emergency_calls_people_while_postgresql_stands_still(
    own_stack: Stack, tmp_path: Path
) -> None:
    with sink() as taking:
        file = tmp_path / "notices.toml"
        file.write_text(ROUTES.format(url=taking.url("duty")), encoding="utf-8")
        own_stack.settings = {"GUOMEN_NOTICES": str(file), "NO_PROXY": "127.0.0.1"}
        own_stack.up()
        cargo = consignment()
        number = cargo.tracking_no
        assert own_stack.guomen("import", str(manifest(tmp_path, cargo))).code == 0
        own_stack.until(lambda: own_stack.guomen("show", number).code == 0)
        with standing_still(own_stack.file.children["postgres"]):
            await raise_emergency(own_stack, number)
            await came(taking)
        (call,) = taking.taken
    assert call["title"] == f"[EMERGENCY] {number}: emergency, fire: smoke"
    everywhere = {("duty", "sent"), ("file", "sent")}
    own_stack.until(lambda: told(own_stack, number) == everywhere)
    program, *answer = shlex.split(call["message"].splitlines()[-1])
    assert program == "guomen"
    answered = own_stack.guomen(*answer)
    assert answered.code == 0, answered.err
    own_stack.until(lambda: all(row["acknowledged_by"] for row in record(own_stack, number)))
    assert own_stack.stop() == 0
