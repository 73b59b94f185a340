"""Two files about the same consignments: what one leaves blank, the other may say.

A declaration knows no seals, no weights box by box and none of our tracking numbers; a table with
the unified number (or the bill) and the box number brings them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from models.manifest.headers import heading
from models.manifest.identifiers import unguarded
from models.manifest.rows import ManifestRow

_KEYS = ("unified_no", "bill_no", "tracking_no")
_BOX = "box_no"
_Cells = Mapping[str, tuple[str, str]]


def supplemented(rows: Iterable[ManifestRow], extra: Sequence[ManifestRow]) -> list[ManifestRow]:
    """The rows, their blank and flawed cells filled from the rows of the other file."""
    known = _Known(extra)
    return [known.fill(row) for row in rows]


class _Known:
    """What a supplement says of consignments and of boxes."""

    def __init__(self, extra: Sequence[ManifestRow]) -> None:
        self._of: dict[tuple[str, ...], dict[str, tuple[str, str]]] = {}
        shared: dict[str, tuple[str, str]] = {}
        for row in extra:
            cells = _named(row)
            # Rows of further boxes leave blank what the first row of a consignment says.
            if any(name in cells for name in _KEYS):
                shared = {name: cells[name] for name in _KEYS if name in cells}
            for keys in _addresses({**shared, **cells}):
                found = self._of.setdefault(keys, {})
                found.update({name: cell for name, cell in cells.items() if name not in found})

    def fill(self, row: ManifestRow) -> ManifestRow:
        cells = _named(row)
        told = dict(self._told(cells))
        missing = {name: cell for name, cell in told.items() if name not in cells}
        if not missing:
            return row
        blank = {header for header in row.cells if _column(header) in missing}
        kept = {header: text for header, text in row.cells.items() if header not in blank}
        flaws = {name: flaw for name, flaw in row.flaws.items() if name not in missing}
        return replace(row, cells={**kept, **dict(missing.values())}, flaws=flaws)

    def _told(self, cells: _Cells) -> Iterator[tuple[str, tuple[str, str]]]:
        for keys in _addresses(cells):
            for name, cell in self._of.get(keys, {}).items():
                # What is said of one box holds for no other.
                if len(keys) > 2 or name not in _OF_BOX:  # noqa: PLR2004 - key, number, box
                    yield name, cell


_OF_BOX = {_BOX, "seal_no", "box_net_weight_kg"}


def _addresses(cells: _Cells) -> Iterator[tuple[str, ...]]:
    """Under what a row can be found: each number of its consignment, with its box and without."""
    for name in _KEYS:
        if name in cells:
            number = unguarded(cells[name][1].strip()).upper()
            yield (name, number)
            if _BOX in cells:
                box = unguarded(cells[_BOX][1].strip()).upper()
                yield (name, number, "".join(box.replace("-", "").split()))


def _named(row: ManifestRow) -> dict[str, tuple[str, str]]:
    """The filled cells by column, each with its header."""
    found = ((_column(header), header, text) for header, text in row.cells.items())
    return {name: (header, text) for name, header, text in found if name and text.strip()}


def _column(header: str) -> str:
    known = heading(header)
    return "" if known is None else known.column
