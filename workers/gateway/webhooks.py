"""The HTTP interface of the gateway: webhooks, and a health check.

What came in is seen by `guomen messages`, which asks the database with a login of its own.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from ledger import LedgerUnavailable
from models.inbound.dangers import Peril
from models.inbound.inbound_message import IntakeError, TranslatedMessage, parts, translate
from models.kernel.limits import LARGEST_FACT, MIB
from models.kernel.terms import System
from workers.gateway.delivery import Delivery
from workers.gateway.letters import SETTLED, MessageStatus
from workers.gateway.oversized import Unheard
from workers.gateway.rate_limits import PeerRate, Rates, peer_of
from workers.gateway.signature import Verifier
from workers.gateway.strict_json import parsed
from workers.gateway.webhook_errors import (
    LengthUnknown,
    NotAccepted,
    NotAuthentic,
    NotPlain,
    NotReadable,
    NotTimely,
    TooLarge,
    TooSlow,
    UnknownSystem,
    WebhookProblem,
    answer_of,
    problem,
)
from workers.gateway.webhook_store import WebhookStore

LARGEST_BODY = MIB
"""More than that is not even read; what is larger than a fact may be is kept, not delivered."""
BODY_SECONDS = 10.0
PULSE_SECONDS = 1.0

_logger = structlog.get_logger(__name__)


class WebhookAnswer(BaseModel):
    """What became of a webhook: delivered, parked (kept, tried again by us) or duplicate.

    Of a truck with two boxes `consignment` is that of the first; `kept` is what concerns no box.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    status: str
    consignment: str | None


class GatewayHealth(BaseModel):
    """The gateway takes messages in; anybody may know that, and no more."""

    status: str = "ok"


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": WebhookProblem} for status in (400, 401, 404, 408, 411, 413, 415, 429, 503)
}


def create_app(
    inbox: WebhookStore, delivery: Delivery, verifier: Verifier, rates: Rates
) -> FastAPI:
    """The gateway as an ASGI application; who runs it also runs `delivery.run`."""
    # No pages for browsers: who sends webhooks has read docs/operations.md.
    app = FastAPI(title="guomen gateway", responses=_PROBLEMS, openapi_url=None)
    app.add_middleware(PeerRate, rates=rates)
    _explain_refusals(app, rates)
    pulse = _Pulse(inbox.answers)

    @app.post("/webhooks/{system}", status_code=202)
    async def take(system: str, request: Request) -> WebhookAnswer:
        """Take one message: it is kept before this answers, and answered 202 only if it is kept."""
        sender = _sender(system)
        body = await _body(request)
        raw = _text(body)
        signed_id = await _verified(verifier, inbox, rates, sender, request.headers, raw)
        await rates.require_system(sender)
        if len(body) > LARGEST_FACT:
            await inbox.set_aside(sender, signed_id, body)
            raise _too_large(LARGEST_FACT, "it is kept, and operations are told; ")
        try:
            intake, told = _intake(sender, raw, signed_id)
        except NotReadable:
            # It is the system's own word, and may be an alarm: somebody has to read it.
            await inbox.set_aside(sender, signed_id, body, Unheard.UNREADABLE)
            raise
        return await _keep_and_deliver(inbox, delivery, intake, told, raw)

    @app.get("/health")
    async def health() -> GatewayHealth:
        """Whether messages can be kept: 503 when the database is silent."""
        await pulse.feel()
        return GatewayHealth()

    return app


async def _verified(  # noqa: PLR0913, PLR0917 - whatever a signature is held against
    verifier: Verifier,
    inbox: WebhookStore,
    rates: Rates,
    sender: System,
    headers: Mapping[str, str],
    raw: str,
) -> str:
    """The signed id; a signature that does not fit is noted, for it may be the system after all."""
    try:
        return verifier.verify(sender, headers, raw)
    except (NotAuthentic, NotTimely) as error:
        why = "timestamp" if isinstance(error, NotTimely) else "signature"
        if await rates.may_note(f"{sender} {why}"):
            with contextlib.suppress(LedgerUnavailable):
                await inbox.refused(sender, why, error.error)
        raise


class _Pulse:
    """Whether the database answers, asked once a second at most however many want to know."""

    def __init__(self, ask: Callable[[], Awaitable[None]]) -> None:
        self._ask = ask
        self._asking = asyncio.Lock()
        self._good_until = 0.0
        self._silence: LedgerUnavailable | None = None

    async def feel(self) -> None:
        """Return while it answers.

        Raises:
            LedgerUnavailable: it does not.
        """
        async with self._asking:
            if time.monotonic() > self._good_until:
                await self._look()
        if self._silence is not None:
            raise self._silence

    async def _look(self) -> None:
        try:
            await self._ask()
        except LedgerUnavailable as silence:
            self._silence = silence
        else:
            self._silence = None
        self._good_until = time.monotonic() + PULSE_SECONDS


async def _keep_and_deliver(
    inbox: WebhookStore,
    delivery: Delivery,
    intake: TranslatedMessage,
    told: Sequence[TranslatedMessage],
    raw: str,
) -> WebhookAnswer:
    stored = await inbox.store(intake, raw)
    identity = intake.message_id
    log = _logger.bind(system=stored.key.system, message=identity)
    if stored.contradicts:
        log.warning("the same id came with other content: both are kept and passed on")
    if stored.status in SETTLED:
        return WebhookAnswer(id=identity, status="duplicate", consignment=stored.consignment)
    outcome = await delivery.attempt(stored.key, told)
    if outcome.status is MessageStatus.DELIVERED:
        return WebhookAnswer(id=identity, status="delivered", consignment=outcome.consignment)
    if outcome.status is MessageStatus.DISCARDED:
        return WebhookAnswer(id=identity, status="kept", consignment=None)
    log.info("message parked", consignment=outcome.consignment, reason=outcome.error)
    return WebhookAnswer(id=identity, status="parked", consignment=outcome.consignment)


def _sender(name: str) -> System:
    try:
        return System(name)
    except ValueError:
        known = ", ".join(f"/webhooks/{system}" for system in System)
        raise UnknownSystem(f"no system is called {name[:40]!r}", f"send to {known}") from None


async def _body(request: Request) -> bytes:
    _require_plain(request)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _small(request)
    except TimeoutError:
        raise TooSlow(BODY_SECONDS) from None


def _require_plain(request: Request) -> None:
    if "transfer-encoding" in request.headers:
        raise LengthUnknown
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise NotPlain("the body is compressed or encoded", "send the JSON as it is")
    # What says that it is too large is not read at all.
    if not _is_small(request.headers.get("content-length", "0")):
        raise _too_large(LARGEST_BODY)


def _is_small(length: str) -> bool:
    return (
        length.isdecimal() and len(length) <= len(str(LARGEST_BODY)) and int(length) <= LARGEST_BODY
    )


async def _small(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise _too_large(LARGEST_BODY)
    return bytes(body)


def _too_large(most: int, kept: str = "") -> TooLarge:
    error = f"the body is larger than {most} bytes"
    return TooLarge(error, f"{kept}send one message, and files by reference")


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise NotReadable(f"the body is not UTF-8 ({error.reason})", "send UTF-8") from error


def _intake(
    system: System, raw: str, signed_id: str
) -> tuple[TranslatedMessage, tuple[TranslatedMessage, ...]]:
    """The message as a whole, as it is stored, and what it tells box by box."""
    try:
        message = parsed(raw)
        intake, told = translate(system, message), parts(system, message)
    except IntakeError as error:
        raise NotReadable(f"{error.field} {error.wrong}", error.fix) from error
    except ValueError as error:
        # Whatever no translation has foreseen is a fault of the message all the same.
        wrong = f"the message holds a value that cannot be ({type(error).__name__})"
        raise NotReadable(wrong, "send times since 2000 and numbers as they are printed") from error
    if intake.message_id != signed_id:
        raise NotReadable(
            f"webhook-id is {signed_id[:128]!r}, the id in the body is {intake.message_id!r}",
            "put the same id in both places",
        )
    if len(told) != 1:
        # Two boxes on a truck are no message that nobody can read, and an empty truck no danger.
        perils = {each.danger for each in told if each.danger is not None}
        worst = next((peril for peril in Peril if peril in perils), None)
        intake = intake.model_copy(update={"danger": worst})
    return intake, told


def _explain_refusals(app: FastAPI, rates: Rates) -> None:
    @app.exception_handler(NotAccepted)
    async def refused(request: Request, error: NotAccepted) -> JSONResponse:
        if await rates.may_log(peer_of(request)):
            about = {"path": request.url.path[:100], "peer": peer_of(request)}
            _logger.warning("refused", **about, status=error.status, error=error.error)
        return answer_of(error)

    @app.exception_handler(ClientDisconnect)
    async def gone(request: Request, _: ClientDisconnect) -> Response:
        # Nobody reads this answer; it is only that nothing went wrong here.
        _logger.debug("the sender went away", peer=peer_of(request))
        return Response(status_code=400)

    @app.exception_handler(LedgerUnavailable)
    async def silent(_: Request, error: LedgerUnavailable) -> JSONResponse:
        _logger.warning("the database is silent", error=str(error))
        fix = "send it again in a second"
        return problem(503, "the message cannot be kept now", fix, {"retry-after": "1"})

    @app.exception_handler(HTTPException)
    async def not_served(request: Request, error: HTTPException) -> JSONResponse:
        wrong = f"{request.method[:20]} {request.url.path[:100]}: {error.detail}"
        paths = ", ".join(f"POST /webhooks/{system}" for system in System)
        served = f"there are {paths} and GET /health"
        return problem(error.status_code, wrong, served, dict(error.headers or {}))
