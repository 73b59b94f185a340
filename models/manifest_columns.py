"""The columns of a manifest, one by one: how the text of a cell becomes a value, or a flaw.

Rules that look at more than one cell are in `manifest.py`. Full-width letters and digits, and
the hyphen of a box number, are how people type, and are forgiven; nothing else is guessed.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from models.calendar import CHINA
from models.identity import box_check_digit, is_box_number, is_seq_no, is_tracking_no
from models.rulebook import Rulebook
from models.terms import Kind, RiskLevel

LONGEST_TEXT = 200
YEARS = range(2000, 2100)

_BOX = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}")
_CODE = re.compile(r"[0-9]{10}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_PORT = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,3})?")


class Flaw(NamedTuple):
    """Why a text is not a value, and what to write instead."""

    reason: str
    fix: str


_Reader = Callable[[str, Rulebook], object]


class Column(NamedTuple):
    """A column: the field of the registration it fills, its reader, and what stands for blank."""

    field: str
    reader: _Reader
    blank: str = ""
    verbatim: bool = False

    def read(self, text: str, rules: Rulebook) -> object:
        """The value of a cell, or the Flaw that keeps it from being one."""
        text = text or self.blank
        if not text:
            return Flaw("is missing", "write it, at least on the first row of the consignment")
        return self.reader(text if self.verbatim else unicodedata.normalize("NFKC", text), rules)


def _text(text: str, _: Rulebook) -> str | Flaw:
    if len(text) > LONGEST_TEXT:
        return Flaw(f"has {len(text)} characters", f"write at most {LONGEST_TEXT}")
    if not text.isprintable():
        return Flaw("has characters that cannot be printed", "remove them")
    return text


def _tracking_no(text: str, _: Rulebook) -> str | Flaw:
    number = text.upper()
    if number.isascii() and is_tracking_no(number):
        return number
    return Flaw("is not a tracking number", "write it like NB26-000123: two letters, year, serial")


def _seq_no(text: str, _: Rulebook) -> str | Flaw:
    number = text.upper()
    if number.isascii() and is_seq_no(number):
        return number
    return Flaw("is not a unified number", "write 18 characters: I, the year, 13 digits")


def _box_no(text: str, _: Rulebook) -> str | Flaw:
    number = re.sub(r"[ -]", "", text).upper()
    if _BOX.fullmatch(number) is None:
        return Flaw(
            "is not a container number", "write three letters, U, J or Z, then seven digits"
        )
    if is_box_number(number):
        return number
    digit = box_check_digit(number)
    return Flaw(
        f"has the check digit {number[10]}, by ISO 6346 it is {digit}",
        f"compare with the container: {number[:10]}{digit} would be right",
    )


def _matching(pattern: re.Pattern[str], reason: str, fix: str) -> _Reader:
    def read(text: str, _: Rulebook) -> str | Flaw:
        return text.upper() if pattern.fullmatch(text.upper()) else Flaw(reason, fix)

    return read


def _load_port(text: str, _: Rulebook) -> str | Flaw:
    if _PORT.fullmatch(text.upper()):
        return text.upper()
    return Flaw("is not a UN/LOCODE", "write country and place, such as JPTYO")


def _discharge_port(text: str, rules: Rulebook) -> str | Flaw:
    """The port itself, also when one of its usual wrong names is written (CNNGB is an airport)."""
    for port, aliases in rules.port_aliases.items():
        if text.upper() in aliases:
            return port
    return Flaw("is not a port of the pilot", f"write {' or '.join(rules.port_aliases)}")


def _kind(text: str, _: Rulebook) -> Kind | Flaw:
    try:
        return Kind(text.upper())
    except ValueError:
        return Flaw("is not a kind of recycled metal", f"write one of {', '.join(Kind)}")


def _risk_level(text: str, _: Rulebook) -> RiskLevel | Flaw:
    try:
        return RiskLevel(text.upper())
    except ValueError:
        return Flaw("is not a risk level", f"write one of {', '.join(RiskLevel)}")


def _amount(text: str, _: Rulebook) -> Decimal | Flaw:
    if _NUMBER.fullmatch(text) and (number := Decimal(text)) > 0:
        return number
    try:
        Decimal(text)
    except InvalidOperation:
        return Flaw("is not a number", "write digits and a decimal point only, such as 24350.5")
    return Flaw(
        "is not a positive amount of at most three decimals", "write it plainly, such as 24350.5"
    )


def _instant(text: str, _: Rulebook) -> datetime | Flaw:
    """A date, or a date with a time; without a zone it is Chinese time."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return Flaw("is not a date", "write it by ISO 8601: 2026-12-01 or 2026-12-01T08:30+08:00")
    if instant.year not in YEARS:
        return Flaw(f"lies in the year {instant.year}", "correct the year")
    return (instant if instant.tzinfo else instant.replace(tzinfo=CHINA)).astimezone(CHINA)


CONSIGNMENT: Mapping[str, Column] = {
    "tracking_no": Column("tracking_no", _tracking_no),
    "unified_no": Column("seq_no", _seq_no),
    "bill_no": Column("bill_no", _text),
    "enterprise": Column("enterprise", _text, verbatim=True),
    "supplier": Column("supplier", _text, verbatim=True),
    "origin": Column(
        "origin", _matching(_COUNTRY, "is not a country code", "write two letters, such as JP")
    ),
    "load_port": Column("load_port", _load_port),
    "discharge_port": Column("discharge_port", _discharge_port),
    "kind": Column("kind", _kind),
    "category": Column("category", _text, verbatim=True),
    "code": Column(
        "code", _matching(_CODE, "is not a customs code", "write its ten digits without dots")
    ),
    "net_weight_kg": Column("net_weight_kg", _amount),
    "value": Column("value", _amount),
    "currency": Column(
        "currency", _matching(_CURRENCY, "is not a currency", "write three letters, such as CNY")
    ),
    "vessel": Column("vessel", _text, verbatim=True),
    "etd": Column("etd", _instant),
    "eta": Column("eta", _instant),
    # Clearance names the level that counts when the goods are declared; until then none is known.
    "risk_level": Column("risk_level", _risk_level, blank=RiskLevel.R1),
}

BOX: Mapping[str, Column] = {
    "box_no": Column("number", _box_no),
    "seal_no": Column("seal", _text),
    "box_net_weight_kg": Column("net_weight_kg", _amount),
}

OPTIONAL = frozenset({"risk_level"})
