"""One HTTP client for the three systems: time-outs, idempotency keys, and errors by kind."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import httpx2
from pydantic import JsonValue

from activities.errors import remote_refused, remote_unavailable
from models.execution.outsiders import Outsider, seconds

TIMEOUT = httpx2.Timeout(8.0, connect=3.0)
"""For each step; how long they may take together is in `models/execution/outsiders.py`."""


class SystemClient:
    """A system behind its base address; it lives as long as the worker."""

    def __init__(self, name: str, client: httpx2.AsyncClient) -> None:
        self._name, self._client = name, client
        self._patience = seconds(Outsider(name))

    async def get(self, path: str, **query: str) -> Any:  # noqa: ANN401 - JSON, read by models
        """The JSON answer of a look-up.

        Raises:
            ApplicationError: RemoteUnavailable or RemoteRefused.
        """
        return await self._send("GET", path, params=query)

    async def post(self, path: str, key: str, body: Mapping[str, JsonValue]) -> Any:  # noqa: ANN401
        """The JSON answer of a request that has an effect; `key` makes it happen once.

        Raises:
            ApplicationError: RemoteUnavailable or RemoteRefused.
        """
        return await self._send("POST", path, json=body, headers={"Idempotency-Key": key})

    async def put(self, path: str, key: str, body: Mapping[str, JsonValue]) -> Any:  # noqa: ANN401
        """As `post`, for a state that is set.

        Raises:
            ApplicationError: RemoteUnavailable or RemoteRefused.
        """
        return await self._send("PUT", path, json=body, headers={"Idempotency-Key": key})

    async def _send(self, method: str, path: str, **request: Any) -> Any:  # noqa: ANN401
        try:
            # The client's own limits count anew with every chunk that trickles in.
            async with asyncio.timeout(self._patience):
                answer = await self._client.request(method, path, **request)
        except TimeoutError:
            why = f"no whole answer in {self._patience:g} s"
            raise remote_unavailable(self._name, why) from None
        except httpx2.RequestError as error:
            raise remote_unavailable(self._name, type(error).__name__) from None
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status_code in _LATER:
            raise remote_unavailable(self._name, str(answer.status_code))
        if answer.is_client_error:
            raise remote_refused(self._name, answer.status_code, answer.text[:_SHOWN])
        try:
            return answer.json()
        except (ValueError, RecursionError):
            raise remote_unavailable(self._name, "its answer is not JSON") from None


_SHOWN = 500
_LATER = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT)
