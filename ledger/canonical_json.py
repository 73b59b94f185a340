"""Which JSON values an event may carry: those that every language writes and reads back exactly."""

from __future__ import annotations

from typing_extensions import TypeAliasType

from ledger.errors import NotCanonical

Json = TypeAliasType("Json", "str | int | bool | list[Json] | dict[str, Json] | None")
"""JSON without floats: weights and money travel as decimal strings."""

LARGEST_INTEGER = 2**53 - 1
"""Beyond this a JSON reader that knows doubles only loses digits (RFC 7493, 2.2)."""


def require_exact(value: object, path: str = "value") -> None:
    """Raise NotCanonical, naming the place, if any part of the value is not exact."""
    match value:
        case str():
            _require_text(value, path)
        case None | bool():
            pass
        case int():
            if abs(value) > LARGEST_INTEGER:
                raise NotCanonical(f"{path} is {value}, beyond ±(2^53-1): write it as a string")
        case dict():
            for key, item in value.items():
                _require_key(key, path)
                require_exact(item, f"{path}.{key}")
        case list():
            for number, item in enumerate(value):
                require_exact(item, f"{path}[{number}]")
        case float():
            raise NotCanonical(f"{path} is the float {value!r}: write a decimal string instead")
        case _:
            kind = type(value).__name__
            raise NotCanonical(f"{path} is a {kind}, which is not JSON: write it as a string")


def _require_key(key: object, path: str) -> None:
    if not isinstance(key, str):
        raise NotCanonical(f"{path} has the key {key!r}, which is not a string")
    _require_text(key, f"a key of {path}")


def _require_text(text: str, path: str) -> None:
    if "\x00" in text:
        raise NotCanonical(f"{path} contains U+0000, which PostgreSQL cannot store: {text!r}")
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise NotCanonical(f"{path} contains half a surrogate pair, which is not Unicode: {text!r}")
