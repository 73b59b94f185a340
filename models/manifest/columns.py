"""The columns of a manifest, one by one: how the text of a cell becomes a value, or a flaw.

Rules that look at more than one cell are in `reading.py`. Full-width letters and digits, and
the hyphen of a box number, are how people type, and are forgiven; nothing else is guessed.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from models.identity import box_check_digit, is_box_number, is_seq_no, is_tracking_no
from models.manifest import codes, values, words
from models.manifest.identifiers import misread
from models.manifest.rows import Flaw
from models.rulebook import Rulebook
from models.terms import Kind, RiskLevel

LONGEST_TEXT = 200
_LOST = "\ufffd"

_BOX = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}")
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
            return Flaw(words.MISSING, words.WRITE_IT)
        normal = text if self.verbatim else unicodedata.normalize("NFKC", text)
        return self.reader(Cell(normal, rules, factor))


def _text(cell: Cell) -> str | Flaw:
    if len(cell.text) > LONGEST_TEXT:
        counts = {"length": len(cell.text), "most": LONGEST_TEXT}
        return Flaw(words.TOO_LONG, words.AT_MOST, counts)
    if _LOST in cell.text:
        return Flaw(words.LOST_CHARACTERS, words.SAVE_AGAIN)
    if not cell.text.isprintable():
        return Flaw(words.UNPRINTABLE, words.REMOVE_THEM)
    return cell.text


def _identifier(cell: Cell) -> str | Flaw:
    return misread(cell.text) or _text(cell)


def _tracking_no(cell: Cell) -> str | Flaw:
    number = cell.text.upper()
    if number.isascii() and is_tracking_no(number):
        return number
    return misread(cell.text) or Flaw(words.NOT_TRACKING_NO, words.LIKE_TRACKING_NO)


def _seq_no(cell: Cell) -> str | Flaw:
    number = cell.text.upper()
    if number.isascii() and is_seq_no(number):
        return number
    return misread(cell.text) or Flaw(words.NOT_SEQ_NO, words.LIKE_SEQ_NO)


def _box_no(cell: Cell) -> str | Flaw:
    number = re.sub(r"[ -]", "", cell.text).upper()
    if _BOX.fullmatch(number) is None:
        return misread(cell.text) or Flaw(words.NOT_BOX_NO, words.LIKE_BOX_NO)
    if is_box_number(number):
        return number
    right = box_check_digit(number)
    said = {"digit": number[10], "right": right, "number": f"{number[:10]}{right}"}
    return Flaw(words.CHECK_DIGIT, words.COMPARE_BOX, said)


def _code(cell: Cell) -> str | Flaw:
    return cell.text if _CODE.fullmatch(cell.text) else Flaw(words.NOT_CODE, words.LIKE_CODE)


def _origin(cell: Cell) -> str | Flaw:
    return codes.country(cell.text.upper()) or Flaw(words.NOT_COUNTRY, words.LIKE_COUNTRY)


def _currency(cell: Cell) -> str | Flaw:
    return codes.currency(cell.text.upper()) or Flaw(words.NOT_CURRENCY, words.LIKE_CURRENCY)


def _load_port(cell: Cell) -> str | Flaw:
    """A seaport that there is; `JP OSA` and `JP-OSA` are JPOSA."""
    text = re.sub(r"[ -]", "", cell.text).upper()
    if not _PORT.fullmatch(text):
        return Flaw(words.NOT_LOCODE, words.LIKE_LOCODE)
    return text if codes.is_port(text) else Flaw(words.NO_SUCH_PORT, words.COMPARE_PORT)


def _discharge_port(cell: Cell) -> str | Flaw:
    """The port itself, also when one of its usual wrong names is written (CNNGB is an airport)."""
    for port, aliases in cell.rules.port_aliases.items():
        if cell.text.upper() in aliases:
            return port
    choices = {"choices": ", ".join(cell.rules.port_aliases)}
    return Flaw(words.NOT_PILOT_PORT, words.ONE_OF, choices)


def _kind(cell: Cell) -> Kind | Flaw:
    known = codes.spelled({kind.value: names for kind, names in codes.KINDS.items()}, cell.text)
    return Kind(known) if known else Flaw(words.NOT_KIND, words.ONE_OF, _choices(Kind))


def _risk_level(cell: Cell) -> RiskLevel | Flaw:
    try:
        return RiskLevel(cell.text.upper())
    except ValueError:
        return Flaw(words.NOT_RISK_LEVEL, words.ONE_OF, _choices(RiskLevel))


def _choices(terms: type[Kind | RiskLevel]) -> dict[str, object]:
    return {"choices": ", ".join(terms)}


def _amount(cell: Cell) -> object:
    return values.amount(cell.text, cell.factor)


def _instant(cell: Cell) -> object:
    return values.instant(cell.text)


CONSIGNMENT: Mapping[str, Column] = {
    "tracking_no": Column("tracking_no", _tracking_no),
    "unified_no": Column("seq_no", _seq_no),
    "bill_no": Column("bill_no", _identifier),
    "enterprise": Column("enterprise", _text, verbatim=True),
    "supplier": Column("supplier", _text, verbatim=True),
    "origin": Column("origin", _origin),
    "load_port": Column("load_port", _load_port),
    "discharge_port": Column("discharge_port", _discharge_port),
    "kind": Column("kind", _kind),
    "category": Column("category", _text, verbatim=True),
    "code": Column("code", _code),
    "net_weight_kg": Column("net_weight_kg", _amount),
    "value": Column("value", _amount),
    "currency": Column("currency", _currency),
    "vessel": Column("vessel", _text, verbatim=True),
    "etd": Column("etd", _instant),
    "eta": Column("eta", _instant),
    # Clearance names the level that counts when the goods are declared; until then none is known.
    "risk_level": Column("risk_level", _risk_level, blank=RiskLevel.R1),
}

BOX: Mapping[str, Column] = {
    "box_no": Column("number", _box_no),
    "seal_no": Column("seal", _identifier),
    "box_net_weight_kg": Column("net_weight_kg", _amount),
}

OPTIONAL = frozenset({"risk_level", "kind"})
"""Nothing speaks against R1 until clearance does; and most codes are those of one kind only."""
