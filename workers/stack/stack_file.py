"""Where the parts of a running stack are: `stack.json`, for commands in other shells."""

import fcntl
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from workers.stack.db_logins import DatabaseLogin

_TRIES = 5
_PAUSE_S = 0.02


class Addresses(BaseModel):
    """How to reach each part; the names of the environment variables are the aliases."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    database_url: str = Field(alias="DATABASE_URL", repr=False)  # with a login that only reads
    temporal_address: str = Field(alias="TEMPORAL_ADDRESS")
    temporal_ui: str = Field(alias="GUOMEN_TEMPORAL_UI")
    gateway_url: str = Field(alias="GUOMEN_GATEWAY_URL")
    clearance_url: str = Field(alias="GUOMEN_CLEARANCE_URL")
    checkpoint_url: str = Field(alias="GUOMEN_CHECKPOINT_URL")
    enterprise_url: str = Field(alias="GUOMEN_ENTERPRISE_URL")
    seal_key: Path = Field(alias="GUOMEN_SEAL_KEY")
    draw_keys: Path = Field(alias="GUOMEN_DRAW_KEYS")
    officers: Path | None = Field(None, alias="GUOMEN_OFFICERS")

    def environment(self) -> dict[str, str]:
        """The same as environment variables, for child processes."""
        named = self.model_dump(by_alias=True, exclude_none=True).items()
        return {name: str(value) for name, value in named}


class StackFile(BaseModel):
    """What `stack.json` holds: the addresses, the database by login, and the process ids."""

    model_config = ConfigDict(frozen=True)

    pid: int
    addresses: Addresses
    databases: Mapping[DatabaseLogin, str] = Field(repr=False)
    children: dict[str, int]

    def write(self, data: Path) -> None:
        """Replace the file at once: a reader never sees half of it."""
        draft = data / "stack.json.new"
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(json.dumps(self.model_dump(by_alias=True, mode="json"), indent=2))
        draft.rename(data / "stack.json")


def running(data: Path) -> StackFile | None:
    """The stack that runs on this data folder; a file left by a killed one does not count."""
    try:
        if _taken(data):
            return StackFile.model_validate_json((data / "stack.json").read_text())
    except FileNotFoundError:
        # There has been no stack here, or one is just being started or stopped.
        return None
    return None


def _taken(data: Path) -> bool:
    with (data / "stack.lock").open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def take(data: Path) -> int | None:
    """Lock the data folder while the descriptor is open; None when another process has it."""
    descriptor = os.open(data / "stack.lock", os.O_RDWR | os.O_CREAT, 0o600)
    # Who asks whether a stack runs holds the lock for an instant: that is no reason to give up.
    for _ in range(_TRIES):
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        time.sleep(_PAUSE_S)
    os.close(descriptor)
    return None
