"""Lets nobody move a simulated system but who has its world token; without one, nobody at all."""

from hmac import compare_digest

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_PATH = "/world"
_FIX = "set GUOMEN_WORLD_TOKEN where the system runs, and send it as `Authorization: Bearer …`"


class ControlToken:
    """ASGI middleware before every path of the world; the tracker's own paths pass."""

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self._app = app
        self._wanted = f"Bearer {token}".encode() if token else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call on, or refuse it."""
        if scope["type"] == "http" and scope["path"].startswith(_PATH) and not self._may(scope):
            problem = {"error": "only the world may call this", "fix": _FIX}
            await JSONResponse(problem, 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        if self._wanted is None:
            return False
        given = dict(scope["headers"]).get(b"authorization", b"")
        return compare_digest(given, self._wanted)
