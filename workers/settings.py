"""The settings of a process: one frozen model, read once at its start and passed on."""

import os
from enum import StrEnum
from pathlib import Path

from pydantic import AliasChoices, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from models.language import SEMICOLON, Language, Sentence, form, listed
from workers.addresses import running
from workers.complaints import MALFORMED, NOT_SET
from workers.errors import NotConfigured


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
    clearance_url: str = "http://127.0.0.1:8701"
    checkpoint_url: str = "http://127.0.0.1:8702"
    enterprise_url: str = "http://127.0.0.1:8703"
    gateway_url: str = "http://127.0.0.1:8700"
    temporal_ui: str = "http://127.0.0.1:8233"
    webhook_secret: str | None = Field(None, repr=False)
    log_format: LogFormat = LogFormat.CONSOLE
    log_level: str = "INFO"
    lang: Language = Language.BOTH
    seal_key: Path | None = None
    seal_events: int = Field(10_000, ge=1)
    seal_minutes: int = Field(15, ge=1)
    reconcile_minutes: int = Field(30, ge=1)
    health_minutes: int = Field(5, ge=1)
    officers: Path | None = None
    import_rate: int = Field(50, ge=1)
    notices: Path | None = None
    data: Path = Path(".guomen")

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
    return MALFORMED.of(variable=variable, value=repr(error["input"]), why=error["msg"])
