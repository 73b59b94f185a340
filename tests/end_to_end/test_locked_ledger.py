"""The ledger is locked while more than one batch holds comes in: all of it is recorded later."""

from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from models.kernel.terms import System
from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import Stack
from tests.postgres import locked_ledger
from tests.replay.soundness import require_sound
from tests.workers.gateway.fixtures import message, signature
from workers.consignment_client import consignment as workflow_of
from workers.stack.db_logins import DatabaseLogin
from workers.stack.stack_secrets import open_vault

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(300)]

FACTS = 45
"""Of 60,000 characters each: together more than Temporal takes in one command."""


async def send(stack: Stack, box: str) -> list[int]:
    """Signed messages of a type that nobody knows; what the gateway answers to each."""
    url = f"{stack.file.addresses.gateway_url}/webhooks/checkpoint"
    secret = open_vault(stack.folder).webhook_secrets[System.CHECKPOINT][0]
    answers = []
    async with httpx2.AsyncClient(trust_env=False, timeout=60) as http:
        for number in range(FACTS):
            data = {"container_no": box, "note": "x" * 60_000}
            time = datetime.now(UTC).isoformat()
            body = message(number, type="unheard.of", time=time, data=data)
            headers = signature(body.encode(), secret=secret)
            answers.append((await http.post(url, content=body, headers=headers)).status_code)
    return answers


async def test_what_comes_while_the_ledger_is_locked_is_recorded_when_it_is_free(
    own_stack: Stack, tmp_path: Path
) -> None:
    own_stack.up()
    cargo = consignment()
    number = cargo.tracking_no
    assert own_stack.guomen("import", str(manifest(tmp_path, cargo))).code == 0
    own_stack.until(lambda: own_stack.guomen("show", number).code == 0)

    async with locked_ledger(own_stack.file.databases[DatabaseLogin.MIGRATE]):
        assert await send(own_stack, cargo.boxes[0].number) == [202] * FACTS

    def recorded() -> bool:
        said = own_stack.guomen("timeline", number, "--json")
        return said.out.count('"fact-not-understood"') == FACTS

    own_stack.until(recorded)
    client = await Client.connect(
        own_stack.file.addresses.temporal_address, data_converter=pydantic_data_converter
    )
    await require_sound(await workflow_of(client, number).fetch_history())
    own_stack.until(lambda: own_stack.guomen("reconcile", "--level", "3", number).code == 0)
