"""Every text of a module, wherever it stands in it, and what makes a text well formed."""

import re
from collections.abc import Iterator, Mapping
from types import ModuleType

from models.kernel.language import COMMA, DOT, EACH, LINES, NOTHING, SEMICOLON, SPACE, Text

SIGNS = (COMMA, DOT, EACH, LINES, NOTHING, SEMICOLON, SPACE)
"""What stands between words is no word."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FIELD = re.compile(r"{(\w+)(?::[^}]*)?}")
_WORD = re.compile(r"[A-Za-z]{2}")


def texts_of(module: ModuleType) -> Iterator[tuple[str, Text]]:
    """The texts that a module defines, each with the name that it goes by."""
    for name, value in vars(module).items():
        for key, text in _within(value):
            yield f"{module.__name__}.{name}{key}", text


def _within(value: object) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        if not any(value is sign for sign in SIGNS):
            yield "", value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            for below, text in _within(inner):
                yield f"[{key}]{below}", text
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            for below, text in _within(inner):
                yield f"[{number}]{below}", text


def complaint(text: Text) -> str:
    """What is wrong with a text; empty when nothing is.

    A form, the same in both languages, consists of fields and signs only.
    """
    if not text.zh.strip() or not text.en.strip():
        return "is empty"
    if sorted(_FIELD.findall(text.zh)) != sorted(_FIELD.findall(text.en)):
        return f"has other fields in Chinese: {text}"
    if text.zh == text.en:
        words = _WORD.search(text.zh) or _CHINESE.search(text.zh)
        form = _FIELD.search(text.zh) or not words
        return "" if form else f"is not translated: {text.en}"
    if _WORD.search(_FIELD.sub("", text.zh)) and not _CHINESE.search(text.zh):
        return f"is not Chinese: {text.zh}"
    # An example of a Chinese date may stand in an English sentence.
    english = _WORD.search(_FIELD.sub("", text.en)) or not _CHINESE.search(text.en)
    return "" if english else f"is not English: {text.en}"
