"""Notices to send, and a place that takes them: a real HTTP server with a memory."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest
from pydantic import TypeAdapter

from models.kernel.notification import Notification
from models.kernel.terms import EscalationLevel, Party
from models.notifications.notice import Notice
from models.notifications.request import NotificationRequest

TEA_TIME = datetime(2026, 3, 4, 7, 0, tzinfo=UTC)
"""A Wednesday, 15:00 in China."""


def alarm(level: EscalationLevel = EscalationLevel.L2, **changed: Any) -> Notification:
    """A level of the escalation policy on the road."""
    usual = {
        "key": str(uuid4()),
        "party": Party.CHECKPOINT_OFFICER,
        "level": level,
        "subject": f"D08 L{level}",
        "box": "CSQU3054383",
        "at": TEA_TIME,
        "kind": "escalation-raised",
        "said": {
            "deadline": "D08",
            "level": str(int(level)),
            "due": TEA_TIME.isoformat(),
            "answer_by": "2026-03-04T09:00:00Z",
        },
    }
    return TypeAdapter(Notification).validate_python({**usual, **changed})


def notice(level: EscalationLevel = EscalationLevel.L2, **changed: Any) -> Notice:
    """The same, as it travels."""
    about = {name: changed.pop(name) for name in ("emergency", "number") if name in changed}
    return Notice(
        about="consignment",
        number=about.get("number", "NB26-000012"),
        alarm=alarm(level, **changed),
        stage="ROAD",
        emergency=about.get("emergency", False),
    )


def batch(*alarms: Notification, number: str = "NB26-000012") -> NotificationRequest:
    """What a workflow asks people to be told."""
    return NotificationRequest(number=number, at=TEA_TIME, notifications=alarms, stage="ROAD")


@dataclass
class Sink:
    """Remembers what was posted; answers 500 as often as it is told to."""

    port: int
    failures: int = 0
    taken: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "") -> str:
        """Where apprise finds it."""
        return f"json://127.0.0.1:{self.port}/{path}"

    @property
    def titles(self) -> list[str]:
        """What has come."""
        return [str(each["title"]) for each in self.taken]


@contextmanager
def sink(*, open_: bool = True) -> Iterator[Sink]:
    """A sink that runs; one that is not open lets everybody wait until its gate is set."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.gate.wait(60)
            refused = found.failures > 0
            found.failures -= refused
            if not refused:
                found.taken.append(json.loads(body))
                found.paths.append(self.path)
            self.send_response(500 if refused else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Sink(server.server_address[1])
    if open_:
        found.gate.set()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield found
    finally:
        found.gate.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is posted to this machine stays on it, whatever its environment says."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def taking(no_proxy: None) -> Iterator[Sink]:
    """A place that takes what is posted."""
    del no_proxy
    with sink() as found:
        yield found
