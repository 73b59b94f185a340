"""What somebody meant who typed a number not quite as it is written."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from models.kernel.spelling import key

_MOST = 3
_LONGER = 2
"""So many characters a number may be longer or shorter than what was typed."""
_LIKE = 0.75
"""From so alike on a number is worth naming: one or two characters of eleven differ."""


def same(wanted: str, numbers: Mapping[str, str]) -> str | None:
    """Whose number has the same letters and digits; None when nobody's has, or several do."""
    meant = key(wanted)
    found = {whose for number, whose in numbers.items() if meant and key(number) == meant}
    return found.pop() if len(found) == 1 else None


def near(wanted: str, numbers: Iterable[str]) -> list[str]:
    """The numbers that are most like it, the nearest first: three at most."""
    meant = key(wanted)
    spelled = {key(each): each for each in _as_long(meant, numbers)}
    return [spelled[each] for each in get_close_matches(meant, spelled, _MOST, _LIKE)]


def _as_long(meant: str, numbers: Iterable[str]) -> Iterator[str]:
    return (each for each in numbers if abs(len(key(each)) - len(meant)) <= _LONGER)
