"""Takes in what the world reports: validate, complete, remember, deliver, then answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from systems.errors import HappeningNotUnderstood
from systems.outbox import Outbox, message_id
from systems.store import Store
from systems.webhook_sender import WebhookSender, receipt
from systems.wire.message import HappeningRequest, MessageReceipt, WireMessage

D = TypeVar("D", bound=BaseModel)


class Business(Protocol[D]):
    """What one system does with what happens."""

    @property
    def name(self) -> str:
        """The system's name, as in its messages."""

    @property
    def types(self) -> Mapping[str, type[D]]:
        """The types it reports, with their data."""

    def complete(self, data: D, identity: str) -> D:
        """Fill in what the system knows by itself."""

    def take_in(self, data: D, time: datetime) -> None:
        """Change the system's own state; called once for each happening."""


class EventIntake(Generic[D]):
    """One system's ear for the world."""

    def __init__(
        self, business: Business[D], store: Store, outbox: Outbox, courier: WebhookSender
    ) -> None:
        self._business = business
        self._store = store
        self._outbox = outbox
        self._courier = courier

    async def happen(self, happening: HappeningRequest) -> MessageReceipt:
        """Enter a happening and deliver its webhook before returning.

        The same happening told again changes nothing and is delivered again under the same id.

        Raises:
            HappeningNotUnderstood: no such type, or data that does not fit it.
        """
        message = self._entered(happening)
        if happening.delivery.hide:
            return receipt(message, "hidden: not entered yet")
        if happening.delivery.lose:
            return receipt(message, "lost: it can only be pulled")
        return await self._courier.deliver(message, happening.delivery.copies)

    def _entered(self, happening: HappeningRequest) -> WireMessage:
        data = self._understood(happening)
        told = data.model_dump(mode="json")
        name = self._business.name
        identity = message_id(name, happening.type, happening.time, told)
        known = self._outbox.find(identity)
        if known is not None:
            return known
        full = self._business.complete(data, identity)
        message = WireMessage(
            id=identity,
            system=name,
            type=happening.type,
            time=happening.time,
            data=full.model_dump(mode="json"),
        )
        if not happening.delivery.hide:
            self._enter(full, message)
        return message

    def _enter(self, data: D, message: WireMessage) -> None:
        with self._store.transaction():
            self._business.take_in(data, message.time)
            self._outbox.add(message)

    def _understood(self, happening: HappeningRequest) -> D:
        shape = self._business.types.get(happening.type)
        if shape is None:
            raise HappeningNotUnderstood(
                f"{self._business.name} does not report {happening.type!r}",
                f"use one of {', '.join(self._business.types)}",
            )
        try:
            return shape.model_validate(happening.data)
        except ValidationError as error:
            raise HappeningNotUnderstood(
                f"the data of {happening.type} does not fit: {listed(error)}",
                f"give these fields: {', '.join(shape.model_fields)}",
            ) from error


def listed(error: ValidationError) -> str:
    """Return what is wrong with each field, in one line."""
    wrong = error.errors(include_url=False)
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'all'}: {e['msg']}" for e in wrong)
