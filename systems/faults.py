"""How a system misbehaves on request: slow, unavailable, or silent about what it did."""

import asyncio

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SPARED = ("/world", "/health", "/openapi.json", "/docs")
_MUTATING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class FaultPlan(BaseModel):
    """What is to go wrong; each call replaces the plan before."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    latency_ms: int = Field(default=0, ge=0, le=60_000, description="every answer waits so long")
    fail_next: int = Field(default=0, ge=0, description="so many calls are answered 503")
    lose_answer_next: int = Field(
        default=0, ge=0, description="so many mutating calls take effect and are answered 500"
    )
    shut_for: str = Field(
        default="", description="what is asked for this unified number is answered 403"
    )
    duplicate_webhooks: int = Field(
        default=0, ge=0, le=100, description="so many further copies of every webhook"
    )
    reorder_webhooks: bool = Field(
        default=False, description="every other webhook waits until the next one has gone"
    )


class Faults:
    """The plan in force."""

    def __init__(self) -> None:
        self.plan = FaultPlan()

    def refuses(self) -> bool:
        """Tell whether this call is one of those to be answered 503, and count it."""
        if self.plan.fail_next == 0:
            return False
        self.plan.fail_next -= 1
        return True

    def loses_answer(self) -> bool:
        """Tell whether this answer is one of those to be lost, and count it."""
        if self.plan.lose_answer_next == 0:
            return False
        self.plan.lose_answer_next -= 1
        return True


class FaultyAnswers:
    """ASGI middleware that lets the tracker's calls go wrong; the world's own calls are spared."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call, or fail to."""
        if scope["type"] != "http" or scope["path"].startswith(_SPARED):
            await self._app(scope, receive, send)
            return
        await asyncio.sleep(self._faults.plan.latency_ms / 1000)
        if self._faults.refuses():
            await _problem(503, "the system is out of order")(scope, receive, send)
        elif scope["method"] in _MUTATING:
            await self._mutate(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _mutate(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: list[Message] = []
        asked = await _whole(receive)
        if (number := self._faults.plan.shut_for) and number.encode() in asked:
            await _problem(403, "the system is closed for maintenance")(scope, receive, send)
            return

        async def keep(message: Message) -> None:
            answer.append(message)

        async def again() -> Message:
            return {"type": "http.request", "body": asked, "more_body": False}

        await self._app(scope, again, keep)
        if _succeeded(answer) and self._faults.loses_answer():
            await _problem(500, "the answer was lost after the call took effect")(
                scope, receive, send
            )
            return
        for message in answer:
            await send(message)


async def _whole(receive: Receive) -> bytes:
    """The body of a request."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _succeeded(answer: list[Message]) -> bool:
    return any(200 <= message.get("status", 0) < 300 for message in answer)  # noqa: PLR2004


def _problem(status: int, error: str) -> JSONResponse:
    fix = "send the same call again with the same Idempotency-Key"
    return JSONResponse({"error": error, "fix": fix}, status)
