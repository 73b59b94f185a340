"""What PostgreSQL keeps of a password (RFC 5803), made here so that the password stays here."""

from __future__ import annotations

import hmac
import os
import stringprep
import unicodedata
from base64 import b64encode
from hashlib import pbkdf2_hmac, sha256

ITERATIONS = 4096
"""PostgreSQL's own number."""

_SALT_BYTES = 16


def verifier(password: str, salt: bytes | None = None) -> str:
    """The password as `create role … password` takes it, with a salt of its own."""
    salt = salt or os.urandom(_SALT_BYTES)
    salted = pbkdf2_hmac("sha256", _prepared(password).encode(), salt, ITERATIONS)
    stored = sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    kept = (b64encode(each).decode() for each in (salt, stored, server))
    return "SCRAM-SHA-256${}:{}${}:{}".format(ITERATIONS, *kept)


def _prepared(password: str) -> str:
    """As client and server write it before they compare (RFC 4013, 2.1 and 2.2)."""
    mapped = (" " if stringprep.in_table_c12(char) else char for char in password)
    kept = "".join(char for char in mapped if not stringprep.in_table_b1(char))
    return unicodedata.normalize("NFKC", kept)
