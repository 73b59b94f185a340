"""The secrets of an embedded stack: made up on first use, kept in the data folder."""

import base64
import secrets
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from ledger import signing
from models.kernel.terms import System
from workers.stack.db_logins import DatabaseLogin


class Vault(BaseModel):
    """What nobody else may know; kept in `secrets.json`, readable by its owner only.

    Of a system's webhook secrets the first is the one that it signs with; the gateway takes all.
    A world token lets the demo move a simulated system.
    """

    # Somebody edits the file to replace a secret: a mistake must not print it.
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    postgres_password: str
    login_passwords: dict[DatabaseLogin, str]
    webhook_secrets: dict[System, Annotated[list[str], Field(min_length=1)]]
    world_tokens: dict[System, str]

    def __repr__(self) -> str:
        return "Vault(…)"


_STORED: TypeAdapter[dict[str, object]] = TypeAdapter(
    dict[str, object], config=ConfigDict(hide_input_in_errors=True)
)


def open_vault(data: Path) -> Vault:
    """The secrets of this data folder; made up when there are none."""
    path = data / "secrets.json"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text("{}")
    stored = _STORED.validate_json(path.read_bytes())
    vault = _completed(stored)
    if vault.model_dump(mode="json") != stored:
        path.write_text(vault.model_dump_json(indent=2))
    return vault


def _completed(stored: dict[str, object]) -> Vault:
    """A release may bring a secret that the folder is older than."""
    made_up = _make_up().model_dump(mode="json")
    return Vault.model_validate(
        {name: _kept(stored.get(name), new) for name, new in made_up.items()}
    )


def _kept(stored: object, new: object) -> object:
    if isinstance(stored, dict) and isinstance(new, dict):
        return {**new, **stored}
    return new if stored is None else stored


def seal_key(data: Path) -> Path:
    """The file with the key that signs the seals; made up when there is none.

    A file of its own, so that it can lie elsewhere: who has it and the database can rewrite both.
    """
    path = data / "seal.key"
    if not path.exists():
        signing.make(path)
    return path


def webhook_secret() -> str:
    """A new secret for a system to sign with, as Standard Webhooks writes it."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"


def _make_up() -> Vault:
    return Vault(
        postgres_password=secrets.token_urlsafe(24),
        login_passwords={login: secrets.token_urlsafe(24) for login in DatabaseLogin},
        webhook_secrets={system: [webhook_secret()] for system in System},
        world_tokens={system: secrets.token_urlsafe(24) for system in System},
    )
