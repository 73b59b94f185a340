"""From rows of text to batches: everything that is wrong is said, and then nothing is taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from models.history import texts
from models.history.checks import of_batch, of_findings
from models.history.columns import BLANK, COLUMNS, OF_BATCH, OF_FINDING, OF_HISTORY, Where
from models.kernel.errors import ManifestError
from models.kernel.spelling import key, same
from models.manifest import CellError, ManifestProblem, ManifestRow
from models.manifest.column_mapping import MappedRow, header_problems, lines_of
from models.risk.records import IMPORTED, BatchRecord, Finding, Inspected
from models.rules.rulebook import Rulebook


class OldLine(NamedTuple):
    """A batch of a file, and where it stands there; `synthetic`: it says that it is made up."""

    batch: BatchRecord
    line: MappedRow
    synthetic: bool


@dataclass(frozen=True)
class HistoryFile:
    """The batches of a file, and everything that is wrong with it."""

    lines: tuple[OldLine, ...]
    problems: tuple[ManifestProblem, ...]

    @property
    def errors(self) -> tuple[ManifestProblem, ...]:
        """What keeps the whole file out."""
        return tuple(problem for problem in self.problems if not problem.warning)


def read_history(rows: Iterable[ManifestRow], rules: Rulebook, now: datetime) -> HistoryFile:
    """Every batch of a file, each row held against what it can be and against now.

    Raises:
        ManifestError: there is no row at all.
    """
    lines = lines_of(rows, OF_HISTORY)
    if not lines:
        raise ManifestError(texts.NO_ROWS)
    header = header_problems(lines, OF_HISTORY)
    if any(not problem.warning for problem in header):
        return HistoryFile((), tuple(header))
    reading = _Reading(rules, now)
    found = [reading.batch(group) for group in _groups(lines)]
    return HistoryFile(
        tuple(each for each in found if each is not None), (*header, *reading.problems)
    )


def _groups(lines: Iterable[MappedRow]) -> Iterator[list[MappedRow]]:
    """The rows of one batch: its number repeated, or blank, on the rows of further findings."""
    group: list[MappedRow] = []
    for line in lines:
        number = line.text("batch_no")
        if group and number and not same(number, group[0].text("batch_no")):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


class _Reading:
    """Reads batch by batch, and collects what is wrong."""

    def __init__(self, rules: Rulebook, now: datetime) -> None:
        self.problems: list[ManifestProblem] = []
        self._rules, self._now = rules, now
        self._taken: dict[str, int] = {}
        self._synthetic: object = None
        self._read: dict[tuple[str, str, Decimal], object] = {}

    def batch(self, lines: Sequence[MappedRow]) -> OldLine | None:
        """The batch of these rows; None when anything of it is wrong."""
        before, first = len(self.problems), lines[0]
        told = self._values(first, OF_BATCH)
        self._require_same(lines)
        findings = [
            (line, self._values(line, OF_FINDING))
            for line in lines
            if len(lines) > 1 or line.text("reason") or line.text("status")
        ]
        if len(self.problems) == before:
            for name, flaw in of_batch(told, first, self._now):
                self._complain(first, name, flaw)
            for line, name, flaw in of_findings(findings, told, self._now):
                self._complain(line, name, flaw)
        self._require_new(first)
        self._require_one_sort(first, told["synthetic"])
        if len(self.problems) > before:
            return None
        return OldLine(_made(told, findings), first, bool(told["synthetic"]))

    def _values(self, line: MappedRow, names: Iterable[str]) -> dict[str, Any]:
        """The values of some cells by their fields; what is none is complained of."""
        found: dict[str, Any] = {}
        for name in names:
            value = self._value(line, name)
            if isinstance(value, CellError):
                self._complain(line, name, value)
            found[COLUMNS[name].field] = value
        return found

    def _value(self, line: MappedRow, name: str) -> object:
        if name in line.flaws:
            return line.flaws[name]
        text = line.text(name)
        if name in BLANK and not text:
            return BLANK[name]
        # Columns of a history say the same again and again.
        cell = name, text, line.factor(name)
        if cell not in self._read:
            self._read[cell] = COLUMNS[name].read(text, self._rules, cell[2])
        return self._read[cell]

    def _require_same(self, lines: Sequence[MappedRow]) -> None:
        first = lines[0]
        for line in lines[1:]:
            for name in OF_BATCH[1:]:
                differs = line.text(name) and self._value(line, name) != self._value(first, name)
                if differs or name in line.flaws:
                    said = {"wanted": first.text(name), "row": first.row.number}
                    self._complain(line, name, CellError(texts.DIFFERS, texts.REPEAT, said))

    def _require_new(self, line: MappedRow) -> None:
        number = key(line.text("batch_no"))
        before = self._taken.setdefault(number, line.row.number)
        if number and before != line.row.number:
            flaw = CellError(texts.BATCH_TWICE, texts.ONCE, {"row": before})
            self._complain(line, "batch_no", flaw)

    def _require_one_sort(self, line: MappedRow, synthetic: object) -> None:
        """A file is made up from end to end, or not at all."""
        self._synthetic = synthetic if self._synthetic is None else self._synthetic
        if synthetic != self._synthetic:
            self._complain(line, "synthetic", CellError(texts.HALF_MADE_UP, texts.ONE_SORT))

    def _complain(self, line: MappedRow, column: str, flaw: CellError) -> None:
        self.problems.append(line.problem(column, flaw))


def _made(
    told: Mapping[str, Any], findings: Sequence[tuple[MappedRow, dict[str, Any]]]
) -> BatchRecord:
    name = f"{IMPORTED}{told['batch']}"
    looked = ("boxes", "opened", "emptied", "done", "uncovered")
    kept = told.keys() & BatchRecord.model_fields.keys()
    return BatchRecord(
        id=name,
        net_kg=int(told["net_weight_kg"]),
        **{field: told[field] for field in kept},
        inspected=Inspected(**{field: told[field] for field in looked}),
        findings=tuple(
            Finding(
                id=f"{name}/{found['reason']}",
                reason=found["reason"],
                suspicion=found["suspicion"],
                occurred_at=found["occurred_at"] or told["concluded_at"],
                abroad=found["where"] is Where.ABROAD,
                escaped=found["where"] is Where.RELEASED,
            )
            for _, found in findings
        ),
    )
