"""The key that signs seals: Ed25519, in a PEM file that only its owner may read."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from ledger.errors import BadKey

_HINT = "make one with `openssl genpkey -algorithm ed25519 -out seal.key`"


def make(path: Path) -> None:
    """Make a key and keep it in a new file."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        key = Ed25519PrivateKey.generate()
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    draft.rename(path)


def load(path: Path) -> Ed25519PrivateKey:
    """The key of a file.

    Raises:
        BadKey: there is no such file, or it holds no private Ed25519 key.
    """
    try:
        key = load_pem_private_key(_content(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadKey(f"{path} holds no private key ({error}): {_HINT}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"{path} holds a key of another kind than Ed25519: {_HINT}")
    return key


def load_public(path: Path) -> bytes:
    """The 32 bytes of a public key, from its own PEM file or from that of the private key.

    Raises:
        BadKey: there is no such file, or it holds no Ed25519 key.
    """
    content = _content(path)
    if b"PRIVATE KEY" in content:
        return public_bytes(load(path))
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey(f"{path} holds no public key ({error})") from error
    if not isinstance(key, Ed25519PublicKey):
        raise BadKey(f"{path} holds a key of another kind than Ed25519")
    return key.public_bytes_raw()


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public half."""
    return key.public_key().public_bytes_raw()


def public_pem(public: bytes) -> str:
    """A public key as people keep it."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def is_signed(content: bytes, signature: bytes, public: bytes) -> bool:
    """Whether the owner of this public key has signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        # Bytes that are no key at all have signed nothing.
        return False
    return True


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadKey(f"{path} cannot be read ({error.strerror}): {_HINT}") from error
