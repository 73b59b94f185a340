"""The secrets of an embedded stack: made up on first use, kept in the data folder."""

import base64
import secrets
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Vault(BaseModel):
    """What nobody else may know; kept in `secrets.json`, readable by its owner only."""

    model_config = ConfigDict(frozen=True)

    postgres_password: str
    webhook_secret: str

    def __repr__(self) -> str:
        return "Vault(…)"


def open_vault(data: Path) -> Vault:
    """The secrets of this data folder; made up when there are none."""
    path = data / "secrets.json"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(_make_up().model_dump_json(indent=2))
    return Vault.model_validate_json(path.read_text())


def _make_up() -> Vault:
    signing_key = base64.b64encode(secrets.token_bytes(24)).decode()
    return Vault(postgres_password=secrets.token_urlsafe(24), webhook_secret=f"whsec_{signing_key}")
