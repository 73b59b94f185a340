"""Logs of every process: structlog for ours, and the same lines for what the libraries log."""

import json
import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

import structlog
import temporalio.activity
import temporalio.workflow
from structlog.typing import EventDict, Processor, WrappedLogger

from models.kernel.visible import in_json, visible
from workers.log_redaction import (
    Raised,
    RedactingFormatter,
    StandardError,
    masked,
    said,
    spellings,
    traced,
    unquoted,
)
from workers.settings import LogFormat, Settings

# At a lower level they write what they send and receive.
_QUIET = {
    "httpx2": logging.WARNING,
    "httpcore2": logging.WARNING,
    "uvicorn.access": logging.WARNING,
    "temporalio": logging.INFO,
    "asyncio": logging.INFO,
    "multipart": logging.WARNING,
    "urllib3": logging.ERROR,
}
# Says in full to which address it did not get through; the answer to the caller says it masked.
_SILENT = ("apprise",)
_OURS = frozenset({"__main__", "activities", "ledger", "projections", "workers", "workflows"})
_WORDS_OF_ERRORS = ("error", "reason", "why")

_log = logging.getLogger(__name__)


def configure(settings: Settings) -> None:
    """Set up logging once, at the start of a process: one line an entry, on standard error.

    Bind what helps to find an entry: `structlog.contextvars.bound_contextvars(consignment=…)`.
    Never log the content of events: they name people and plates. Give an error as a value, not its
    text: `workers/log_redaction.py` says of it what may be said.
    """
    handler = StandardError()
    secrets = spellings(settings.database_url, *_webhook_secrets(settings))
    handler.setFormatter(RedactingFormatter(_formatter(settings.log_format), secrets))
    logging.basicConfig(handlers=[handler], level=settings.log_level, force=True)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(max(level, logging.getLogger().level))
    for name in _SILENT:
        logging.getLogger(name).propagate = False
    _catch_what_would_be_printed()
    # Said once, as fields, instead of as a suffix of every message.
    temporalio.workflow.logger.workflow_info_on_message = False
    temporalio.activity.logger.activity_info_on_message = False
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _webhook_secrets(settings: Settings) -> Iterator[str]:
    """Those of every system, of which one may have several."""
    told = (
        settings.clearance_webhook_secrets,
        settings.checkpoint_webhook_secrets,
        settings.enterprise_webhook_secrets,
    )
    return (secret for secrets in told if secrets for secret in secrets.split())


def _catch_what_would_be_printed() -> None:
    """Warnings quote what they warn of, and an error that nobody catches is printed in full."""
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda lost: _uncaught(
        lost.exc_type, lost.exc_value or lost.exc_type(), lost.exc_traceback
    )
    sys.unraisablehook = lambda lost: _uncaught(
        lost.exc_type, lost.exc_value or lost.exc_type(), lost.exc_traceback
    )


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _log.critical("nobody caught this", exc_info=(kind, error, trace))


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
                structlog.processors.ExceptionRenderer(_rendered),
                structlog.processors.JSONRenderer(_json, ensure_ascii=False),
            ]
        case LogFormat.CONSOLE:
            return [
                structlog.processors.ExceptionRenderer(_rendered),
                _neutral,
                structlog.dev.ConsoleRenderer(
                    colors=sys.stderr.isatty(),
                    exception_formatter=structlog.dev.plain_traceback,
                ),
            ]


def _rendered(exc_info: Raised) -> str:
    return traced(exc_info)


def _name_workflow(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Name the workflow and run of an entry that a workflow or an activity logged."""
    record = event.get("_record")
    for attribute in ("temporal_workflow", "temporal_activity"):
        about = getattr(record, attribute, None)
        if isinstance(about, Mapping):
            event["workflow"] = about.get("workflow_id")
            event["run"] = about.get("run_id") or about.get("workflow_run_id")
    return event


def _say_little(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Of errors, and in the words of libraries, nothing that is quoted."""
    of_a_library = str(event.get("logger", "")).partition(".")[0] not in _OURS
    for name, value in event.items():
        if isinstance(value, BaseException) and name != "exc_info":
            event[name] = said(value)
        elif isinstance(value, str):
            quotes = name in _WORDS_OF_ERRORS or (of_a_library and name == "event")
            event[name] = masked(unquoted(value) if quotes else value)
    return event


_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    _name_workflow,
    structlog.stdlib.add_logger_name,
    structlog.processors.add_log_level,
    _say_little,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
