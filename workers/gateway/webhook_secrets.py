"""The secrets that the systems sign with: each system has its own, and no other has it as well.

Several of one system are valid at once, so that a new one can be put in place before the system
changes over to it.
"""

import base64
from collections.abc import Mapping
from itertools import combinations

from models.kernel.language import listed
from models.kernel.terms import System
from workers.errors import NotConfigured
from workers.texts import BAD_SECRET, NO_SECRET, SHARED_SECRET

SHORTEST_BYTES = 24
"""What Standard Webhooks asks for; a shorter one can be guessed."""

_PREFIX = "whsec_"

Secrets = Mapping[System, tuple[bytes, ...]]
"""By system: the keys of its valid secrets."""


def secrets_of(given: Mapping[System, str | None]) -> Secrets:
    """Read the settings: of each system its secrets, `whsec_<base64>`, with blanks between.

    Raises:
        NotConfigured: a system has none, one is malformed or short, or two systems share one. The
            message never shows a secret.
    """
    read = {system: _keys(system, given.get(system) or "") for system in System}
    for one, other in combinations(System, 2):
        if not set(read[one]).isdisjoint(read[other]):
            both = listed((_variable(one), _variable(other)))
            raise NotConfigured(SHARED_SECRET, variables=both)
    return read


def _keys(system: System, given: str) -> tuple[bytes, ...]:
    keys = tuple(_key(system, secret) for secret in given.replace(",", " ").split())
    if not keys:
        raise NotConfigured(NO_SECRET, variable=_variable(system), system=system.value)
    return keys


def _key(system: System, secret: str) -> bytes:
    spelled = secret.removeprefix(_PREFIX).rstrip("=")
    try:
        key = base64.b64decode(spelled + "=" * (-len(spelled) % 4), validate=True)
    except ValueError:
        key = b""
    if not secret.startswith(_PREFIX) or len(key) < SHORTEST_BYTES:
        raise NotConfigured(BAD_SECRET, variable=_variable(system), bytes=SHORTEST_BYTES)
    return key


def _variable(system: System) -> str:
    return f"GUOMEN_{system.name}_WEBHOOK_SECRETS"
