"""Reads and checks the payload of an Update, whoever sent it.

An Update can be sent by hand in the Temporal UI. Its payload is taken raw, so that a bad one is
rejected with the field, the value and what to do, instead of a traceback of the SDK.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from models.kernel import plain_json
from models.kernel.errors import Busy, Refused
from models.kernel.incoming import escaped, text
from models.kernel.language import Language, Speaks, Text
from workflows.recordable import NotRecordable

M = TypeVar("M", bound=BaseModel)

_UNREADABLE = Text("无法读取，未受理：{why}", "cannot be read, nothing was recorded: {why}")
_NOT_RECORDABLE = Text(
    "无法记录，未受理：{why}。请更正该值后重新发送",
    "cannot be recorded, nothing was: {why}. Correct the value and send it again",
)


def read(kind: type[M], payload: RawValue) -> M:
    """The message of an Update.

    Raises:
        ApplicationError: it cannot be read; says which field is wrong, how, and what to do.
    """
    try:
        return kind.model_validate_json(_once(payload.payload.data))
    except ValidationError as error:
        faults = (f"{_where(each['loc'])}: {_what(each)}" for each in error.errors())
        raise rejected(_UNREADABLE, "; ".join(faults)) from None
    except ValueError as error:
        raise rejected(_UNREADABLE, str(error)) from None


def guarded(check: Callable[[], object]) -> None:
    """Do what a validator does; whatever it finds becomes a rejection that people can read.

    Raises:
        ApplicationError: the rules do not allow it, or it could not be recorded.
    """
    try:
        check()
    except Refused as refusal:
        kind = "Busy" if isinstance(refusal, Busy) else "Refused"
        raise _rejection(refusal, kind) from None
    except NotRecordable as error:
        raise rejected(_NOT_RECORDABLE, str(error), "NotRecordable") from None
    except (ValueError, ArithmeticError) as error:
        why = f"{type(error).__name__} {error}"
        raise rejected(_NOT_RECORDABLE, why, "NotRecordable") from None


def usable_id(message_id: str) -> str:
    """The id of an Update: it stands in the ledger as the cause of what is recorded.

    Raises:
        ApplicationError: it holds what cannot be recorded.
    """
    try:
        return text(message_id)
    except ValueError as error:
        raise rejected(_UNREADABLE, f"update id: {error}") from None


def rejected(why: Text, detail: str, kind: str = "Unreadable") -> ApplicationError:
    """An Update that is not accepted, in both languages; `kind` is what machines tell it by."""
    return _rejection(why.of(why=detail), kind)


def _rejection(said: Speaks, kind: str) -> ApplicationError:
    # Nobody knows here who reads it: the message is in both, the details in either.
    told = (said.said(Language.ZH), said.said(Language.EN))
    return ApplicationError(said.said(Language.BOTH), *told, type=kind, non_retryable=True)


def _once(data: bytes) -> bytes:
    plain_json.loads(data)
    return data


def _where(place: tuple[int | str, ...]) -> str:
    return ".".join(map(str, place)) or "the message"


def _what(fault: Any) -> str:  # noqa: ANN401 - a dictionary of pydantic's
    given = fault["input"]
    shown = f" ({escaped(given)})" if isinstance(given, str | int | float) else ""
    return f"{fault['msg']}{'' if fault['type'] == 'not_recordable' else shown}"
