"""Bilingual texts: written in Chinese and English, rendered in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol


class Language(StrEnum):
    """What people read: Chinese, English, or one after the other."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"


class Speaks(Protocol):
    """Whatever can be said in either language: a text, a sentence, a list."""

    def said(self, language: Language, /) -> str:
        """In one language, or in both."""


class Text(NamedTuple):
    """A label or a sentence in Chinese and in English, with the same `{fields}` in both."""

    zh: str
    en: str

    def said(self, language: Language, /, **fields: object) -> str:
        """In one language or both, its fields filled; a field that is a Text speaks the same.

        In both, a sentence is said twice; a form (`form`), which is the same in both, once.

        Raises:
            KeyError: a field that the text names is not given.
        """
        # Not a match: every step of a workflow says a dozen texts.
        if language is Language.ZH or self.zh == self.en:
            return _filled(self.zh, language, fields)
        if language is Language.EN:
            return _filled(self.en, language, fields)
        zh, en = _filled(self.zh, Language.ZH, fields), _filled(self.en, Language.EN, fields)
        return zh if zh == en else f"{zh} {en}"

    def of(self, /, **fields: object) -> "Sentence":
        """The text with its fields, to be said later."""
        return Sentence(self, fields)

    def __str__(self) -> str:
        """Both languages, unfilled: what stands in a string by mistake is at least read."""
        return self.zh if self.zh == self.en else f"{self.zh} {self.en}"


@dataclass(frozen=True)
class Sentence:
    """A text and what its fields are filled with, on its way to somebody who reads it."""

    text: Text
    fields: Mapping[str, object]

    def said(self, language: Language, /) -> str:
        """In one language or both."""
        return self.text.said(language, **self.fields)


@dataclass(frozen=True)
class Listed:
    """Several things in a row; texts among them speak the language of the whole."""

    parts: tuple[object, ...]
    comma: Text

    def said(self, language: Language, /) -> str:
        """In one language or both, separated as that language does it.

        In both, a sequence is said twice; one that a sign of both separates, once.
        """
        match language:
            case Language.ZH:
                return self.comma.zh.join(_spoken(part, language) for part in self.parts)
            case Language.EN:
                return self.comma.en.join(_spoken(part, language) for part in self.parts)
            case Language.BOTH if self.comma.zh == self.comma.en:
                return self.comma.zh.join(_spoken(part, language) for part in self.parts)
            case Language.BOTH:
                zh, en = self.said(Language.ZH), self.said(Language.EN)
                return zh if zh == en else f"{zh} {en}"


# Not the protocol: asking it takes many times as long, and every step of a workflow asks.
_SPEAKING = (Text, Sentence, Listed)


def form(pattern: str) -> Text:
    """A text that is the same in both languages, such as `{kind} · {tonnes} t`."""
    return Text(pattern, pattern)


COMMA = Text("、", ", ")
SEMICOLON = Text("；", "; ")

SPACE = form(" ")
DOT = form(" · ")
EACH = form(", ")
LINES = form("\n")
NONE = Text("无", "none")
NOTHING = form("")


def listed(parts: Iterable[object], comma: Text = COMMA, otherwise: Text = NONE) -> Speaks:
    """Things in a row; `otherwise` when there are none."""
    found = tuple(parts)
    return Listed(found, comma) if found else otherwise


def _filled(pattern: str, language: Language, fields: Mapping[str, object]) -> str:
    # The rest stays as it is: a field may ask for a format.
    if not fields:
        return pattern.format() if "{" in pattern else pattern
    spoken = {
        name: value.said(language) if isinstance(value, _SPEAKING) else value
        for name, value in fields.items()
    }
    return pattern.format_map(spoken)


def _spoken(part: object, language: Language) -> str:
    return part.said(language) if isinstance(part, _SPEAKING) else str(part)
