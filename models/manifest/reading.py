"""From rows of text to registrations.

A consignment with one mistake is left out whole and the others go on; a warning keeps nobody out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from pydantic import ValidationError

from models.consignment.registration import MOST_BOXES, Registration
from models.kernel.errors import ManifestError
from models.kernel.spelling import same
from models.kernel.terms import MetalKind
from models.manifest import codes, texts
from models.manifest.cell_parsers import BOX, CONSIGNMENT, Column
from models.manifest.column_mapping import MappedRow, header_problems, lines_of
from models.manifest.rows import CellError, ManifestProblem, ManifestRow
from models.rules.rulebook import Rulebook
from models.texts import KINDS

PREFIXES = {
    MetalKind.COPPER: "7404",
    MetalKind.COPPER_ALLOY: "7404",
    MetalKind.ALUMINIUM_PURE: "7602",
    MetalKind.ALUMINIUM_WROUGHT: "7602",
    MetalKind.ALUMINIUM_CAST: "7602",
}
"""The four digits of the tariff (domain 7.6)."""

_BY_BOX = "category"
"""What a further row may say of its own box alone."""

LIGHTEST_BOX_KG = Decimal(100)
"""A lighter box was counted in tonnes, or a point that parts thousands was lost [prop]."""

LONGEST_VOYAGE = timedelta(days=180)
"""No vessel takes longer, lying in any port on its way [prop]."""

HEAVIEST_BOX_KG = Decimal(36_000)
"""No container may weigh more, its own weight and its load together (ISO 1496-1)."""


@dataclass(frozen=True)
class Parsed:
    """The consignments that may start, and everything that is wrong with the file."""

    registrations: tuple[Registration, ...]
    problems: tuple[ManifestProblem, ...]

    @property
    def errors(self) -> tuple[ManifestProblem, ...]:
        """The problems that keep a consignment out."""
        return tuple(problem for problem in self.problems if not problem.warning)

    @property
    def warnings(self) -> tuple[ManifestProblem, ...]:
        """The problems that a document check will look at later."""
        return tuple(problem for problem in self.problems if problem.warning)


def read_rows(rows: Iterable[ManifestRow], rules: Rulebook, now: datetime | None = None) -> Parsed:
    """Check every row against the rulebook, and its voyage against now, if that is given.

    Raises:
        ManifestError: when there is no row at all.
    """
    lines = lines_of(rows)
    if not lines:
        raise ManifestError(texts.NO_ROWS)
    header = header_problems(lines)
    if any(not problem.warning for problem in header):
        return Parsed(registrations=(), problems=tuple(header))
    taken = _Taken()
    readings = [_Reading(group, rules, taken, now).read() for group in _groups(lines)]
    return Parsed(
        registrations=tuple(found for found, _ in readings if found is not None),
        problems=(*header, *(problem for _, problems in readings for problem in problems)),
    )


def _groups(lines: Iterable[MappedRow]) -> Iterator[list[MappedRow]]:
    """The rows of one consignment: its number repeated, or blank, on the rows that follow."""
    group: list[MappedRow] = []
    for line in lines:
        number = line.text("tracking_no")
        if group and number and not same(number, group[0].text("tracking_no")):
            yield group
            group = []
        group.append(line)
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

    def __init__(
        self, lines: Sequence[MappedRow], rules: Rulebook, taken: _Taken, now: datetime | None
    ) -> None:
        self._now = now
        self._lines = lines
        self._rules = rules
        self._taken = taken
        self._problems: list[ManifestProblem] = []

    def read(self) -> tuple[Registration | None, list[ManifestProblem]]:
        """The registration, None when anything is wrong; and the problems, warnings among them."""
        values = self._values(self._lines[0], CONSIGNMENT)
        boxes = [{**self._values(line, BOX), **self._own_category(line)} for line in self._lines]
        self._require_same_on_further_rows()
        self._require_new_numbers()
        self._require_room()
        if self._failed():
            return None, self._problems
        try:
            found = Registration.model_validate({**values, "boxes": boxes})
        except ValidationError as error:
            self._complain_of(error)
            return None, self._problems
        self._check_code(found)
        self._check_voyage(found)
        self._check_weights(found)
        self._check_boxes(found)
        return (None if self._failed() else found), self._problems

    def _complain_of(self, error: ValidationError) -> None:
        """What the cells let through, and cannot be recorded all the same."""
        for fault in error.errors():
            field, box = fault["loc"][-1], fault["loc"][1:-1]
            line = self._lines[int(box[0])] if box else self._lines[0]
            columns = BOX if box else CONSIGNMENT
            name = next((name for name, each in columns.items() if each.field == field), str(field))
            self._complain(
                line, name, CellError(texts.NOT_KEPT, texts.CORRECT_IT, {"why": fault["msg"]})
            )

    def _failed(self) -> bool:
        return any(not problem.warning for problem in self._problems)

    def _values(self, line: MappedRow, columns: Mapping[str, Column]) -> _Values:
        values = {}
        for name, column in columns.items():
            value = self._value(line, name, column)
            if isinstance(value, CellError):
                self._complain(line, name, value)
            elif line.text(name).upper() in codes.PUT_RIGHT.get(name, {}):
                flaw = CellError(texts.NO_CODE, texts.READ_INSTEAD, {"code": value})
                self._complain(line, name, flaw, warning=True)
            elif name == "risk_level" and not line.text(name):
                flaw = CellError(texts.BLANK_RISK_LEVEL, texts.COUNTS_AS, {"level": value})
                self._complain(line, name, flaw, warning=True)
            values[column.field] = value
        return values

    def _value(self, line: MappedRow, name: str, column: Column) -> object:
        if name in line.flaws:
            return line.flaws[name]
        if name == "kind" and not line.text(name):
            kind = self._only_kind_of(line.text("code"))
            return column.read("", self._rules) if kind is None else kind
        return column.read(line.text(name), self._rules, line.factor(name))

    def _own_category(self, line: MappedRow) -> _Values:
        """What a further row says of its own box: a category apart (domain 1.2)."""
        if line.text(_BY_BOX) in ("", self._lines[0].text(_BY_BOX)):
            return {}
        return self._values(line, {_BY_BOX: CONSIGNMENT[_BY_BOX]})

    def _only_kind_of(self, code: str) -> MetalKind | None:
        """The kind that a code is listed for, if it is listed for one only."""
        kinds = [kind for kind, listed in self._rules.codes.items() if code in listed]
        return kinds[0] if len(kinds) == 1 else None

    def _require_same_on_further_rows(self) -> None:
        first = self._lines[0]
        for line in self._lines[1:]:
            for name in CONSIGNMENT.keys() - {_BY_BOX}:
                text, wanted = line.text(name), first.text(name)
                if text and text != wanted and not self._means(name, text, wanted):
                    reason = texts.NO_MIXING if name == "kind" else texts.DIFFERS
                    said = {"wanted": wanted, "row": first.row.number}
                    self._complain(line, name, CellError(reason, texts.REPEAT, said))

    def _means(self, name: str, text: str, wanted: str) -> bool:
        """Whether two cells of a column say the same, each as it is written."""
        values = [CONSIGNMENT[name].read(each, self._rules) for each in (text, wanted)]
        return values[0] == values[1] and not isinstance(values[0], CellError)

    def _require_new_numbers(self) -> None:
        for name in ("tracking_no", "unified_no"):
            self._require_new(self._lines[0], name, CONSIGNMENT[name])
        for line in self._lines:
            self._require_new(line, "box_no", BOX["box_no"])

    def _require_room(self) -> None:
        if len(self._lines) > MOST_BOXES:
            said = {"boxes": len(self._lines), "most": MOST_BOXES}
            # The first row that is too much: what stands before it would fit.
            line = self._lines[MOST_BOXES]
            self._complain(line, "box_no", CellError(texts.TOO_MANY_BOXES, texts.SPLIT, said))

    def _require_new(self, line: MappedRow, name: str, column: Column) -> None:
        value = column.read(line.text(name), self._rules)
        if isinstance(value, CellError):
            return
        before = self._taken.before(name, value, line.row.number)
        if before is not None:
            self._complain(line, name, CellError(texts.STANDS_ALREADY, texts.ONCE, {"row": before}))

    def _check_code(self, found: Registration) -> None:
        prefix, listed = PREFIXES[found.kind], self._rules.codes[found.kind]
        said = {"prefix": prefix, "kind": KINDS[found.kind], "version": self._rules.version}
        first = self._lines[0]
        if not found.code.startswith(prefix):
            self._complain(first, "code", CellError(texts.WRONG_PREFIX, texts.CODE_OR_KIND, said))
        elif found.code not in listed:
            flaw = CellError(
                texts.UNLISTED_CODE, texts.COMPARE_CODE, {**said, "listed": ", ".join(listed)}
            )
            self._complain(first, "code", flaw, warning=True)

    def _check_voyage(self, found: Registration) -> None:
        if found.eta <= found.etd:
            said = {"etd": f"{found.etd:%Y-%m-%d %H:%M}"}
            flaw = CellError(texts.NOT_AFTER, texts.CORRECT_VOYAGE, said)
            self._complain(self._lines[0], "eta", flaw)
        elif found.eta - found.etd > LONGEST_VOYAGE:
            said = {"etd": f"{found.etd:%Y-%m-%d %H:%M}", "days": str(LONGEST_VOYAGE.days)}
            flaw = CellError(texts.TOO_FAR_APART, texts.CORRECT_VOYAGE, said)
            self._complain(self._lines[0], "eta", flaw)
        far = timedelta(days=self._rules.clocks.voyage_days)
        for name, at in (("etd", found.etd), ("eta", found.eta)):
            if self._now is not None and abs(at - self._now) > far:
                # What is long past harms no deadline: it may be an old file.
                flaw = CellError(texts.FAR_FROM_NOW, texts.CORRECT_YEAR, {"year": at.year})
                self._complain(self._lines[0], name, flaw, warning=at < self._now)

    def _check_weights(self, found: Registration) -> None:
        declared, boxes = found.net_weight_kg, sum(box.net_weight_kg for box in found.boxes)
        share = declared * self._rules.weight_tolerance_share
        if abs(boxes - declared) > max(Decimal(self._rules.weight_tolerance_kg), share):
            flaw = CellError(texts.BOXES_WEIGH, texts.CORRECT_WEIGHTS, {"boxes": boxes})
            self._complain(self._lines[0], "net_weight_kg", flaw)

    def _check_boxes(self, found: Registration) -> None:
        for line, box in zip(self._lines, found.boxes, strict=True):
            name, said = "box_net_weight_kg", {"weight": box.net_weight_kg}
            if box.net_weight_kg < LIGHTEST_BOX_KG:
                reason = texts.TOO_LIGHT if line.unit(name) else texts.TOO_LIGHT_WITHOUT_UNIT
                self._complain(line, name, CellError(reason, texts.NAME_THE_UNIT, said))
            elif box.net_weight_kg > HEAVIEST_BOX_KG:
                limit = {**said, "most": HEAVIEST_BOX_KG}
                self._complain(line, name, CellError(texts.TOO_HEAVY, texts.WEIGH_AGAIN, limit))

    def _complain(
        self, line: MappedRow, column: str, flaw: CellError, *, warning: bool = False
    ) -> None:
        self._problems.append(line.problem(column, flaw, warning=warning))
