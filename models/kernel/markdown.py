"""Escapes names and reasons for the Temporal UI, which renders Markdown.

Our own texts may have markup in them; whatever fills their fields may not.
"""

import re

from models.kernel.language import Listed, Sentence, Speaks, Text
from models.kernel.visible import visible

# What means something in Markdown or HTML wherever it stands in a line.
_MARKUP = re.compile(r"[\\`*_\[\]<>#~&]")
_NAMED = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_BREAK = re.compile(r"\s*[\r\n]+\s*")
# Renderers make links of bare addresses, too: a sign without width takes the pieces apart.
_ADDRESS = re.compile(r"(?i)(\b[a-z]+:)(?=//)|(\bwww)(?=\.)")
_APART = "\u200b"


class InlineCode(str):
    """What is written within backticks, where nothing else means anything."""

    __slots__ = ()


def in_markdown(text: str) -> str:
    """A text within a line of Markdown: read as it was written."""
    line = _BREAK.sub(" ", visible(text))
    plain = _MARKUP.sub(lambda found: _NAMED.get(found[0], f"\\{found[0]}"), line)
    return _ADDRESS.sub(lambda found: found[0] + _APART, plain)


def in_code(text: str) -> InlineCode:
    """A command within backticks: one line, and nothing that ends it."""
    return InlineCode(_BREAK.sub(" ", visible(text)).replace("`", "'"))


def marked(said: Speaks) -> Speaks:
    """The same, with data where it names data: whatever fills a text is escaped."""
    match said:
        case Sentence(text=text, fields=fields):
            return Sentence(text, {name: _plain(value) for name, value in fields.items()})
        case Listed(parts=parts, comma=comma):
            return Listed(tuple(map(_plain, parts)), comma)
        case _:
            return said


def clipped(text: str, most_bytes: int) -> str:
    """No more bytes than a server takes."""
    encoded = text.encode()
    if len(encoded) <= most_bytes:
        return text
    return encoded[: most_bytes - len("…".encode())].decode(errors="ignore") + "…"


def _plain(value: object) -> object:
    match value:
        case Text() | Sentence() | Listed():
            return marked(value)
        case InlineCode():
            return value
        case str():
            # Of an enumeration the value, as it would be said.
            return in_markdown(str(value))
        case _:
            return value
