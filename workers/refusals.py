"""Why the gateway sends a webhook back; each is answered with its status, what is wrong, and a fix.

NotAccepted (a GuomenError)
├── UnknownSystem    404   nobody of that name sends messages here
├── TooLarge         413   more than a message can hold
├── NotAuthentic     401   not signed with the shared secret
├── NotTimely        400   signed too long ago, or ahead of our clock
└── NotReadable      400   not JSON, or an envelope that cannot be used
"""

from typing import ClassVar

from models.errors import GuomenError


class NotAccepted(GuomenError):
    """A webhook that is not kept; sending the same again cannot help."""

    status: ClassVar[int] = 400

    def __init__(self, error: str, fix: str) -> None:
        super().__init__(f"{error}: {fix}")
        self.error = error
        self.fix = fix


class UnknownSystem(NotAccepted):
    """Nobody of that name sends messages here."""

    status = 404


class TooLarge(NotAccepted):
    """More than a message can hold."""

    status = 413


class NotAuthentic(NotAccepted):
    """Not signed with the shared secret."""

    status = 401


class NotTimely(NotAccepted):
    """Signed too long ago, or ahead of our clock."""


class NotReadable(NotAccepted):
    """Not JSON, or an envelope that cannot be used."""
