"""The command line of one system: `python -m systems.clearance --port 8701`."""

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from typing import NoReturn

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError

from systems import logs
from systems.event_intake import listed
from systems.settings import SystemSettings

_DRAIN_S = 10
_SET = (
    "set GUOMEN_WEBHOOK_SECRET to whsec_<base64>, and GUOMEN_WORLD_TOKEN to 16 characters or more"
    " if anybody is to move this system"
)
_OWNER_ONLY = 0o077


def serve(
    name: str,
    port: int,
    create_app: Callable[[SystemSettings], FastAPI],
    arguments: Sequence[str] | None = None,
) -> None:
    """Serve one system until SIGTERM or SIGINT, finish what is being answered, exit 0."""
    parser = _parser(name, port)
    asked = parser.parse_args(arguments)
    given = {"gateway_url": asked.gateway, "state_file": asked.data}
    try:
        settings = SystemSettings(**{key: value for key, value in given.items() if value})
    except ValidationError as error:
        parser.error(f"{listed(error)}; {_SET}")
    logs.configure()
    os.umask(_OWNER_ONLY)
    # uvicorn drains on a signal and then raises it again: that second one must end in exit 0.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    uvicorn.run(
        create_app(settings),
        host=asked.host,
        port=asked.port,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=_DRAIN_S,
    )


def _parser(name: str, port: int) -> ArgumentParser:
    parser = ArgumentParser(prog=f"python -m systems.{name}", description=f"simulated {name}")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=port)
    parser.add_argument("--gateway", metavar="URL", help="default: GUOMEN_GATEWAY_URL")
    parser.add_argument("--data", metavar="FILE", help="keep the state here; default: in memory")
    return parser


def _leave(*_: object) -> NoReturn:
    sys.exit(0)
