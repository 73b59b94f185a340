"""Redacts secrets from target URLs in any spelling that a service or a library uses.

A token may stand in the place of a user, a host, a path or a query, and comes back quoted, unquoted
or escaped. What is shown is therefore made of what is known to be harmless, and of what others say
every part of the URL is taken out, in every spelling.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, quote, quote_plus, unquote, unquote_plus, urlsplit

HIDDEN = "***"
_ADDRESSED = {"json", "xml", "form", "mailto", "http", "https"}
"""Whose host is an address; to other services the place of the host may be a token."""
_SHORTEST = 3
"""What is shorter is no secret, and taken out it would make a text unreadable."""
_PARTS = re.compile(r"[/@:?&=#,;+]+")


def shown(url: str) -> str:
    """The scheme, and the host where it is one: enough to tell targets apart."""
    scheme, _, _ = url.partition("://")
    if not scheme.isascii() or not scheme.replace("+", "").replace("-", "").isalnum():
        return HIDDEN
    plain = scheme.lower().removesuffix("s") if scheme.lower() != "https" else "https"
    return f"{scheme}://{_host(url) if plain in _ADDRESSED else ''}{HIDDEN}"


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return ""
    return f"{host}/" if host else ""


class Mask:
    """Takes the secrets of a URL out of a text."""

    def __init__(self, url: str, secrets: Iterable[str] = ()) -> None:
        host = _host(url).rstrip("/") if not shown(url).endswith(f"://{HIDDEN}") else ""
        given = {each for each in secrets if each}
        parts = {part for part in _secret(url) if len(part) >= _SHORTEST} - {host}
        spelled = {form for part in parts | given for form in _spellings(part)}
        found = sorted(spelled, key=len, reverse=True)
        pattern = "|".join(map(re.escape, found))
        self._pattern = re.compile(pattern, re.IGNORECASE) if pattern else None

    def __call__(self, text: str) -> str:
        """The text without them."""
        return self._pattern.sub(HIDDEN, text) if self._pattern else text


def _secret(url: str) -> Iterator[str]:
    """Every part of a URL after its scheme: by itself, and with what stands beside it."""
    rest = url.partition("://")[2]
    whole, _, query = rest.partition("?")
    yield rest
    yield whole
    yield query
    yield from _PARTS.split(rest)
    yield from _PARTS.split(unquote(rest))
    yield from re.split(r"[/@]", whole)
    for name, value in parse_qsl(query, keep_blank_values=True):
        yield name
        yield value


def _spellings(part: str) -> Iterator[str]:
    """As it stands, as it is meant, and as it may be written again."""
    for meant in {part, unquote(part), unquote_plus(part)}:
        yield meant
        yield quote(meant, safe="")
        yield quote(meant)
        yield quote_plus(meant)
        yield html.escape(meant)
        yield json.dumps(meant)[1:-1]
        yield repr(meant)[1:-1]
        yield quote(quote(meant, safe=""), safe="")
