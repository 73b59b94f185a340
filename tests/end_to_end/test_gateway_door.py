"""The gateway of a running stack: who may speak, who may not, and who cannot stop it."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from models.kernel.terms import System
from tests.end_to_end.stack import Stack
from tests.workers.gateway.fixtures import message, signature
from workers.stack.stack_secrets import Vault, open_vault, webhook_secret

pytestmark = [pytest.mark.process, pytest.mark.timeout(300)]

UNKNOWN_BOX = "TCLU4265917"
HALF = b"POST /webhooks/checkpoint HTTP/1.1\r\nhost: g\r\ncontent-length: 70\r\n\r\n{"


@pytest.fixture
def http() -> Iterator[httpx2.Client]:
    with httpx2.Client(trust_env=False, timeout=30) as http:
        yield http


def vault_of(stack: Stack) -> Vault:
    return open_vault(stack.folder)


def told(http: httpx2.Client, stack: Stack, number: int, secret: str) -> httpx2.Response:
    """A message to the address of the checkpoint, about a box that nobody knows."""
    body = message(number, box=UNKNOWN_BOX)
    headers = signature(body.encode(), secret=secret)
    url = f"{stack.file.addresses.gateway_url}/webhooks/checkpoint"
    return http.post(url, content=body, headers=headers)


def test_each_system_is_believed_at_its_own_address_only(stack: Stack, http: httpx2.Client) -> None:
    secrets = vault_of(stack).webhook_secrets
    answers = {system: told(http, stack, 1, secrets[system][0]).status_code for system in System}
    assert answers == {"clearance": 401, "checkpoint": 202, "enterprise": 401}


def test_a_simulated_system_is_moved_only_with_its_own_token(
    stack: Stack, http: httpx2.Client
) -> None:
    tokens = vault_of(stack).world_tokens
    url = f"{stack.file.addresses.checkpoint_url}/world/faults"
    answers = [
        http.put(url, json={}, headers={"authorization": f"Bearer {token}"}).status_code
        for token in ("none", tokens[System.ENTERPRISE], tokens[System.CHECKPOINT])
    ]
    assert answers == [403, 403, 200]


def test_nobody_who_is_rude_slow_or_many_keeps_a_message_out(
    stack: Stack, http: httpx2.Client
) -> None:
    address = httpx2.URL(stack.file.addresses.gateway_url)
    secret = vault_of(stack).webhook_secrets[System.CHECKPOINT][0]
    log = stack.folder / "logs" / "gateway.log"
    before = log.stat().st_size
    with ExitStack() as held:
        for _ in range(100):
            rude = socket.create_connection((address.host, address.port or 0))
            rude.sendall(HALF)
            rude.close()
        for _ in range(500):
            slow = socket.create_connection((address.host, address.port or 0))
            held.enter_context(slow)
            slow.sendall(HALF[:-3])
        assert told(http, stack, 2, secret).status_code == 202
    said = log.read_bytes()[before:].decode()
    assert "Traceback" not in said
    assert len(said) < 20_000


def test_what_nobody_can_place_is_seen_tried_again_and_settled_by_people(
    stack: Stack, http: httpx2.Client
) -> None:
    secret = vault_of(stack).webhook_secrets[System.CHECKPOINT][0]
    assert told(http, stack, 3, secret).json()["status"] == "parked"
    listed = json.loads(stack.guomen("messages", "--json").out)
    number = next(each["number"] for each in listed if each["message_id"] == "checkpoint-3")

    retried = stack.guomen("messages", "retry", str(number))
    discarded = stack.guomen("messages", "discard", str(number), "--reason", "a test")

    assert (retried.code, discarded.code) == (0, 0), retried.err + discarded.err
    shown = json.loads(stack.guomen("messages", "show", str(number)).out)
    assert shown["status"] == "discarded"
    assert [each["action"] for each in shown["interventions"]] == ["retried", "discarded"]
    status = json.loads(stack.guomen("status", "--json").out)
    assert status["heard"]["checkpoint"] is not None


@pytest.mark.drill
def test_a_secret_is_replaced_without_losing_a_message(stack: Stack, http: httpx2.Client) -> None:
    """Add the new one, let the sender change over, remove the old one."""
    old, new = vault_of(stack).webhook_secrets[System.CHECKPOINT][0], webhook_secret()
    for valid, accepted in (
        ([old, new], (202, 202)),
        ([new, old], (202, 202)),
        ([new], (401, 202)),
    ):
        replace(stack.folder / "secrets.json", valid)
        assert stack.stop() == 0
        stack.up()
        answers = tuple(told(http, stack, 4, each).status_code for each in (old, new))
        assert answers == accepted


def replace(file: Path, valid: list[str]) -> None:
    stored = json.loads(file.read_text())
    stored["webhook_secrets"]["checkpoint"] = valid
    file.write_text(json.dumps(stored))
