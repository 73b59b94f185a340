"""Translates what a system sent, by webhook or pulled, into the fact that a consignment is told."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from models.inbound import meaning, peril
from models.inbound.dangers import Peril
from models.inbound.passages import split
from models.inbound.wire_fields import instant
from models.kernel.errors import GuomenError
from models.kernel.incoming import TextKind
from models.kernel.spelling import key
from models.kernel.terms import System
from models.process.messages import Report
from models.supervision.messages import Unknown

_ID = re.compile(r"[!-~]{1,128}")
_NUMBERS = (
    "SeqNo",
    "EntryId",
    "documentReferenceReplacements",
    "container_no",
    "container_no_2",
    "containers",
    "BillNo",
    "lock_no",
    "seal_no",
    "seal_nos",
    "plate",
)
# A bill may cover several declarations: beside the number of one it does not say which.
_SHARED = frozenset({"BillNo"})
_BOXES = frozenset({"container_no", "container_no_2", "containers"})
_LONGEST = 64


class IntakeError(GuomenError):
    """A message whose envelope cannot be used: which field is wrong, and how to put it right."""

    def __init__(self, field: str, wrong: str, fix: str) -> None:
        super().__init__(f"{field} {wrong}: {fix}")
        self.field = field
        self.wrong = wrong
        self.fix = fix


class TranslatedMessage(BaseModel):
    """A translated message: the report, and the numbers its consignment has, best first.

    As they are looked up (`models/kernel/spelling.py`). `hints` are numbers that others may have as
    well: they count only where one has them alone. `danger` says why people hear of it at once.
    """

    model_config = ConfigDict(frozen=True)

    report: Report
    message_id: str
    type: str
    aliases: tuple[str, ...]
    hints: tuple[str, ...] = ()
    danger: Peril | None = None


def translate(system: System, message: Mapping[str, object]) -> TranslatedMessage:
    """Read a message of a system; what has no translation becomes `Unknown` with its JSON text.

    Raises:
        IntakeError: the envelope lacks id, type or time, or belongs to another system.
    """
    _require_sender(system, message.get("system"))
    identity, kind = _identity(message.get("id")), _kind(message.get("type"))
    report = Report(
        id=_qualified(system, identity),
        system=system,
        occurred_at=_time(message.get("time")),
        fact=meaning(system, kind, message.get("data")) or Unknown(raw=_text(message)),
    )
    data = message.get("data")
    shared = _SHARED if any(_named(data, ("SeqNo",))) else frozenset()
    own = [name for name in _NUMBERS if name not in shared]
    return TranslatedMessage(
        report=report,
        message_id=identity,
        type=kind,
        aliases=tuple(dict.fromkeys(_named(data, own))),
        hints=tuple(_named(data, shared)),
        danger=peril(system, kind, report.fact),
    )


def parts(system: System, message: Mapping[str, object]) -> tuple[TranslatedMessage, ...]:
    """What a message tells, box by box; nothing of a passage without a box.

    Of two boxes each is found by its own number alone: truck and seals may be the other's.

    Raises:
        IntakeError: as `translate` does.
    """
    told = tuple(translate(system, each) for each in split(system, message))
    if len(told) == 1:
        return told
    own = (tuple(_named(each.get("data"), _BOXES)) for each in split(system, message))
    pairs = zip(told, own, strict=True)
    return tuple(each.model_copy(update={"aliases": boxes}) for each, boxes in pairs)


def _require_sender(system: System, named: object) -> None:
    if named not in (None, system.value):
        raise IntakeError("system", _shown(named), f"send it to the address of {system} only")


def _identity(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise IntakeError(
            "id",
            _shown(value),
            "give each message one id of 1 to 128 visible ASCII characters, the same when re-sent",
        )
    return value


def _kind(value: object) -> str:
    if not isinstance(value, str) or not _is_short(value):
        fix = f"name what happened in 1 to {_LONGEST} printable characters, like gate.passage"
        raise IntakeError("type", _shown(value), fix)
    return value


def _time(value: object) -> datetime:
    try:
        return instant(value)
    except (ValueError, OverflowError) as error:
        fix = "say when it happened in ISO 8601 and since 2000, like 2025-09-11T08:30:00+08:00"
        raise IntakeError("time", _shown(value), fix) from error


def _shown(value: object) -> str:
    if value is None:
        return "is missing"
    return f"is {value!r:.80}" if isinstance(value, str) else f"is a {type(value).__name__}"


def _qualified(system: System, identity: str) -> str:
    # Ids are unique within a system only; a consignment hears all three.
    prefix = f"{system}-"
    return identity if identity.startswith(prefix) else prefix + identity


def _text(message: Mapping[str, object]) -> str:
    try:
        text = json.dumps(dict(message), ensure_ascii=False, sort_keys=True)
    except (TypeError, ValueError, RecursionError) as error:
        raise IntakeError("data", "cannot be written as JSON", "send plain, flat JSON") from error
    shown = text if text.isprintable() else "".join(map(_spelled, text))
    if len(shown) <= TextKind.RAW.value.longest:
        return shown
    # Whoever sent it has the rest, and so has the gateway of what came by webhook.
    kept = shown[: TextKind.RAW.value.longest - 200]
    return f"{kept}… ({len(shown)} characters, SHA-256 {sha256(shown.encode()).hexdigest()})"


def _spelled(sign: str) -> str:
    """A sign as JSON spells it, where nobody can see it: it can be kept, and harms no terminal."""
    return sign if sign.isprintable() else json.dumps(sign)[1:-1]


def _named(data: object, names: Iterable[str]) -> Iterator[str]:
    if not isinstance(data, dict):
        return
    for name in names:
        given = data.get(name)
        for value in given if isinstance(given, list) else [given]:
            number = key(_number(value))
            if _is_short(number):
                yield number


def _number(value: object) -> str:
    """The text of a number; systems send some as JSON numbers. Empty for anything else."""
    if isinstance(value, str):
        controlled = any(unicodedata.category(sign) == "Cc" for sign in value)
        return "" if controlled else value
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**_LONGEST:
        return ""
    return str(value)


def _is_short(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and text.isprintable()
