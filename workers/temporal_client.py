"""Connects to Temporal: for the processes, and for the command, which needs no more of them."""

import logging
from functools import cache

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.envconfig import ClientConfig
from temporalio.runtime import LogForwardingConfig, LoggingConfig, Runtime, TelemetryConfig

from workers.settings import Settings


async def connect(settings: Settings, *, lazy: bool = False) -> Client:
    """A client by environment or `temporalio.envconfig` profile, with the pydantic converter.

    A lazy one connects with its first call: for who can do useful work before.
    """
    config = ClientConfig.load_client_connect_config()
    if settings.temporal_address is not None:
        config["target_host"] = settings.temporal_address
    if settings.temporal_namespace is not None:
        config["namespace"] = settings.temporal_namespace
    config.setdefault("target_host", "localhost:7233")
    return await Client.connect(
        **config, data_converter=pydantic_data_converter, lazy=lazy, runtime=_runtime()
    )


@cache
def _runtime() -> Runtime:
    """Its core logs through us and without its fields: those hold failures with all they say."""
    forwarding = LogForwardingConfig(
        logging.getLogger("temporalio.core"), append_log_fields_to_message=False
    )
    logs = LoggingConfig(filter=LoggingConfig.default.filter, forwarding=forwarding)
    return Runtime(telemetry=TelemetryConfig(logging=logs))
