"""Names and numbers: ids as functions, check digits, formats (domain 6.1 and 7.6)."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha1, sha256
from uuid import UUID

from pydantic import BaseModel

_NAMESPACE = UUID("6f0a3a0e-5d52-5f0b-9d0e-0f6c5a2e7b11")
# What every id begins with, hashed once: `uuid5` takes twice as long.
_SEED = sha1(_NAMESPACE.bytes, usedforsecurity=False)
_STREAM = "consignment/"
_ENTERPRISE = "enterprise/"
_RISK = "risk/"
_LONGEST_NAME = 160
_BRACKETS = str.maketrans("()", "（）")
_BLANKS = re.compile(r"\s+")
_BLANK = re.compile(r"[\x00-\x20\x7f%]")
_QUOTED = re.compile(r"%([0-9A-F]{2})")
_ENTRY_ID = re.compile(r"(?P<office>\d{4})(?P<year>20\d{2})(?P<ie>[01])(?P<serial>\d{9})")
_SEQ_NO = re.compile(r"[IE]20\d{15}")
_TRACKING_NO = re.compile(r"[A-Z]{2}\d{2}-\d{6}")
_BOX = re.compile(r"[A-Z]{3}[UJZ]\d{7}")


def consignment_workflow_id(tracking_no: str) -> str:
    """The workflow id of a consignment; its ledger stream has the same name."""
    return _STREAM + tracking_no


def tracking_no_of(workflow_id: str) -> str:
    """The inverse of `consignment_workflow_id`."""
    return workflow_id.removeprefix(_STREAM)


def tidy_name(text: str) -> str:
    """A name, or a code that somebody chose: of one width, blanks in it single; ASCII in capitals.

    Brackets of Chinese names are Chinese ones, as in the register.

    >>> tidy_name(" ｎｂ-0001 ")
    'NB-0001'
    """
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    tidy = _BLANKS.sub(" ", unicodedata.normalize("NFKC", seen)).strip()
    return tidy.upper() if tidy.isascii() else tidy.translate(_BRACKETS)


def enterprise_workflow_id(code: str) -> str:
    """The workflow id of an enterprise; its ledger stream has the same name, without blanks."""
    return _ENTERPRISE + _BLANK.sub(lambda found: f"%{ord(found[0]):02X}", tidy_name(code))


def enterprise_of(workflow_id: str) -> str:
    """The inverse of `enterprise_workflow_id`."""
    quoted = workflow_id.removeprefix(_ENTERPRISE)
    return _QUOTED.sub(lambda found: chr(int(found[1], 16)), quoted)


def risk_stream_id(supplier: str) -> str:
    """The stream in which the ledger keeps how the pairs of an overseas supplier stand."""
    name = _BLANK.sub(lambda found: f"%{ord(found[0]):02X}", tidy_name(supplier))
    if len(name) > _LONGEST_NAME:
        # A stream's name has 200 characters at the most.
        name = f"{name[:_LONGEST_NAME]}~{sha256(name.encode()).hexdigest()[:16]}"
    return _RISK + name


def import_workflow_id(batch: str) -> str:
    """The workflow id of the import of a batch."""
    return f"import/{batch}"


def event_id(stream_id: str, cause: str, event_type: str, ordinal: int) -> UUID:
    """The same for a retry, a reset and a resurrection: made from the domain, not the clock."""
    made = _SEED.copy()
    made.update(f"{stream_id}|{cause}|{event_type}|{ordinal}".encode())
    return UUID(bytes=made.digest()[:16], version=5)


def digest(text: str) -> str:
    """Sixteen hex digits that tell two contents under one message id apart."""
    return sha256(text.encode()).hexdigest()[:16]


def content_digest(said: BaseModel, beside: frozenset[str] = frozenset()) -> str:
    """The digest of a message or of what an event says, as JSON; without the fields `beside`."""
    # As `digest(said.model_dump_json())`, without making text of bytes and bytes of text again.
    text = said.__pydantic_serializer__.to_json(said, exclude=set(beside) if beside else None)
    return sha256(text).hexdigest()[:16]


def is_tracking_no(text: str) -> bool:
    """Whether text has the form of our own tracking number, such as `NB25-000123`."""
    return _TRACKING_NO.fullmatch(text) is not None


def is_seq_no(text: str) -> bool:
    """Whether text has the form of a unified number (18 characters)."""
    return _SEQ_NO.fullmatch(text) is not None


def is_entry_id(text: str, *, imported: bool = True) -> bool:
    """Whether text has the form of an 18-digit declaration number; flag 1 import, 0 export."""
    found = _ENTRY_ID.fullmatch(text)
    return found is not None and found["ie"] == ("1" if imported else "0")


def box_check_digit(prefix: str) -> int:
    """ISO 6346 check digit of the first ten characters of a box number."""
    return sum(_box_value(char) << place for place, char in enumerate(prefix[:10])) % 11 % 10


def is_box_number(text: str) -> bool:
    """Whether text is an ISO 6346 number with a right check digit."""
    return _BOX.fullmatch(text) is not None and box_check_digit(text) == int(text[10])


def misread(number: str, expected: Iterable[str]) -> str | None:
    """The one expected box that this is with one character misread; None for none or several.

    A number whose check digit is right is another box, not a misreading: ISO 6346 shows every
    single error but one between 0 and 10.
    """
    if is_box_number(number):
        return None
    near = [box for box in expected if len(box) == len(number) and _differ(box, number) == 1]
    return near[0] if len(near) == 1 else None


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _box_value(char: str) -> int:
    """Letters count from 10 and skip the multiples of 11."""
    if char.isdigit():
        return int(char)
    rank = ord(char) - ord("A")
    return 10 + rank + (rank + 9) // 10
