"""What the data of each message type means: a module a system, a row a type."""

import unicodedata
from collections.abc import Mapping

from models.inbound import checkpoint, clearance, enterprise
from models.inbound.dangers import Peril
from models.inbound.reading import Translation
from models.kernel.terms import System
from models.process.messages import Fact
from models.supervision.messages import Unknown

_BY_SYSTEM = {
    System.CLEARANCE: clearance.TRANSLATIONS,
    System.CHECKPOINT: checkpoint.TRANSLATIONS,
    System.ENTERPRISE: enterprise.TRANSLATIONS,
}

TRANSLATIONS: Mapping[tuple[System, str], Translation] = {
    (system, kind): row for system, rows in _BY_SYSTEM.items() for kind, row in rows.items()
}


def spelled_type(kind: str) -> str:
    """A type as the tables have it, however wide it was written and in which case."""
    return unicodedata.normalize("NFKC", kind).strip().casefold()


def peril(system: System, kind: str, fact: Fact) -> Peril | None:
    """Whether people must hear of a message also when nobody knows whose it is; and why."""
    translation = TRANSLATIONS.get((system, spelled_type(kind)))
    if translation is None or isinstance(fact, Unknown):
        return Peril.UNREAD
    return Peril.ALARM if translation.danger(fact) else None


def meaning(system: System, kind: str, data: object) -> Fact | None:
    """The fact that a message states, None when the type or its data cannot be translated."""
    translation = TRANSLATIONS.get((system, spelled_type(kind)))
    try:
        return None if translation is None else translation.fact(data)
    except (ValueError, ArithmeticError, RecursionError):
        return None
