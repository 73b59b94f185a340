"""From a grid of cells to rows under a header, wherever in the grid the header stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.manifest import CellError, ManifestRow
from models.manifest.headers import MANIFEST, Headings
from scripts.manifests import texts
from scripts.manifests.errors import UnreadableFile

HEADER_ROWS = 30
FEWEST = 3
"""So many columns that are known make a row a header."""
MOST_COLUMNS = 200
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Grid:
    """Numbered rows of cells as text, from the first row of a sheet or file.

    `merged` has, for cells of a merged range, the place (row index, column) of its first cell;
    `flaws` are cells that hold no value, by the same kind of place; `heads` are the columns that
    are known.
    """

    rows: Sequence[tuple[int, Sequence[str]]]
    sheet: str = ""
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    flaws: Mapping[tuple[int, int], CellError] = field(default_factory=dict)
    heads: Headings = MANIFEST

    def header_text(self, index: int, column: int) -> str:
        """The text over a column: of the merged range if the cell is in one."""
        row, col = self.merged.get((index, column), (index, column))
        cells = self.rows[row][1]
        return cells[col] if col < len(cells) else ""


@dataclass(frozen=True)
class Header:
    """Where the header stands (an index), the name of each column, and where the data begins."""

    index: int
    names: tuple[str, ...]
    begins: int


def header_of(grid: Grid) -> Header | None:
    """The row that names most columns, with the row of groups above it; None when none does."""
    best, most = None, FEWEST - 1
    for index in range(min(HEADER_ROWS, len(grid.rows))):
        names = _names(grid, index)
        known = len({found.column for found in map(grid.heads.heading, names) if found is not None})
        if known > most:
            best, most = (index, names), known
    if best is None:
        return None
    index, names = best
    begins = index + 1
    while begins < len(grid.rows) and _names_columns(grid, begins):
        begins += 1
    return Header(index, names, begins)


def rows_under(grid: Grid, header: Header) -> Iterator[ManifestRow]:
    """The rows of data, each cell by the name of its column.

    Raises:
        Unreadable: two needed columns have one name, or a row has cells where no column is.
    """
    columns = list(_columns(grid, header))
    width = max((last for _, places in columns for last in places), default=-1) + 1
    named = len(header.names)
    for index in range(header.begins, len(grid.rows)):
        number, cells = grid.rows[index]
        if any(text.strip() for text in cells[named:]):
            raise UnreadableFile(texts.TOO_MANY_CELLS, row=number, cells=len(cells), columns=named)
        padded = [*cells, *[""] * (width - len(cells))]
        yield ManifestRow(
            number,
            {name: " ".join(filter(None, (padded[at] for at in at_))) for name, at_ in columns},
            sheet=grid.sheet,
            flaws=dict(_flaws(grid, index, columns)),
        )


def _columns(grid: Grid, header: Header) -> Iterator[tuple[str, list[int]]]:
    """Each name with its places; a header merged over several columns has several."""
    found: dict[str, list[int]] = {}
    for at, name in enumerate(header.names):
        if not name.strip():
            continue
        before = found.setdefault(name, [])
        needed = grid.heads.heading(name) is not None
        if before and needed and not _one_range(grid, header.index, before[-1], at):
            raise UnreadableFile(texts.SAME_NAME, name=name)
        before.append(at)
    yield from found.items()


def _one_range(grid: Grid, index: int, left: int, right: int) -> bool:
    place = grid.merged.get((index, right))
    return place is not None and place == grid.merged.get((index, left))


def _flaws(
    grid: Grid, index: int, columns: Sequence[tuple[str, list[int]]]
) -> Iterator[tuple[str, CellError]]:
    if not grid.flaws:
        return
    for name, places in columns:
        known = grid.heads.heading(name)
        for at in places:
            if known is not None and (index, at) in grid.flaws:
                yield known.column, grid.flaws[index, at]


def _names(grid: Grid, index: int) -> tuple[str, ...]:
    cells = grid.rows[index][1]
    return tuple(_name(grid, index, column) for column in range(len(cells)))


def _name(grid: Grid, index: int, column: int) -> str:
    own = grid.header_text(index, column)
    over = grid.header_text(index - 1, column) if index else ""
    joined = f"{over} {own}"
    return joined if over and over != own and grid.heads.heading(joined) else own


def _names_columns(grid: Grid, index: int) -> bool:
    """Whether a row says the header once more, in the other language."""
    filled = [text for text in grid.rows[index][1] if text.strip()]
    known = sum(grid.heads.heading(text) is not None for text in filled)
    return known >= FEWEST and known * 2 > len(filled)
