"""The columns of a manifest, one by one: how the text of a cell becomes a value, or a flaw.

Rules that look at more than one cell are in `reading.py`. However people type a number
(`models/kernel/spelling.py`) is forgiven; nothing else is guessed, no check digit completed.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from models.kernel.identity import box_check_digit, is_box_number, is_seq_no
from models.kernel.spelling import box_number, key, plain, tracking_no
from models.kernel.terms import MetalKind, RiskLevel
from models.manifest import codes, texts, values
from models.manifest.identifiers import misread
from models.manifest.rows import CellError
from models.rules.rulebook import Rulebook

LONGEST_TEXT = 200
_LOST = "\ufffd"

_BOX = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}")
_BOX_SIGNS = 11
_CODE = re.compile(r"[0-9]{10}")
_PORT = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")


class Cell(NamedTuple):
    """What a reader gets: the text in normal form, the rulebook, and our units in one of its."""

    text: str
    rules: Rulebook
    factor: Decimal


_Reader = Callable[[Cell], object]


class Column(NamedTuple):
    """A column: the field of the registration it fills, its reader, and what stands for blank."""

    field: str
    reader: _Reader
    blank: str = ""
    verbatim: bool = False

    def read(self, text: str, rules: Rulebook, factor: Decimal = Decimal(1)) -> object:
        """The value of a cell, or the Flaw that keeps it from being one."""
        text = text or self.blank
        if not text:
            return CellError(texts.MISSING, texts.WRITE_IT)
        normal = text if self.verbatim else unicodedata.normalize("NFKC", text)
        return self.reader(Cell(normal, rules, factor))


def text(cell: Cell) -> str | CellError:
    """A text that fits and can be shown."""
    if len(cell.text) > LONGEST_TEXT:
        counts = {"length": len(cell.text), "most": LONGEST_TEXT}
        return CellError(texts.TOO_LONG, texts.AT_MOST, counts)
    if _LOST in cell.text:
        return CellError(texts.LOST_CHARACTERS, texts.SAVE_AGAIN)
    if not cell.text.isprintable():
        return CellError(texts.UNPRINTABLE, texts.REMOVE_THEM)
    return cell.text


def identifier(cell: Cell) -> str | CellError:
    """A number or a name that no spreadsheet has changed."""
    return misread(cell.text) or text(cell)


def _tracking_no(cell: Cell) -> str | CellError:
    number = tracking_no(cell.text)
    return number or misread(cell.text) or CellError(texts.NOT_TRACKING_NO, texts.LIKE_TRACKING_NO)


def _seq_no(cell: Cell) -> str | CellError:
    number = plain(cell.text)
    if is_seq_no(number):
        return number
    return misread(cell.text) or CellError(texts.NOT_SEQ_NO, texts.LIKE_SEQ_NO)


def _box_no(cell: Cell) -> str | CellError:
    number = box_number(cell.text)
    meant = key(number) if len(number) == _BOX_SIGNS else ""
    if is_box_number(meant):
        return meant
    if _BOX.fullmatch(number) is None:
        return misread(cell.text) or CellError(texts.NOT_BOX_NO, texts.LIKE_BOX_NO)
    right = box_check_digit(number)
    said = {"digit": number[10], "right": right, "number": f"{number[:10]}{right}"}
    return CellError(texts.CHECK_DIGIT, texts.COMPARE_BOX, said)


def _code(cell: Cell) -> str | CellError:
    code = re.sub(r"[ .-]", "", cell.text)
    return code if _CODE.fullmatch(code) else CellError(texts.NOT_CODE, texts.LIKE_CODE)


def _origin(cell: Cell) -> str | CellError:
    return codes.country(cell.text.upper()) or CellError(texts.NOT_COUNTRY, texts.LIKE_COUNTRY)


def _currency(cell: Cell) -> str | CellError:
    return codes.currency(cell.text.upper()) or CellError(texts.NOT_CURRENCY, texts.LIKE_CURRENCY)


def _load_port(cell: Cell) -> str | CellError:
    """A seaport that there is; `JP OSA` and `JP-OSA` are JPOSA."""
    text = re.sub(r"[ -]", "", cell.text).upper()
    if not _PORT.fullmatch(text):
        return CellError(texts.NOT_LOCODE, texts.LIKE_LOCODE)
    return text if codes.is_port(text) else CellError(texts.NO_SUCH_PORT, texts.COMPARE_PORT)


def _discharge_port(cell: Cell) -> str | CellError:
    """The port itself, also when one of its usual wrong names is written (CNNGB is an airport)."""
    for port, aliases in cell.rules.port_aliases.items():
        if plain(cell.text) in aliases:
            return port
    choices = {"choices": ", ".join(cell.rules.port_aliases)}
    return CellError(texts.NOT_PILOT_PORT, texts.ONE_OF, choices)


def _kind(cell: Cell) -> MetalKind | CellError:
    known = codes.spelled({kind.value: names for kind, names in codes.KINDS.items()}, cell.text)
    return (
        MetalKind(known) if known else CellError(texts.NOT_KIND, texts.ONE_OF, _choices(MetalKind))
    )


def _risk_level(cell: Cell) -> RiskLevel | CellError:
    try:
        return RiskLevel(cell.text.upper())
    except ValueError:
        return CellError(texts.NOT_RISK_LEVEL, texts.ONE_OF, _choices(RiskLevel))


def _choices(terms: type[MetalKind | RiskLevel]) -> dict[str, object]:
    return {"choices": ", ".join(terms)}


def _amount(cell: Cell) -> object:
    return values.amount(cell.text, cell.factor)


def instant(cell: Cell) -> object:
    """A date, or a date with a time."""
    return values.instant(cell.text)


CONSIGNMENT: Mapping[str, Column] = {
    "tracking_no": Column("tracking_no", _tracking_no),
    "unified_no": Column("seq_no", _seq_no),
    "bill_no": Column("bill_no", identifier),
    "enterprise": Column("enterprise", text, verbatim=True),
    "supplier": Column("supplier", text, verbatim=True),
    "origin": Column("origin", _origin),
    "load_port": Column("load_port", _load_port),
    "discharge_port": Column("discharge_port", _discharge_port),
    "kind": Column("kind", _kind),
    "category": Column("category", text, verbatim=True),
    "code": Column("code", _code),
    "net_weight_kg": Column("net_weight_kg", _amount),
    "value": Column("value", _amount),
    "currency": Column("currency", _currency),
    "vessel": Column("vessel", text, verbatim=True),
    "etd": Column("etd", instant),
    "eta": Column("eta", instant),
    # Of several levels the worst counts: one that nobody names is no low one.
    "risk_level": Column("risk_level", _risk_level, blank=RiskLevel.R2),
}

BOX: Mapping[str, Column] = {
    "box_no": Column("number", _box_no),
    "seal_no": Column("seal", identifier),
    "box_net_weight_kg": Column("net_weight_kg", _amount),
}

OPTIONAL = frozenset({"risk_level", "kind"})
"""Without a level goods count as R4, which is warned of; most codes are those of one kind only."""
