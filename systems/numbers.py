"""Numbers the systems give out, derived from what they stand for.

A counter would start again with the process; a derived number is the same after a restart.
"""

from uuid import UUID, uuid5

_NAMESPACE = UUID("5b1f0c52-6a8e-5d0e-9a43-3c0e2d1f7a90")
_PLATE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # plates have no I and no O


def derived_uuid(*parts: str) -> UUID:
    """Return the one UUID of these parts."""
    return uuid5(_NAMESPACE, "\x1f".join(parts))


def derived_number(prefix: str, *parts: str) -> str:
    """Return `prefix` and twelve digits, as in `T-004215560731`."""
    return f"{prefix}-{derived_uuid(prefix, *parts).int % 10**12:012d}"


def derived_plate(*parts: str) -> str:
    """Return a Ningbo truck's plate: 浙B and five characters."""
    rest = derived_uuid("plate", *parts).int
    characters: list[str] = []
    for _ in range(5):
        rest, index = divmod(rest, len(_PLATE_CHARACTERS))
        characters.append(_PLATE_CHARACTERS[index])
    return "浙B" + "".join(characters)
