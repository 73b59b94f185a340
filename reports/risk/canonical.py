"""One way to write JSON: sorted keys, no blanks, letters as they are; the same value, one text."""

import json
from collections.abc import Mapping
from typing import Any

from models.kernel.language import Language, Sentence, Text


def canonical(value: object) -> bytes:
    """The bytes of a value made of mappings, sequences, texts, whole numbers, truths and None.

    Raises:
        ValueError: it holds a number that is none.
    """
    written = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return written.encode()


def spoken(value: object, language: Language) -> Any:  # noqa: ANN401 - JSON
    """The same with every text said in one language."""
    match value:
        case Text() | Sentence():
            return value.said(language)
        case Mapping():
            return {name: spoken(each, language) for name, each in value.items()}
        case list() | tuple():
            return [spoken(each, language) for each in value]
        case _:
            return value
