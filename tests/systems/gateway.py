"""A gateway that verifies and collects webhooks, and refuses on request."""

from dataclasses import dataclass, field
from typing import Any

import httpx2
from standardwebhooks.webhooks import Webhook

SECRET = "whsec_Z3VvbWVuLXRlc3RzLXNpZ24td2l0aC10aGlz"
WORLD_TOKEN = "a-token-of-the-world"


@dataclass
class FakeGateway(httpx2.AsyncBaseTransport):
    """Stands in for the network: what is sent to the gateway arrives here."""

    received: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)
    """Statuses of the next answers; 0 stands for a gateway that cannot be reached."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        status = self.refusals.pop(0) if self.refusals else 202
        if status == 0:
            raise httpx2.ConnectError("nobody listens", request=request)
        if status != 202:
            return httpx2.Response(status, json={"error": "no", "fix": "later"})
        body = await request.aread()
        message = Webhook(SECRET).verify(body, dict(request.headers))
        assert request.headers["webhook-id"] == message["id"]
        self.received.append(message)
        self.paths.append(request.url.path)
        return httpx2.Response(202, json={"id": message["id"], "status": "parked"})

    @property
    def types(self) -> list[str]:
        return [message["type"] for message in self.received]
