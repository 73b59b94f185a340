"""Which cell of a row belongs to which column, whatever the file calls it and in whatever order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from models.manifest import texts
from models.manifest.cell_parsers import BOX, CONSIGNMENT, OPTIONAL, Column
from models.manifest.footers import is_footer, is_total
from models.manifest.headers import MANIFEST, Heading, Headings, passed_over
from models.manifest.identifiers import unguarded
from models.manifest.rows import CellError, ManifestProblem, ManifestRow


class Layout(NamedTuple):
    """One kind of table: how its columns are headed and read, and which need not be there.

    `row` is the column that every row fills: without it a row may be a footer.
    """

    headings: Headings
    columns: Mapping[str, Column]
    optional: frozenset[str]
    row: str


OF_MANIFEST = Layout(MANIFEST, {**CONSIGNMENT, **BOX}, OPTIONAL, "box_no")

_PLAIN = Heading("")
_FEW = 2
"""Under a total, a row of so few filled cells is an address or a date, and no consignment."""


@dataclass(frozen=True)
class MappedRow:
    """A row whose cells are found by our names, with blanks squeezed."""

    row: ManifestRow
    headers: Mapping[str, tuple[str, Heading]]
    columns: Mapping[str, Column]

    @property
    def flaws(self) -> Mapping[str, CellError]:
        """What the reader of the file has found wrong, by our names."""
        return self.row.flaws

    def text(self, column: str) -> str:
        """The text of a cell, without guards; empty when the file has no such column."""
        squeezed = " ".join(self.row.cells.get(self.header(column), "").split())
        return squeezed if self.columns[column].verbatim else unguarded(squeezed)

    def header(self, column: str) -> str:
        """What the file calls a column."""
        return self.headers.get(column, (column, _PLAIN))[0]

    def factor(self, column: str) -> Decimal:
        """How many of our units one of the file's is."""
        return self.headers.get(column, (column, _PLAIN))[1].factor

    def unit(self, column: str) -> str:
        """The unit that the header names; empty when it names none."""
        return self.headers.get(column, (column, _PLAIN))[1].unit

    def problem(self, column: str, flaw: CellError, *, warning: bool = False) -> ManifestProblem:
        """What is wrong with a cell, with its place."""
        return ManifestProblem(
            row=self.row.number,
            column=column,
            value=self.text(column),
            flaw=flaw,
            warning=warning,
            written=self.header(column),
            original=self.row,
        )


def lines_of(rows: Iterable[ManifestRow], layout: Layout = OF_MANIFEST) -> list[MappedRow]:
    """The rows that say something; totals, signatures and remarks under the table do not."""
    found: list[MappedRow] = []
    under = False
    for row in rows:
        line = MappedRow(row, _headers(tuple(row.cells), layout.headings), layout.columns)
        first = next((text for text in row.cells.values() if text.strip()), "")
        named = line.text(layout.row)
        boxless = not named or named == " ".join(first.split())
        under = under or (boxless and is_total(first))
        if (first or row.flaws) and not (boxless and _is_no_box(line, first, under=under)):
            found.append(line)
            under = False
    return found


def _is_no_box(line: MappedRow, first: str, *, under: bool) -> bool:
    """Whether a row without a box number is a footer, or one of the few words under a total."""
    filled = [text for text in line.row.cells.values() if text.strip()]
    return is_footer(first) or (under and len(filled) <= _FEW and not line.flaws)


def header_problems(
    lines: Sequence[MappedRow], layout: Layout = OF_MANIFEST
) -> list[ManifestProblem]:
    """Columns that nobody knows, that stand twice, and that are not there."""
    heads = layout.headings
    heading = heads.heading
    layouts = dict.fromkeys(tuple(line.row.cells) for line in lines)
    present = dict.fromkeys(header for layout in layouts for header in layout)
    known = {found.column for found in map(heading, present) if found is not None}
    known |= {name for line in lines for name in line.flaws}
    return [
        *(
            _unknown(each, heads)
            for each in present
            if heading(each) is None and not passed_over(each)
        ),
        *(_twice(column, *pair) for column, pair in _rivals(layouts, heads)),
        *(_missing(name, heads) for name in layout.columns if name not in known | layout.optional),
    ]


def _rivals(
    layouts: Iterable[tuple[str, ...]], heads: Headings
) -> Iterable[tuple[str, tuple[str, str]]]:
    """Columns that two headers of one row mean, with both headers."""
    found: dict[tuple[str, str], str] = {}
    for layout in layouts:
        for header in layout:
            known = heads.heading(header)
            if known is not None and (first := _headers(layout, heads)[known.column][0]) != header:
                found[first, header] = known.column
    return [(column, pair) for pair, column in found.items()]


def _twice(column: str, first: str, header: str) -> ManifestProblem:
    flaw = CellError(texts.TWICE, texts.ONE_OF_THEM, {"other": first})
    return _of_file(column, flaw, written=header)


def _missing(name: str, heads: Headings) -> ManifestProblem:
    flaw = CellError(texts.MISSING_COLUMN, texts.ADD_COLUMN, {"alias": heads.aliases[name][0]})
    return _of_file(name, flaw)


@lru_cache(maxsize=1000)
def _headers(written: tuple[str, ...], heads: Headings) -> Mapping[str, tuple[str, Heading]]:
    found: dict[str, tuple[str, Heading]] = {}
    for header in written:
        known = heads.heading(header)
        if known is not None:
            found.setdefault(known.column, (header, known))
    return found


def _unknown(header: str, heads: Headings) -> ManifestProblem:
    spellings = {
        alias: name for name, aliases in heads.aliases.items() for alias in (name, *aliases)
    }
    like = get_close_matches(header.strip().lower(), spellings, 1)
    fix = texts.DID_YOU_MEAN if like else texts.IGNORED
    flaw = CellError(texts.UNKNOWN_COLUMN, fix, {"like": like[0]} if like else {})
    return _of_file(header, flaw, written=header, warning=True)


def _of_file(
    column: str, flaw: CellError, *, written: str = "", warning: bool = False
) -> ManifestProblem:
    return ManifestProblem(None, column, "", flaw, warning=warning, written=written)
