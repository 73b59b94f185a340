"""The gateway's HTTP interface: webhooks of the systems, and what operators ask about them."""

from typing import Annotated, Any

import structlog
from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, JsonValue
from starlette.exceptions import HTTPException

from ledger import LedgerUnavailable
from models import plain_json
from models.intake import Intake, IntakeError, translate
from models.terms import System
from workers.delivery import Delivery
from workers.inbox import Entry, Heard, Inbox, Status
from workers.refusals import NotAccepted, NotReadable, TooLarge, UnknownSystem
from workers.signature import Verifier

LARGEST_BODY = 64 * 1024

_logger = structlog.get_logger(__name__)


class Answer(BaseModel):
    """What became of a webhook: delivered, parked (kept, tried again by us) or duplicate."""

    model_config = ConfigDict(frozen=True)

    id: str
    status: str
    consignment: str | None


class Problem(BaseModel):
    """Every refusal: what is wrong, and what to do."""

    error: str
    fix: str


class Page(BaseModel):
    """Messages in order of arrival; ask on with `after` = the number of the last one."""

    messages: list[Entry]


class Health(BaseModel):
    """The gateway takes messages in; so many wait for their consignment."""

    status: str = "ok"
    waiting: dict[Status, int]


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem} for status in (400, 401, 404, 413, 503)
}


def create_app(inbox: Inbox, delivery: Delivery, verifier: Verifier) -> FastAPI:
    """The gateway as an ASGI application; who runs it also runs `delivery.run`."""
    app = FastAPI(title="guomen gateway", responses=_PROBLEMS)
    _explain_refusals(app)

    @app.post("/webhooks/{system}", status_code=202)
    async def take(system: str, request: Request) -> Answer:
        """Take one message: it is kept before this answers, and answered 202 only if it is kept."""
        sender = _sender(system)
        raw = _text(await _body(request))
        signed_id = verifier.verify(request.headers, raw)
        intake = _intake(sender, raw, signed_id)
        return await _keep_and_deliver(inbox, delivery, intake, raw)

    @app.get("/messages")
    async def messages(
        status: Status = Status.PARKED,
        after: int = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> Page:
        """Messages of one status, without their content."""
        return Page(messages=await inbox.entries(status, after=after, limit=limit))

    @app.get("/last-heard")
    async def last_heard() -> dict[System, Heard | None]:
        """When each system was last heard from."""
        return await inbox.last_heard()

    @app.get("/health")
    async def health() -> Health:
        """Whether messages can be kept: 503 when the database is silent."""
        return Health(waiting=await inbox.backlog())

    return app


async def _keep_and_deliver(inbox: Inbox, delivery: Delivery, intake: Intake, raw: str) -> Answer:
    stored = await inbox.store(intake, raw)
    identity = intake.message_id
    log = _logger.bind(system=stored.key.system, message=identity)
    if stored.contradicts:
        log.warning("the same id came with other content: both are kept and passed on")
    if stored.status is Status.DELIVERED:
        return Answer(id=identity, status="duplicate", consignment=stored.consignment)
    outcome = await delivery.attempt(stored.key, intake)
    if outcome.status is Status.DELIVERED:
        return Answer(id=identity, status="delivered", consignment=outcome.consignment)
    log.info("message parked", consignment=outcome.consignment, reason=outcome.error)
    return Answer(id=identity, status="parked", consignment=outcome.consignment)


def _sender(name: str) -> System:
    try:
        return System(name)
    except ValueError:
        known = ", ".join(f"/webhooks/{system}" for system in System)
        raise UnknownSystem(f"no system is called {name[:40]!r}", f"send to {known}") from None


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise TooLarge(
                f"the body is larger than {LARGEST_BODY} bytes",
                "send one message, and files by reference",
            )
    return bytes(body)


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise NotReadable(f"the body is not UTF-8 ({error.reason})", "send UTF-8") from error


def _intake(system: System, raw: str, signed_id: str) -> Intake:
    try:
        intake = translate(system, _parsed(raw))
    except IntakeError as error:
        raise NotReadable(f"{error.field} {error.wrong}", error.fix) from error
    if intake.message_id != signed_id:
        raise NotReadable(
            f"webhook-id is {signed_id[:128]!r}, the id in the body is {intake.message_id!r}",
            "put the same id in both places",
        )
    return intake


def _parsed(raw: str) -> dict[str, JsonValue]:
    try:
        message = plain_json.loads(raw)
    except ValueError as error:
        raise NotReadable(f"the body is not JSON ({error})", "send one JSON object") from error
    if not isinstance(message, dict):
        raise NotReadable(f"the body is a JSON {type(message).__name__}", "send one JSON object")
    return message


def _explain_refusals(app: FastAPI) -> None:
    @app.exception_handler(NotAccepted)
    async def refused(request: Request, error: NotAccepted) -> JSONResponse:
        _logger.warning("refused", path=request.url.path, status=error.status, error=error.error)
        return _problem(error.status, error.error, error.fix)

    @app.exception_handler(LedgerUnavailable)
    async def silent(_: Request, error: LedgerUnavailable) -> JSONResponse:
        _logger.warning("the database is silent", error=str(error))
        answer = _problem(503, "the message cannot be kept now", "send it again in a second")
        answer.headers["retry-after"] = "1"
        return answer

    @app.exception_handler(RequestValidationError)
    async def not_valid(request: Request, error: RequestValidationError) -> JSONResponse:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return _problem(400, wrong, f"see {request.base_url}docs for the parameters")

    @app.exception_handler(HTTPException)
    async def not_served(request: Request, error: HTTPException) -> JSONResponse:
        wrong = f"{request.method} {request.url.path}: {error.detail}"
        return _problem(error.status_code, wrong, f"see {request.base_url}docs for the paths")


def _problem(status: int, error: str, fix: str) -> JSONResponse:
    return JSONResponse(Problem(error=error, fix=fix).model_dump(), status)
