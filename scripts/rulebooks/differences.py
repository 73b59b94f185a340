"""What two versions of the rulebook say differently."""

from collections.abc import Iterator

from pydantic import BaseModel

from models.kernel.language import Text
from models.rules.rulebook import Rulebook
from scripts.rulebooks.parts import PARTS, Cell, Part
from scripts.texts.headings import SOURCE

Told = tuple[str, ...]

NOTHING = ""
"""What a version says of a row that it does not have."""


class RuleDifference(BaseModel):
    """One row that differs: what either version says; empty where it has no such row."""

    part: str
    row: str
    before: str
    after: str


def differences(before: Rulebook, after: Rulebook) -> list[RuleDifference]:
    """Every row that differs, in the order of the parts."""
    return [found for name, part in PARTS.items() for found in _of(name, part, before, after)]


def _of(name: str, part: Part, before: Rulebook, after: Rulebook) -> Iterator[RuleDifference]:
    old, new = _by_name(part, before), _by_name(part, after)
    for row in dict.fromkeys([*old, *new]):
        if old.get(row) != new.get(row):
            said, says = _said(part, old.get(row), new.get(row))
            yield RuleDifference(part=name, row=row, before=said, after=says)


def _by_name(part: Part, rules: Rulebook) -> dict[str, list[Told]]:
    """The rows by what names them, in both languages; rows that share a name stay together.

    What they say is compared in English, whoever asks.
    """
    named: dict[str, list[Told]] = {}
    for cells in part.rows(rules):
        name = " ".join(map(str, cells[: part.named]))
        said = tuple(map(_english, cells[part.named :]))
        named.setdefault(name, []).append(said)
    return named


def _said(part: Part, old: list[Told] | None, new: list[Told] | None) -> tuple[str, str]:
    """Both texts: of one row on either side only the cells that differ."""
    columns = tuple(map(_english, part.columns[part.named :]))
    if not (old and new and len(old) == len(new) == 1):
        return _whole(columns, old), _whole(columns, new)
    differing = [n for n, cell in enumerate(old[0]) if cell != new[0][n]]
    label = {n: f"{columns[n]}: " if columns[n] and len(old[0]) > 1 else "" for n in differing}
    return (
        "\n".join(f"{label[n]}{old[0][n] or 'none'}" for n in differing),
        "\n".join(f"{label[n]}{new[0][n] or 'none'}" for n in differing),
    )


def _english(column: Cell) -> str:
    """The same whoever asks: what differs is printed for machines, too."""
    return column.en if isinstance(column, Text) else column


def _whole(columns: Told, rows: list[Told] | None) -> str:
    """All that rows say, but for where it was read."""
    kept = [n for n, column in enumerate(columns) if column != SOURCE.en]
    return "\n".join(", ".join(row[n] for n in kept if row[n]) for row in rows or ()) or NOTHING
