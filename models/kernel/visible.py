r"""Neutralises control and invisible characters in texts from outside.

Names, file names, URLs and the errors of others may hold escape sequences that colour, hide, link
or overwrite what a terminal shows. They are data: each such sign is shown as what it is (`\x1b`).
"""

import unicodedata

_SHOWN = frozenset({"Zs", "Co"})
"""Blanks of other scripts, and what rare family names are written with."""
_JOINERS = "\u200c\u200d"


def visible(text: str, keep: str = "\n\t") -> str:
    """The text with every sign that cannot be seen spelled out; `keep` are those that may stay."""
    # Nearly every text is of this sort.
    if text.isprintable():
        return text
    return "".join(sign if _harmless(sign, keep) else _spelled(sign) for sign in text)


def in_json(document: str) -> str:
    """A JSON document with every such sign as JSON spells it: it stays the same document."""
    if document.isprintable():
        return document
    return "".join(sign if _harmless(sign, "\n") else _escape(sign) for sign in document)


def _harmless(sign: str, keep: str) -> bool:
    if sign.isprintable() or sign in keep or sign in _JOINERS:
        return True
    return unicodedata.category(sign) in _SHOWN


def _spelled(sign: str) -> str:
    return sign.encode("unicode_escape").decode()


def _escape(sign: str) -> str:
    units = sign.encode("utf-16-be", errors="surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
