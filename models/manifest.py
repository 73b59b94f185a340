"""Reads a manifest: rows of text become registrations; what is wrong is said row by row.

Pure: where the rows come from (CSV, JSON) is the importer's business. A consignment with one
mistake is left out whole and the others go on; a warning keeps nobody out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches

from pydantic import BaseModel, ConfigDict

from models.errors import ManifestError
from models.manifest_columns import BOX, CONSIGNMENT, OPTIONAL, Column, Flaw
from models.registration import Registration
from models.rulebook import Rulebook
from models.terms import Kind

PREFIXES = {
    Kind.COPPER: "7404",
    Kind.COPPER_ALLOY: "7404",
    Kind.ALUMINIUM_PURE: "7602",
    Kind.ALUMINIUM_WROUGHT: "7602",
    Kind.ALUMINIUM_CAST: "7602",
}
"""The four digits of the tariff (domain 7.6)."""

_NO_MIXING = "different kinds may not be on one declaration (Announcement 2024 No. 23)"


@dataclass(frozen=True)
class Row:
    """One box with its consignment, as text by column; `number` is where to find it in the file."""

    number: int
    cells: Mapping[str, str]


class Problem(BaseModel):
    """One thing wrong: where, which value, why, what to do; `row` is None for the whole file."""

    model_config = ConfigDict(frozen=True)

    row: int | None
    column: str
    value: str
    reason: str
    fix: str
    warning: bool = False


class Parsed(BaseModel):
    """The consignments that may start, and everything that is wrong with the file."""

    model_config = ConfigDict(frozen=True)

    registrations: tuple[Registration, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a consignment out."""
        return tuple(problem for problem in self.problems if not problem.warning)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that a document check will look at later."""
        return tuple(problem for problem in self.problems if problem.warning)


def read_rows(rows: Iterable[Row], rules: Rulebook) -> Parsed:
    """Check every row against the rulebook.

    Raises:
        ManifestError: when there is no row at all.
    """
    filled = [row for row in map(_tidied, rows) if any(row.cells.values())]
    if not filled:
        raise ManifestError("the manifest has no rows: give one row a box, under a header")
    header = list(_header(filled))
    if any(not problem.warning for problem in header):
        return Parsed(registrations=(), problems=tuple(header))
    taken = _Taken()
    readings = [_Reading(group, rules, taken).read() for group in _groups(filled)]
    return Parsed(
        registrations=tuple(found for found, _ in readings if found is not None),
        problems=(*header, *(problem for _, problems in readings for problem in problems)),
    )


def _tidied(row: Row) -> Row:
    cells = {name.strip().lower(): " ".join(text.split()) for name, text in row.cells.items()}
    return Row(row.number, cells)


def _header(rows: Sequence[Row]) -> Iterator[Problem]:
    """Columns that nobody knows, and columns that are not there."""
    columns = {**CONSIGNMENT, **BOX}
    present = dict.fromkeys(name for row in rows for name in row.cells)
    for name in present:
        if name not in columns:
            like = get_close_matches(name, columns, 1)
            fix = f"did you mean {like[0]}?" if like else "its values are ignored: remove it"
            yield Problem(
                row=None, column=name, value="", reason="unknown column", fix=fix, warning=True
            )
    for name in columns:
        if name not in present and name not in OPTIONAL:
            fix = "add it to the header, and its value to every consignment"
            yield Problem(row=None, column=name, value="", reason="missing column", fix=fix)


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows of one consignment: its number repeated, or blank, on the rows that follow."""
    group: list[Row] = []
    for row in rows:
        number = row.cells.get("tracking_no", "")
        if group and number and number != group[0].cells.get("tracking_no", ""):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


@dataclass
class _Taken:
    """Numbers that may stand only once in a file, and the row that has each."""

    rows: dict[tuple[str, object], int] = field(default_factory=dict)

    def before(self, column: str, value: object, row: int) -> int | None:
        """The row that has the number already; None when it is new, and then taken."""
        taken = self.rows.get((column, value))
        self.rows.setdefault((column, value), row)
        return taken


_Values = dict[str, object]


class _Reading:
    """Reads the rows of one consignment, and collects what is wrong with them."""

    def __init__(self, rows: Sequence[Row], rules: Rulebook, taken: _Taken) -> None:
        self._rows = rows
        self._rules = rules
        self._taken = taken
        self._problems: list[Problem] = []

    def read(self) -> tuple[Registration | None, list[Problem]]:
        """The registration, None when anything is wrong; and the problems, warnings among them."""
        values = self._values(self._rows[0], CONSIGNMENT)
        boxes = [self._values(row, BOX) for row in self._rows]
        self._require_same_on_further_rows()
        self._require_new_numbers()
        if self._failed():
            return None, self._problems
        found = Registration.model_validate({**values, "boxes": boxes})
        self._check_code(found)
        self._check_voyage(found)
        self._check_weights(found)
        return (None if self._failed() else found), self._problems

    def _failed(self) -> bool:
        return any(not problem.warning for problem in self._problems)

    def _values(self, row: Row, columns: Mapping[str, Column]) -> _Values:
        values = {}
        for name, column in columns.items():
            value = column.read(row.cells.get(name, ""), self._rules)
            if isinstance(value, Flaw):
                self._complain(row, name, value.reason, value.fix)
            values[column.field] = value
        return values

    def _require_same_on_further_rows(self) -> None:
        first = self._rows[0]
        for row in self._rows[1:]:
            for name in CONSIGNMENT:
                text, wanted = row.cells.get(name, ""), first.cells.get(name, "")
                if text and text != wanted:
                    reason = f"differs from {wanted!r} in row {first.number}"
                    if name == "kind":
                        reason += f"; {_NO_MIXING}"
                    fix = "repeat the first row or leave it blank, or begin a new consignment"
                    self._complain(row, name, reason, fix)

    def _require_new_numbers(self) -> None:
        for name in ("tracking_no", "unified_no"):
            self._require_new(self._rows[0], name, CONSIGNMENT[name])
        for row in self._rows:
            self._require_new(row, "box_no", BOX["box_no"])

    def _require_new(self, row: Row, name: str, column: Column) -> None:
        value = column.read(row.cells.get(name, ""), self._rules)
        if isinstance(value, Flaw):
            return
        before = self._taken.before(name, value, row.number)
        if before is not None:
            fix = "each may stand once in a manifest, and the rows of a consignment together"
            self._complain(row, name, f"stands in row {before} already", fix)

    def _check_code(self, found: Registration) -> None:
        prefix, listed = PREFIXES[found.kind], self._rules.codes[found.kind]
        if not found.code.startswith(prefix):
            reason = f"does not begin with {prefix}, as {found.kind} does"
            self._complain(self._rows[0], "code", reason, "correct the code or the kind")
        elif found.code not in listed:
            reason = f"is not listed for {found.kind} in the rulebook {self._rules.version}"
            fix = f"compare with the declaration; listed are {', '.join(listed)}"
            self._complain(self._rows[0], "code", reason, fix, warning=True)

    def _check_voyage(self, found: Registration) -> None:
        if found.eta <= found.etd:
            reason = f"is not after the departure {found.etd:%Y-%m-%d %H:%M}"
            self._complain(self._rows[0], "eta", reason, "correct etd or eta")

    def _check_weights(self, found: Registration) -> None:
        declared, boxes = found.net_weight_kg, sum(box.net_weight_kg for box in found.boxes)
        share = declared * self._rules.weight_tolerance_share
        if abs(boxes - declared) > max(Decimal(self._rules.weight_tolerance_kg), share):
            reason = f"the boxes weigh {boxes} kg together"
            fix = "correct net_weight_kg or box_net_weight_kg; both are kilograms"
            self._complain(self._rows[0], "net_weight_kg", reason, fix)

    def _complain(
        self, row: Row, column: str, reason: str, fix: str, *, warning: bool = False
    ) -> None:
        self._problems.append(
            Problem(
                row=row.number,
                column=column,
                value=row.cells.get(column, ""),
                reason=reason,
                fix=fix,
                warning=warning,
            )
        )
