"""Lays out JSON as the data files of the rulebooks are: a short row in one line.

A longer row shares lines among its plain fields; each of its lists and objects has its own.
"""

import json
from collections.abc import Iterable, Iterator

WIDTH = 140


def laid_out(value: object) -> str:
    """The text of a data file."""
    return _block(value, 0) + "\n"


def _value(value: object, indent: int, taken: int) -> str:
    """A value that begins after so many characters of its line and closes at the indent."""
    line = json.dumps(value, ensure_ascii=False)
    # One character for the comma that may follow.
    if not isinstance(value, dict | list) or taken + len(line) < WIDTH:
        return line
    return _block(value, indent)


def _block(value: object, indent: int) -> str:
    """A list or an object over several lines."""
    start = " " * (indent + 1)
    if isinstance(value, dict):
        rows, (opening, closing) = _filled(_fields(value, indent + 1), indent + 1), "{}"
    elif isinstance(value, list):
        parts = [(_value(each, indent + 1, indent + 1), _plain(each)) for each in value]
        rows, (opening, closing) = _filled(parts, indent + 1), "[]"
    else:
        raise TypeError(f"a data file is a list or an object, not {value!r}")
    return "\n".join([opening, ",\n".join(start + row for row in rows), " " * indent + closing])


def _fields(value: dict[str, object], indent: int) -> Iterator[tuple[str, bool]]:
    for key, each in value.items():
        name = f"{json.dumps(key, ensure_ascii=False)}: "
        yield name + _value(each, indent, indent + len(name)), _plain(each)


def _plain(value: object) -> bool:
    return not isinstance(value, dict | list)


def _filled(parts: Iterable[tuple[str, bool]], indent: int) -> list[str]:
    """Lines of parts: as many plain ones as fit, any other by itself."""
    rows: list[str] = []
    open_row = False
    for text, plain in parts:
        if plain and open_row and indent + len(rows[-1]) + len(text) + 2 < WIDTH:
            rows[-1] += f", {text}"
        else:
            rows.append(text)
        open_row = plain
    return rows
