"""The rows of a rulebook name themselves in both languages."""

from typing import Protocol

from models.kernel.language import Text


class Titled(Protocol):
    """A row with a title: a reason, a violation, a deadline, an instrument."""

    @property
    def title(self) -> str:
        """In English."""

    @property
    def title_zh(self) -> str:
        """In Chinese."""


def titled(row: Titled) -> Text:
    """The title of a row."""
    return Text(row.title_zh, row.title)
