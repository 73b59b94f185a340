"""One spelling for each number and name, however people, cameras and spreadsheets wrote it; pure.

Whatever is taken in is written in its usual form (`SPELLED`, by the name of its field); what is
looked up or compared goes by its `key`. What differs only in spelling is the same number.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from functools import cache, lru_cache

from pydantic import BaseModel

from models.kernel.identity import (
    box_check_digit,
    content_digest,
    is_box_number,
    is_tracking_no,
    tidy_name,
)

# Signs that Unicode calls letters or numbers, and people use as dots, dashes and a zero.
_NO_LETTERS = dict.fromkeys(map(ord, "\u119e\u318d\u1427\ua78f\u30fc\uff70"), "")
_ALIKE = str.maketrans("АВЕКМНОРСТУХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ〇", "ABEKMHOPCTYXISJABEZHIKMNOPTYX0")
"""Letters of other alphabets that look like Latin ones, as keyboards and cameras mix them."""

_PREFIX, _WHOLE = 4, 11
_BOX = re.compile(r"[A-Z]{3}[UJZ][0-9]{6,7}")
_SIZE_TYPE = re.compile(r"(?P<box>[A-Z0-9]{11})[0-9A-Z][0-9][A-Z][0-9A-Z]")
_TO_LETTER, _TO_DIGIT = str.maketrans("0185", "OIBS"), str.maketrans("OIBS", "0185")
_PLATE = re.compile(r"(?P<place>[\u4e00-\u9fff][A-Z])(?P<serial>[A-Z0-9]{4,6})挂?")
# No plate has these letters behind its first two signs, so that nobody takes them for digits.
_OF_PLATE = str.maketrans("OI", "01")


def plain(text: str) -> str:
    """Its letters and digits, in capitals and of one width; no blanks, dots, dashes or brackets."""
    if text.isascii() and text.isalnum():
        return text.upper()
    wide = unicodedata.normalize("NFKC", text.translate(_NO_LETTERS)).upper().translate(_ALIKE)
    return "".join(map(_digit, filter(str.isalnum, wide.translate(_NO_LETTERS))))


def box_number(text: str) -> str:
    """A container number as ISO 6346 writes it, and its type code left out (CSQU3054383 22G1).

    What was read in place of a digit or a letter stays: whoever knows the boxes puts it right.
    """
    written = plain(text)
    typed = _SIZE_TYPE.fullmatch(written)
    return typed["box"] if typed and _box(typed["box"]) else written


def plate(text: str) -> str:
    """A plate without dots, blanks and dashes."""
    return plain(text)


def number(text: str) -> str:
    """A number of a lock, a seal, a bill: as it is printed, in capitals, without stray blanks."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return tidy_name(text).upper()


def wide(value: object) -> object:
    """A text of one width, without blanks around; what is no text stays as it is."""
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else value


def code(value: object) -> object:
    """A code as tables have it, in capitals and of one width; what is no text stays as it is."""
    return number(value) if isinstance(value, str) else value


def tracking_no(text: str) -> str | None:
    """Our own tracking number that a text means, None when it means none."""
    written = plain(text)
    found = f"{written[:_PREFIX]}-{written[_PREFIX:]}"
    return found if is_tracking_no(found) else None


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What a number or a name is looked up and compared by; empty if it has no letter or digit.

    A box has its check digit and only digits behind its owner, a trailer no 挂 behind its plate.
    """
    written = plain(box_number(text))
    found = _PLATE.fullmatch(written)
    if found:
        return found["place"] + found["serial"].translate(_OF_PLATE)
    return _box(written) or written


def same(one: str, other: str) -> bool:
    """Whether two texts are one number or name."""
    return one == other or key(one) == key(other)


def same_name(one: str, other: str) -> bool:
    """Whether both are spellings of one name of somebody; a blank is nobody's."""
    return key(one) == key(other) != ""


def among(wanted: str, known: Collection[str]) -> str | None:
    """That one of the known that is written so, or otherwise; None if none is."""
    if wanted in known:
        return wanted
    wanted_key = key(wanted)
    return next((each for each in known if key(each) == wanted_key), None)


SPELLED: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("box", "new_box", "boxes", "opened", "container_no"), box_number),
    **dict.fromkeys(("plate", "trailer", "trailer_plate"), plate),
    **dict.fromkeys(("seq_no", "entry_id"), plain),
    **dict.fromkeys(("lock_no", "seal", "seal_no", "seals", "seal_nos", "bill_no"), number),
    **dict.fromkeys(("sample_no", "report_no", "driver", "driver_id", "permit_no"), number),
    "enterprise": tidy_name,
}
"""How a field of that name is written, in whatever is taken in (`models/kernel/incoming.py`)."""


def spelled(field: str, value: object) -> object:
    """The value of a field in its usual spelling; what is no text stays as it is."""
    write = SPELLED.get(field)
    if write is None:
        return value
    if isinstance(value, str):
        # What has no letter or digit, or grows, is no number of any kind: it is shown as it came.
        written = write(value)
        return written if written and len(written) <= len(value) else value.strip()
    if isinstance(value, tuple):
        return tuple(spelled(field, each) for each in value)
    return value


def said_digest(said: BaseModel, beside: frozenset[str] = frozenset()) -> str:
    """As `content_digest`, and the same for what differs in the spelling of its numbers only."""
    values = vars(said)
    changed = {
        name: tuple(map(key, value)) if isinstance(value, tuple) else key(value)
        for name in _spelled_fields(type(said))
        if isinstance(value := values[name], str | tuple)
    }
    return content_digest(said.model_copy(update=changed) if changed else said, beside)


@cache
def _spelled_fields(kind: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name in SPELLED if name in kind.model_fields)


def _digit(sign: str) -> str:
    """Digits of every script are digits."""
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _box(written: str) -> str:
    """The box that this is: letters and digits where they belong, the check digit completed."""
    digits = written[_PREFIX:].translate(_TO_DIGIT)
    meant = written[:_PREFIX].translate(_TO_LETTER) + digits
    if not _BOX.fullmatch(meant):
        return ""
    if len(meant) < _WHOLE:
        return f"{meant}{box_check_digit(meant)}"
    return meant if is_box_number(meant) else ""
