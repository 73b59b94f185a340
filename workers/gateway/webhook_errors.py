"""Errors that the gateway answers: status, what is wrong, a fix.

NotAccepted (a GuomenError)
├── UnknownSystem    404   nobody of that name sends messages here
├── TooSlow          408   the body did not come in time
├── LengthUnknown    411   a body whose length is not said beforehand
├── TooLarge         413   more than a message can hold
├── NotPlain         415   a body that is compressed
├── TooMany          429   more requests than one sender may send; later is right
├── NotAuthentic     401   not signed with this system's own secret
├── NotTimely        400   signed too long ago, or ahead of our clock
└── NotReadable      400   not JSON, or an envelope that cannot be used
"""

from typing import ClassVar

from pydantic import BaseModel
from starlette.responses import JSONResponse

from models.kernel.errors import GuomenError


class NotAccepted(GuomenError):
    """A webhook that is not kept; sending the same again cannot help, unless the status says so."""

    status: ClassVar[int] = 400

    def __init__(self, error: str, fix: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{error}: {fix}")
        self.error = error
        self.fix = fix
        self.headers = headers or {}


class UnknownSystem(NotAccepted):
    """Nobody of that name sends messages here."""

    status = 404


class TooSlow(NotAccepted):
    """The body did not come in time."""

    status = 408

    def __init__(self, seconds: float) -> None:
        fix = "send it again, all at once"
        super().__init__(f"no whole body within {seconds:g} s", fix, {"connection": "close"})


class LengthUnknown(NotAccepted):
    """A body whose length is not said beforehand."""

    status = 411

    def __init__(self) -> None:
        fix = "send content-length, and no transfer-encoding"
        super().__init__("the body comes in chunks", fix, {"connection": "close"})


class TooLarge(NotAccepted):
    """More than a message can hold."""

    status = 413


class NotPlain(NotAccepted):
    """A body that is compressed, or encoded in another way."""

    status = 415


class TooMany(NotAccepted):
    """More requests than one sender may send."""

    status = 429

    def __init__(self, kind: str, name: str, seconds: int) -> None:
        fix = f"send it again in {seconds} s"
        super().__init__(
            f"too many requests of the {kind} {name}", fix, {"retry-after": str(seconds)}
        )


class NotAuthentic(NotAccepted):
    """Not signed with this system's own secret."""

    status = 401


class NotTimely(NotAccepted):
    """Signed too long ago, or ahead of our clock."""


class NotReadable(NotAccepted):
    """Not JSON, or an envelope that cannot be used."""


class WebhookProblem(BaseModel):
    """Every refusal: what is wrong, and what to do."""

    error: str
    fix: str


def answer_of(refusal: NotAccepted) -> JSONResponse:
    """The answer that says why."""
    return problem(refusal.status, refusal.error, refusal.fix, refusal.headers)


def problem(
    status: int, error: str, fix: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    """An answer of this status that says what is wrong, and what to do."""
    return JSONResponse(WebhookProblem(error=error, fix=fix).model_dump(), status, headers)
