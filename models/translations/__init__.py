"""What the data of each message type means: a module a system, a row a type."""

from collections.abc import Mapping

from models.messages import Fact
from models.terms import System
from models.translations import checkpoint, clearance, enterprise
from models.translations.reading import Meaning

_SAID = {
    System.CLEARANCE: clearance.MEANINGS,
    System.CHECKPOINT: checkpoint.MEANINGS,
    System.ENTERPRISE: enterprise.MEANINGS,
}

MEANINGS: Mapping[tuple[System, str], Meaning] = {
    (system, kind): meaning for system, rows in _SAID.items() for kind, meaning in rows.items()
}


def meaning(system: System, kind: str, data: object) -> Fact | None:
    """The fact that a message states, None when the type or its data cannot be translated."""
    read = MEANINGS.get((system, kind))
    try:
        return None if read is None else read(data)
    except (ValueError, ArithmeticError, RecursionError):
        return None
