"""Carries messages to the gateway as signed webhooks (Standard Webhooks)."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import NamedTuple

import httpx2
from pydantic import JsonValue, TypeAdapter, ValidationError
from standardwebhooks.webhooks import Webhook

from systems.faults import Faults
from systems.settings import SystemSettings
from systems.wire.message import MessageReceipt, WireMessage

_LONGEST_PAUSE_S = 5.0
_ANSWER_S = 30.0
"""The gateway answers only when it has kept the message and tried to tell its consignment."""

_LATER = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
_ANY_JSON: TypeAdapter[JsonValue] = TypeAdapter(JsonValue)
_logger = logging.getLogger(__name__)


class _Try(NamedTuple):
    """What came of one POST."""

    delivered: bool
    worth_another: bool
    reason: str | None = None
    answer: JsonValue = None
    wait: float = 0.0


class WebhookSender:
    """Delivers one system's messages.

    Transport failures, 5xx, 408 and 429 are tried again until the patience ends, not before the
    gateway wants it; any other refusal is final. What stays undelivered can still be pulled.
    """

    def __init__(
        self, settings: SystemSettings, faults: Faults, transport: httpx2.AsyncBaseTransport | None
    ) -> None:
        self._settings = settings
        self._faults = faults
        self._signer = Webhook(settings.webhook_secret)
        self._client = httpx2.AsyncClient(
            base_url=settings.gateway_url, transport=transport, timeout=_ANSWER_S, trust_env=False
        )
        self._held: tuple[WireMessage, int] | None = None

    async def deliver(self, message: WireMessage, copies: int) -> MessageReceipt:
        """Push a message and its copies; with reordering on, hold every other one back."""
        if self._faults.plan.reorder_webhooks and self._held is None:
            self._held = (message, copies)
            return receipt(message, "held back until the next one")
        pushed = await self._push(message, copies)
        await self.release()
        return pushed

    async def release(self) -> None:
        """Push the message that was held back, if there is one."""
        held, self._held = self._held, None
        if held is not None:
            await self._push(*held)

    def forget(self) -> None:
        """Drop the message that was held back."""
        self._held = None

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _push(self, message: WireMessage, copies: int) -> MessageReceipt:
        tried = await self._insist(message)
        for _ in range(copies + self._faults.plan.duplicate_webhooks - 1):
            tried = await self._insist(message) if tried.delivered else tried
        if not tried.delivered:
            _logger.warning("%s was not delivered: %s", message.id, tried.reason)
        return receipt(message, tried.reason, delivered=tried.delivered, answer=tried.answer)

    async def _insist(self, message: WireMessage) -> _Try:
        pauses = _pauses(self._settings.first_pause_s, self._settings.patience_s)
        tried = await self._post(message)
        while tried.worth_another and (pause := next(pauses, None)) is not None:
            await asyncio.sleep(max(pause, tried.wait))
            tried = await self._post(message)
        return tried

    async def _post(self, message: WireMessage) -> _Try:
        body = message.model_dump_json()
        headers = self._headers(message.id, body)
        try:
            response = await self._client.post(
                f"/webhooks/{message.system}", content=body, headers=headers
            )
        except httpx2.TransportError as error:
            reason = f"the gateway {self._settings.gateway_url} cannot be reached: {error!r}"
            return _Try(delivered=False, worth_another=True, reason=reason)
        return _judged(response)

    def _headers(self, identity: str, body: str) -> dict[str, str]:
        now = datetime.now(UTC)
        return {
            "content-type": "application/json",
            "webhook-id": identity,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(identity, now, body),
        }


def receipt(
    message: WireMessage, reason: str | None, *, delivered: bool = False, answer: JsonValue = None
) -> MessageReceipt:
    """Return the stored message with what became of its webhook."""
    return MessageReceipt(**message.model_dump(), delivered=delivered, reason=reason, answer=answer)


def _judged(response: httpx2.Response) -> _Try:
    if response.is_success:
        return _Try(delivered=True, worth_another=False, answer=_json(response))
    return _Try(
        delivered=False,
        worth_another=response.is_server_error or response.status_code in _LATER,
        wait=_asked_to_wait(response),
        reason=f"the gateway answered {response.status_code}: {response.text[:500]}",
        answer=_json(response),
    )


def _asked_to_wait(response: httpx2.Response) -> float:
    """The seconds of Retry-After, as far as anybody waits."""
    asked = response.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_PAUSE_S) if asked.isdecimal() else 0.0


def _json(response: httpx2.Response) -> JsonValue:
    try:
        return _ANY_JSON.validate_json(response.content)
    except ValidationError:
        return None


def _pauses(first: float, patience: float) -> Iterator[float]:
    """Yield doubling pauses whose sum stays within the patience."""
    pause = first
    while pause <= patience:
        yield pause
        patience -= pause
        pause = min(pause * 2, _LONGEST_PAUSE_S)
