"""The secrets of an embedded stack: made up on first use, kept in the data folder."""

import base64
import secrets
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ledger import signing
from workers.logins import Login


class Vault(BaseModel):
    """What nobody else may know; kept in `secrets.json`, readable by its owner only."""

    model_config = ConfigDict(frozen=True)

    postgres_password: str
    login_passwords: dict[Login, str]
    webhook_secret: str

    def __repr__(self) -> str:
        return "Vault(…)"


def open_vault(data: Path) -> Vault:
    """The secrets of this data folder; made up when there are none."""
    path = data / "secrets.json"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(_make_up().model_dump_json(indent=2))
    vault = Vault.model_validate_json(path.read_text())
    return vault if set(Login) <= set(vault.login_passwords) else _completed(vault, path)


def _completed(vault: Vault, path: Path) -> Vault:
    """A release may bring a login that the folder is older than."""
    new = {login: secrets.token_urlsafe(24) for login in Login}
    completed = vault.model_copy(update={"login_passwords": {**new, **vault.login_passwords}})
    path.write_text(completed.model_dump_json(indent=2))
    return completed


def seal_key(data: Path) -> Path:
    """The file with the key that signs the seals; made up when there is none.

    A file of its own, so that it can lie elsewhere: who has it and the database can rewrite both.
    """
    path = data / "seal.key"
    if not path.exists():
        signing.make(path)
    return path


def _make_up() -> Vault:
    signing_key = base64.b64encode(secrets.token_bytes(24)).decode()
    return Vault(
        postgres_password=secrets.token_urlsafe(24),
        login_passwords={login: secrets.token_urlsafe(24) for login in Login},
        webhook_secret=f"whsec_{signing_key}",
    )
