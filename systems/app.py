"""Puts one system together: its business, its messages, its faults, its refusals."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx2
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from systems.control_api import world_router
from systems.control_token import ControlToken
from systems.duties import duty_router
from systems.errors import SystemsError
from systems.event_intake import Business, EventIntake
from systems.faults import Faults, FaultyAnswers
from systems.outbox import Outbox
from systems.settings import SystemSettings
from systems.store import Store
from systems.webhook_sender import WebhookSender
from systems.wire.message import MessagePage, Problem, SystemHealth

B = TypeVar("B", bound=Business[Any])
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "model": Problem,
        "description": (
            "Refused: 400 no idempotency key, 403 not the world, 404 unknown, 409 contradicts "
            "what is known, 422 fields do not fit, 500 and 503 failed"
        ),
    }
}


def build(
    business: Callable[[Store], B],
    endpoints: Callable[[B], APIRouter],
    settings: SystemSettings,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> FastAPI:
    """Return the app of one system; `transport` replaces the network towards the gateway."""
    store = Store(settings.state_file)
    faults = Faults()
    courier = WebhookSender(settings, faults, transport)
    system = business(store)
    outbox = Outbox(store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await courier.close()
        store.close()

    app = FastAPI(title=f"{system.name} (simulated)", lifespan=lifespan, responses=_PROBLEMS)
    app.state.store = store
    app.add_middleware(FaultyAnswers, faults=faults)
    app.add_middleware(ControlToken, token=settings.world_token)
    _explain_refusals(app)
    app.include_router(endpoints(system), tags=[system.name])
    app.include_router(duty_router(store))
    app.include_router(_message_router(system.name, store, outbox))
    app.state.intake = EventIntake(system, store, outbox, courier)
    app.include_router(world_router(app.state.intake, store, courier, faults))
    return app


def _message_router(name: str, store: Store, outbox: Outbox) -> APIRouter:
    router = APIRouter(tags=["messages"])

    @router.get("/messages")
    async def messages(since: str | None = None, subject: str | None = None) -> MessagePage:
        """Pull what was said after a cursor, about a SeqNo, EntryId, BillNo or container."""
        return outbox.page(since, subject)

    @router.get("/health")
    async def health() -> SystemHealth:
        """Tell that the system lives."""
        return SystemHealth(system=name, messages=store.count("message"))

    return router


def _explain_refusals(app: FastAPI) -> None:
    @app.exception_handler(SystemsError)
    async def refused(_: Request, error: SystemsError) -> JSONResponse:
        return _problem(error.status, error.error, error.fix)

    @app.exception_handler(RequestValidationError)
    async def not_valid(request: Request, error: RequestValidationError) -> JSONResponse:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return _problem(422, wrong, f"see {request.base_url}docs for the fields")

    @app.exception_handler(HTTPException)
    async def not_served(request: Request, error: HTTPException) -> JSONResponse:
        wrong = f"{request.method} {request.url.path}: {error.detail}"
        return _problem(error.status_code, wrong, f"see {request.base_url}docs for the paths")


def _problem(status: int, error: str, fix: str) -> JSONResponse:
    return JSONResponse(Problem(error=error, fix=fix).model_dump(), status)
