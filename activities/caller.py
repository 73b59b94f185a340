"""Brings messages to the targets of the routes."""

from collections.abc import Callable, Mapping
from typing import Protocol

from temporalio import activity

from models.language import Language
from models.notices.notice import Delivered, Notice, Posting
from models.notices.routes import Routing
from models.notices.wording import Message, message

Link = Callable[[Notice], str]
"""The address of what a notice is about, in the Temporal UI."""


class Way(Protocol):
    """One target, however it is reached."""

    @property
    def shown(self) -> str:
        """Its address without secrets."""

    async def send(self, message: Message, *, pressing: bool) -> Delivered:
        """Sends once; whatever goes wrong is the answer, not an error."""


class Caller:
    """Puts notices into the words of each target, and sends them."""

    def __init__(
        self, ways: Mapping[str, Way], routing: Routing, language: Language, link: Link
    ) -> None:
        self._ways, self._routing = ways, routing
        self._language, self._link = language, link

    @activity.defn
    async def send_notice(self, posting: Posting) -> Delivered:
        """One try; why it failed is an answer, so that the record has it."""
        way = self._ways.get(posting.target)
        if way is None:
            return Delivered(
                sent=False,
                why=f"the routes have no target {posting.target!r}: put it back into the file that "
                "GUOMEN_NOTICES names, and restart the tracker",
            )
        language = self._routing.targets[posting.target].language or self._language
        told = [(notice, self._link(notice)) for notice in posting.notices]
        pressing = any(notice.urgent for notice in posting.notices)
        return await way.send(message(told, language), pressing=pressing)
