"""Redacts secrets, plates, telephones, locals and quoted values from logs.

Logs are read by more people than the ledger, and kept elsewhere. An error in a log is its type,
where it happened, and its message without whatever it quotes.
"""

import contextlib
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import TextIO
from urllib.parse import quote, unquote, urlsplit

from pydantic import ValidationError

Raised = tuple[type[BaseException], BaseException, TracebackType | None]

HIDDEN = "***"
_SHORTEST_SECRET = 4
_WIDEST_GROUP = 15

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
# Also as JSON and Python write it where they may use ASCII only.
_PROVINCE = rf"(?:[{_PROVINCES}]|\\u[0-9a-fA-F]{{4}}|(?:\\x[0-9a-fA-F]{{2}}){{3}})"

_MASKS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"(?<=://)[^\s/@]+(?=@)"), HIDDEN),
    (re.compile(r"whsec_[\w+/=-]+"), HIDDEN),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), rf"\1 {HIDDEN}"),
    (
        re.compile(
            r"(?i)(token|secret|passw(?:or)?d|pwd|api[_-]?key|[?&]key|[?&]sign)"
            r"""(["']?\s*[=:]\s*["']?)[^\s"'&,;)}\]]+"""
        ),
        rf"\1\2{HIDDEN}",
    ),
    (re.compile(rf"{_PROVINCE}[A-Za-z][·•.\s-]?[A-Za-z0-9]{{4,6}}[挂学警港澳]?"), HIDDEN),
    (re.compile(r"(?<![\w-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\w-])"), HIDDEN),
    (
        re.compile(r"(?<!\w)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d\d{3}[\dXx](?!\w)"),
        HIDDEN,
    ),
)
_QUOTED = re.compile(
    r"""(?<!\w)(?:'(?:[^'\\]|\\.|(?<=\w)'(?=\w))*'|"(?:[^"\\]|\\.)*")(?!\w)|“[^”]*”""", re.DOTALL
)
# The messages of this class quote the value as it came, quotation marks and all.
_DATA_EXCEPTION = "22"


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """A text without these secrets, and without what looks like one, a plate or a telephone."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text


def unquoted(text: str) -> str:
    """A text without what it quotes: there stand the values that it complains of."""
    return _QUOTED.sub(f"'{HIDDEN}'", text)


def spellings(*secrets: str | None) -> Sequence[str]:
    """Secrets as they may be written, the password of a database URL for the URL."""
    found = (part for secret in secrets if secret for part in _parts(secret))
    return sorted({part for part in found if len(part) >= _SHORTEST_SECRET}, key=len, reverse=True)


def _parts(secret: str) -> Iterator[str]:
    if "://" not in secret:
        for one in (secret, secret.removeprefix("whsec_")):
            yield from (one, quote(one, safe=""))
        return
    yield secret
    # Not `.password`: it fails for a URL that is none, which is when it is told.
    _, _, password = urlsplit(secret).netloc.rpartition("@")[0].partition(":")
    yield from (password, unquote(password))


def said(error: BaseException, *, quoting: bool = False) -> str:
    """An error in one line, with its type, without the values that it was raised over.

    Whoever typed a value may read it in quotation marks; a log may not.
    """
    match error:
        case ValidationError():
            wrong = error.errors(include_input=False, include_context=False, include_url=False)
            each = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong)
            text = f"{error.title}: {'; '.join(each)}"
        case OSError():
            text, quoting = str(error), True
        case _:
            text = _of_the_server(error) or str(error)
    text = " ".join((text if quoting else unquoted(text)).split())
    return masked(f"{type(error).__name__}: {text}")


def _of_the_server(error: BaseException) -> str | None:
    """What PostgreSQL says, without DETAIL, which holds the row; None if it is another's error."""
    # Not by its type: a command that asks no database does not load the driver.
    state = getattr(error, "sqlstate", None)
    if state is None:
        return None
    text = str(error.args[0] if error.args else "")
    if state.startswith(_DATA_EXCEPTION):
        text = re.split(r"[\"'“]", text, maxsplit=1)[0]
    return f"[{state}] {text}"


def traced(raised: Raised) -> str:
    """An error with its traceback: where, never with which values."""
    return "\n".join(_traced(raised[1], set()))


def write_traced(out: TextIO, raised: Raised) -> None:
    """The same, the way structlog's console wants it."""
    out.write(f"\n{traced(raised)}")


def _traced(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _traced(before, seen)
        yield "and then:" if error.__cause__ is None else "which caused:"
    yield "Traceback (most recent call last):"
    for line in traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__)).format():
        yield line.rstrip("\n")
    yield said(error)
    if isinstance(error, BaseExceptionGroup):
        for inside in error.exceptions[:_WIDEST_GROUP]:
            if id(inside) not in seen:
                yield from (f"  | {line}" for line in _traced(inside, seen))


class StandardError(logging.StreamHandler[TextIO]):
    """Standard error, wherever it goes now."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        """One entry."""
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name in `logging`
        """The usual one prints the entry as it came, with its error and its arguments."""
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"guomen: an entry of {record.name} could not be logged\n")


class RedactingFormatter(logging.Formatter):
    """Formats as another formatter does, and masks the line at the very end."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """One entry."""
        return masked(self._inner.format(record), self._secrets)


class Plain(logging.Formatter):
    """For what runs without structlog: level, name, message, and errors with nothing they quote."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s:%(name)s:%(message)s")

    def formatException(self, ei: Raised | tuple[None, None, None]) -> str:  # noqa: N802
        """An error with its traceback."""
        return "" if ei[1] is None else traced(ei)

    def format(self, record: logging.LogRecord) -> str:
        """One entry; what another formatter has made of its error is not believed."""
        record.exc_text = None
        return masked(super().format(record))
