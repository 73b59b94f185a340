"""Logs of every process: structlog for ours, and the same lines for what the libraries log."""

import json
import logging
import sys
from collections.abc import Mapping
from typing import Any

import structlog
import temporalio.activity
import temporalio.workflow
from structlog.typing import EventDict, Processor, WrappedLogger

from models.visible import in_json, visible
from workers.settings import LogFormat, Settings

_QUIET = {
    "httpx2": logging.WARNING,
    "httpcore2": logging.WARNING,
    "uvicorn.access": logging.WARNING,
}


def configure(settings: Settings) -> None:
    """Set up logging once, at the start of a process: one line an entry, on standard error.

    Bind what helps to find an entry: `structlog.contextvars.bound_contextvars(consignment=…)`.
    Never log the content of events: they name people and plates.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(settings.log_format))
    logging.basicConfig(handlers=[handler], level=settings.log_level, force=True)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
    # Said once, as fields, instead of as a suffix of every message.
    temporalio.workflow.logger.workflow_info_on_message = False
    temporalio.activity.logger.activity_info_on_message = False
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _formatter(log_format: LogFormat) -> logging.Formatter:
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED, processors=[strip, *_renderers(log_format)]
    )


def _json(entry: object, **options: Any) -> str:  # noqa: ANN401 - those of `json.dumps`
    return in_json(json.dumps(entry, **options))


def _neutral(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Nothing that an entry quotes does anything in the terminal of whoever reads the log."""
    return {
        name: value if isinstance(value, bool | int | float | None) else _plain(name, value)
        for name, value in event.items()
    }


def _plain(name: str, value: object) -> str:
    # Only a traceback has lines: another line would look like an entry of its own.
    return visible(str(value), "\n\t" if name in {"exception", "stack"} else "")


def _renderers(log_format: LogFormat) -> list[Processor]:
    match log_format:
        case LogFormat.JSON:
            return [
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(_json, ensure_ascii=False),
            ]
        case LogFormat.CONSOLE:
            return [
                structlog.processors.format_exc_info,
                _neutral,
                structlog.dev.ConsoleRenderer(
                    colors=sys.stderr.isatty(),
                    exception_formatter=structlog.dev.plain_traceback,
                ),
            ]


def _name_workflow(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Name the workflow and run of an entry that a workflow or an activity logged."""
    record = event.get("_record")
    for attribute in ("temporal_workflow", "temporal_activity"):
        about = getattr(record, attribute, None)
        if isinstance(about, Mapping):
            event["workflow"] = about.get("workflow_id")
            event["run"] = about.get("run_id") or about.get("workflow_run_id")
    return event


_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    _name_workflow,
    structlog.stdlib.add_logger_name,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
