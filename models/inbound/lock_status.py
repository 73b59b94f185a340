"""Decodes the status word of a lock: fifteen bits, each a named code (domain 6.2, JT701D: F37).

Only bits that are set are read. What a *state* (rope inserted, motor locked, cover) means when it
is clear is not known: devices that send their alarms alone leave all of them clear.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field

from models.kernel.terms import LockAlarm

_BITS = tuple(LockAlarm)
_LONGEST = 32


def _word(value: object) -> object:
    """A number, or its hexadecimal or binary spelling with its prefix."""
    return int(value, 0) if isinstance(value, str) else 0 if value is None else value


StatusWord = Annotated[int, BeforeValidator(_word), Field(ge=0, lt=2**_LONGEST)]


def alarms_of(word: int) -> tuple[str, ...]:
    """The codes of the bits that are set, the lowest first; `BIT_15` and so on have no name."""
    bits = (number for number in range(_LONGEST) if word >> number & 1)
    return tuple(_BITS[bit] if bit < len(_BITS) else f"BIT_{bit}" for bit in bits)


def alarm_code(name: str) -> str:
    """The code of an alarm that is told by name, however it is written."""
    return "_".join(name.upper().replace("-", " ").replace("_", " ").split())
