"""Large values go compressed through Temporal, whose payloads have a limit of two megabytes.

What everything has happened to has a state of some megabytes, of which a tenth is left. A small
value stays readable in the Temporal UI.
"""

import base64
import zlib
from typing import Any, Generic, TypeVar

from pydantic import SerializerFunctionWrapHandler, TypeAdapter, ValidatorFunctionWrapHandler
from pydantic_core import to_json

from models.kernel.limits import KIB, MIB

T = TypeVar("T")

READABLE = 256 * KIB
"""Bytes up to which a value travels as it is."""

MOST_UNPACKED = 64 * MIB
"""Bytes that come out of one text at most: whoever sends more means harm."""


def packed(text: bytes) -> str:
    """The text compressed, in signs that JSON takes."""
    return base64.b64encode(zlib.compress(text, 6)).decode()


def unpacked(chunk: str) -> bytes:
    """The text that was compressed.

    Raises:
        ValueError: it was not compressed here, is cut off, or is larger than anything of ours.
    """
    reader = zlib.decompressobj()
    try:
        text = reader.decompress(base64.b64decode(chunk, validate=True), MOST_UNPACKED)
    except zlib.error as error:
        message = f"a compressed value cannot be read: {error}"
        raise ValueError(message) from error
    if not reader.eof:
        message = f"a compressed value is cut off, or has more than {MOST_UNPACKED} bytes"
        raise ValueError(message)
    return text


class Compressed(Generic[T]):
    """How a field is written and read: as it is, or as one text when it is large.

    For `WrapSerializer(…, when_used="json")` and `WrapValidator`.
    """

    def __init__(self, kind: type[T]) -> None:
        self._adapter = TypeAdapter[T](kind)

    def write(self, value: T, plainly: SerializerFunctionWrapHandler) -> Any:  # noqa: ANN401
        """JSON of the value, or the text of it compressed."""
        said = plainly(value)
        text = to_json(said)
        return said if len(text) <= READABLE else packed(text)

    def read(self, said: Any, plainly: ValidatorFunctionWrapHandler) -> T:  # noqa: ANN401
        """The value, however it was written.

        Raises:
            ValueError: a compressed one cannot be read.
        """
        if isinstance(said, str):
            return self._adapter.validate_json(unpacked(said))
        value: T = plainly(said)
        return value
