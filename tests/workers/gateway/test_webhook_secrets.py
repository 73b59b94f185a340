"""Each system speaks for itself: its secret is its own, and is good at its own address only."""

import base64
import json
from itertools import permutations
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.kernel.terms import System
from tests.workers.gateway.fixtures import SECRETS, Gateway, message, receipt, signature
from workers.errors import NotConfigured
from workers.gateway.signature import Verifier
from workers.gateway.webhook_secrets import secrets_of
from workers.stack.db_logins import DatabaseLogin
from workers.stack.process_table import COMMANDS, secrets_for
from workers.stack.stack_secrets import open_vault, webhook_secret

NEW = "whsec_YSBuZXcgc2VjcmV0IG9mIHRoZSBjaGVja3BvaW50"


def said_by(system: System) -> str:
    return message(system=system, type="told.by", data={"container_no": "MSKU3070079"})


@pytest.mark.parametrize("holder, spoken_of", list(permutations(System, 2)))
async def test_whoever_holds_the_secret_of_one_system_cannot_speak_as_another(
    gateway: Gateway, holder: System, spoken_of: System
) -> None:
    for body in (said_by(spoken_of), said_by(holder), message(system=None)):
        headers = signature(body.encode(), secret=SECRETS[holder])
        path = f"/webhooks/{spoken_of}"
        response = await gateway.http.post(path, content=body, headers=headers)
        assert response.status_code == 401
    assert await gateway.pool.fetch("select from gateway.messages") == []


@pytest.mark.parametrize("system", System)
async def test_each_system_speaks_for_itself(gateway: Gateway, system: System) -> None:
    response = await gateway.take_of(system, said_by(system))
    assert response.json()["status"] == "delivered"


async def test_a_message_to_its_own_address_cannot_claim_another_sender(gateway: Gateway) -> None:
    response = await gateway.take_of("enterprise", receipt(1, SeqNo="I20250000971587171"))
    assert (response.status_code, "clearance" in response.json()["error"]) == (400, True)


def test_while_a_secret_is_replaced_the_old_and_the_new_one_are_valid() -> None:
    system, body = System.CHECKPOINT, message()
    old = SECRETS[system]

    def accepts(valid: str, signed_with: str) -> bool:
        verifier = Verifier(secrets_of({**SECRETS, system: valid}))
        try:
            verifier.verify(system, signature(body.encode(), secret=signed_with), body)
        except Exception:  # noqa: BLE001 - whatever it is, it was not accepted
            return False
        return True

    steps = [old, f"{old} {NEW}", f"{old},{NEW}", NEW]
    assert [accepts(valid, old) for valid in steps] == [True, True, True, False]
    assert [accepts(valid, NEW) for valid in steps] == [False, True, True, True]


def spelled_otherwise(secret: str) -> str:
    """The same key, without padding."""
    return secret.rstrip("=")


@pytest.mark.parametrize("one, other", list(permutations(System, 2)))
def test_two_systems_that_share_a_secret_are_refused(one: System, other: System) -> None:
    for shared in (SECRETS[one], spelled_otherwise(SECRETS[one])):
        with pytest.raises(NotConfigured, match="in common") as refused:
            secrets_of({**SECRETS, other: f"{NEW} {shared}"})
        assert f"GUOMEN_{one.name}_WEBHOOK_SECRETS" in str(refused.value)
        assert f"GUOMEN_{other.name}_WEBHOOK_SECRETS" in str(refused.value)


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        " , ",
        "whsec_",
        "whsec_a",
        "whsec_c2VzYW1l",
        base64.b64encode(b"without its beginning, but long").decode(),
        f"{NEW} whsec_c2VzYW1l",
        "whsec_" + "ü" * 40,
    ],
)
@pytest.mark.parametrize("system", System)
def test_a_secret_that_is_missing_or_weak_is_named_by_its_setting_and_never_shown(
    system: System, given: str | None
) -> None:
    with pytest.raises(NotConfigured, match=f"GUOMEN_{system.name}_WEBHOOK_SECRETS") as refused:
        secrets_of({**SECRETS, system: given})
    assert "c2VzYW1l" not in str(refused.value)
    assert "YSBuZXcgc" not in str(refused.value)


# --- what the stack hands out --------------------------------------------------------------------


def test_a_stack_gives_each_process_only_the_secrets_it_needs(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    known = {
        name: secrets_for(name, vault.webhook_secrets, vault.world_tokens) for name in COMMANDS
    }
    assert known["tracker"] == known["projector"] == {}
    spoken = {known[system]["GUOMEN_WEBHOOK_SECRET"] for system in System}
    moved = {known[system]["GUOMEN_WORLD_TOKEN"] for system in System}
    assert (len(spoken), len(moved)) == (3, 3)
    accepted = secrets_of(
        {system: known["gateway"][f"GUOMEN_{system.name}_WEBHOOK_SECRETS"] for system in System}
    )
    for system in System:
        body = said_by(system)
        headers = signature(body.encode(), secret=known[system]["GUOMEN_WEBHOOK_SECRET"])
        Verifier(accepted).verify(system, headers, body)
    assert not moved & set(map(str, known["gateway"].values()))


def test_a_system_signs_with_the_first_of_its_secrets_and_the_gateway_takes_all(
    tmp_path: Path,
) -> None:
    vault = open_vault(tmp_path)
    old = vault.webhook_secrets[System.CHECKPOINT][0]
    file = tmp_path / "secrets.json"
    stored = json.loads(file.read_text())
    stored["webhook_secrets"]["checkpoint"].insert(0, NEW)
    file.write_text(json.dumps(stored))

    vault = open_vault(tmp_path)

    given = (vault.webhook_secrets, vault.world_tokens)
    assert secrets_for("checkpoint", *given)["GUOMEN_WEBHOOK_SECRET"] == NEW
    gateway = secrets_for("gateway", *given)["GUOMEN_CHECKPOINT_WEBHOOK_SECRETS"]
    assert gateway.split() == [NEW, old]


def test_a_vault_of_an_older_release_keeps_what_it_has_and_gets_what_it_lacks(
    tmp_path: Path,
) -> None:
    whole = open_vault(tmp_path)
    older = {"postgres_password": "kept", "login_passwords": {"guomen_tracker": "kept as well"}}
    (tmp_path / "secrets.json").write_text(json.dumps({**older, "webhook_secret": "of all"}))

    vault = open_vault(tmp_path)

    assert vault.postgres_password == "kept"
    assert vault.login_passwords[DatabaseLogin.TRACKER] == "kept as well"
    assert set(vault.login_passwords) == set(whole.login_passwords)
    assert vault == open_vault(tmp_path)


@pytest.mark.parametrize(
    "spoilt",
    [
        '{"webhook_secrets": {"checkpoint": []}}',
        '{"webhook_secrets": {"checkpoint": ["whsec_sesame", 7]}}',
        '{"webhook_secrets": {"customs": ["whsec_sesame"]}}',
        '{"webhook_secrets": "whsec_sesame"}',
        '["whsec_sesame"]',
        '{"webhook_secrets": "whsec_sesame',
    ],
)
def test_a_vault_that_was_spoilt_by_hand_is_refused_and_not_shown(
    tmp_path: Path, spoilt: str
) -> None:
    (tmp_path / "secrets.json").write_text(spoilt)
    with pytest.raises(ValidationError) as refused:
        open_vault(tmp_path)
    assert "sesame" not in str(refused.value)
    assert (tmp_path / "secrets.json").read_text() == spoilt


def test_no_two_secrets_that_are_made_are_equal() -> None:
    assert len({webhook_secret() for _ in range(50)}) == 50
