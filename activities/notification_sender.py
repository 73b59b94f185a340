"""Sends rendered notifications to the targets of the routes."""

from collections.abc import Callable, Mapping
from typing import Protocol

from temporalio import activity

from models.kernel.language import Language
from models.notifications.notice import Notice, SendRequest, SendResult
from models.notifications.renderer import RenderedNotice, message
from models.notifications.routes import Routing

Link = Callable[[Notice], str]
"""The address of what a notice is about, in the Temporal UI."""


class Channel(Protocol):
    """One target, however it is reached."""

    @property
    def shown(self) -> str:
        """Its address without secrets."""

    async def send(self, message: RenderedNotice, *, pressing: bool) -> SendResult:
        """Sends once; whatever goes wrong is the answer, not an error."""


class Caller:
    """Puts notices into the words of each target, and sends them."""

    def __init__(
        self, ways: Mapping[str, Channel], routing: Routing, language: Language, link: Link
    ) -> None:
        self._ways, self._routing = ways, routing
        self._language, self._link = language, link

    @activity.defn
    async def send_notice(self, posting: SendRequest) -> SendResult:
        """One try; why it failed is an answer, so that the record has it."""
        way = self._ways.get(posting.target)
        if way is None:
            return SendResult(
                sent=False,
                why=f"the routes have no target {posting.target!r}: put it back into the file that "
                "GUOMEN_NOTICES names, and restart the tracker",
            )
        language = self._routing.targets[posting.target].language or self._language
        told = [(notice, self._link(notice)) for notice in posting.notices]
        pressing = any(notice.urgent for notice in posting.notices)
        return await way.send(message(told, language), pressing=pressing)
