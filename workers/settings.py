"""The settings of a process: one frozen model, read once at its start and passed on."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AliasChoices, BeforeValidator, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from models.kernel.language import SEMICOLON, Language, Sentence, form, listed
from workers.errors import NotConfigured
from workers.log_redaction import HIDDEN
from workers.stack.stack_file import running
from workers.texts import MALFORMED, NOT_SET
from workflows.task_queues import Queue


def _named(given: object) -> object:
    """`clearance, checkpoint` as the environment has it; empty is as if it were not set."""
    if not isinstance(given, str):
        return given
    return frozenset(filter(None, map(str.strip, given.split(",")))) or frozenset(Queue)


_NO_ADDRESS = (
    "no address like postgresql://login:password@host:port/database; in the password every sign "
    "but letters, digits, '-', '.', '_' and '~' is written as % and two hex digits"
)
_SECRETS = frozenset({"DATABASE_URL"})


class LogFormat(StrEnum):
    """How a process writes its log: for eyes, or for machines."""

    CONSOLE = "console"
    JSON = "json"


class Settings(BaseSettings):
    """From the environment; what is absent there, from the stack that runs on the data folder.

    The connection to Temporal may also come from a `TEMPORAL_PROFILE` (temporalio.envconfig);
    `temporal_address` and `temporal_namespace` are None when the environment does not name them.
    """

    model_config = SettingsConfigDict(
        env_prefix="GUOMEN_", frozen=True, populate_by_name=True, extra="ignore"
    )

    database_url: str = Field(validation_alias=AliasChoices("DATABASE_URL"), repr=False)
    temporal_address: str | None = Field(None, validation_alias=AliasChoices("TEMPORAL_ADDRESS"))
    temporal_namespace: str | None = Field(
        None, validation_alias=AliasChoices("TEMPORAL_NAMESPACE")
    )
    task_queue: str = "guomen"
    queues: Annotated[frozenset[Queue], NoDecode, BeforeValidator(_named)] = frozenset(Queue)
    clearance_url: str = "http://127.0.0.1:8701"
    checkpoint_url: str = "http://127.0.0.1:8702"
    enterprise_url: str = "http://127.0.0.1:8703"
    gateway_url: str = "http://127.0.0.1:8700"
    temporal_ui: str = "http://127.0.0.1:8233"
    clearance_webhook_secrets: str | None = Field(None, repr=False)
    checkpoint_webhook_secrets: str | None = Field(None, repr=False)
    enterprise_webhook_secrets: str | None = Field(None, repr=False)
    gateway_system_rate: int = Field(200, ge=1)
    gateway_peer_rate: int = Field(500, ge=1)
    dead_letter_hours: int = Field(72, ge=1)
    log_format: LogFormat = LogFormat.CONSOLE
    log_level: str = "INFO"
    lang: Language = Language.BOTH
    seal_key: Path | None = None
    draw_keys: Path | None = None
    seal_events: int = Field(10_000, ge=1)
    seal_minutes: int = Field(15, ge=1)
    reconcile_minutes: int = Field(30, ge=1)
    health_minutes: int = Field(5, ge=1)
    officers: Path | None = None
    workflow_cache: int = Field(1000, ge=0)
    import_rate: int = Field(50, ge=1)
    notices: Path | None = None
    data: Path = Path(".guomen")

    @field_validator("database_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        # Otherwise the driver fails on a part of it, and says which: of the password, perhaps.
        try:
            parts = urlsplit(url)
            known = parts.scheme in {"postgresql", "postgres"}
            # A password that is not written as it must be ends the login early.
            rest = f"{parts.path}{parts.query}{parts.fragment}"
            sound = known and parts.port != 0 and not parts.fragment and "@" not in rest
        except ValueError:
            sound = False
        if not sound:
            raise ValueError(_NO_ADDRESS)
        return url

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the running stack; no other files."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, InitSettingsSource(settings_cls, _of_running_stack())


def read() -> Settings:
    """The settings of this process.

    Raises:
        NotConfigured: a required one is missing (the message says how to get it), or is malformed.
    """
    try:
        return Settings.model_validate({})
    except ValidationError as error:
        wrong = listed((_complaint(each) for each in error.errors()), SEMICOLON)
        raise NotConfigured(form("{wrong}"), wrong=wrong) from error


def _of_running_stack() -> dict[str, object]:
    stack = running(Path(os.environ.get("GUOMEN_DATA", ".guomen")))
    return {} if stack is None else stack.addresses.model_dump()


def _complaint(error: ErrorDetails) -> Sentence:
    name = str(error["loc"][0])
    variable = name if name.isupper() else f"GUOMEN_{name.upper()}"
    if error["type"] == "missing":
        return NOT_SET.of(variable=variable)
    field = Settings.model_fields.get(name)
    # What must not be shown is not shown when it is wrong either.
    secret = variable in _SECRETS or (field is not None and not field.repr)
    value = HIDDEN if secret else repr(error["input"])
    return MALFORMED.of(variable=variable, value=value, why=error["msg"])
