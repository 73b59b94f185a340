"""A history file against what is recorded: what is new, what is known, what contradicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from models.history import texts
from models.history.reading import HistoryFile, OldLine
from models.kernel.spelling import key
from models.manifest import CellError, ManifestProblem
from models.risk.records import IMPORTED, BatchRecord


class Imported(NamedTuple):
    """A batch that was imported before: out of which file, on which document, made up or not.

    `known_from` is when it was imported: no assessment before knew of it.
    """

    batch: BatchRecord
    document: str
    source: str
    synthetic: bool
    known_from: datetime


@dataclass(frozen=True)
class Compared:
    """What would be recorded, how much of the file is known already, and what is wrong."""

    fresh: tuple[OldLine, ...]
    known: int
    problems: tuple[ManifestProblem, ...]


def compared(file: HistoryFile, imported: Sequence[Imported], ours: Mapping[str, str]) -> Compared:
    """A file beside the batches imported before, and the numbers of our own consignments.

    A batch that says the same as before is known and not counted again; `ours` names the tracking
    number of each number that is known here.
    """
    before = {_number(each.batch): each for each in imported}
    numbers = {key(number): tracking_no for number, tracking_no in ours.items()}
    made_up = next((each.synthetic for each in imported), None)
    fresh, problems = list[OldLine](), list[ManifestProblem]()
    for line in file.lines:
        number = _number(line.batch)
        wrong = list(_wrong(line, before.get(number), numbers.get(number), made_up=made_up))
        problems += [line.line.problem(name, flaw) for name, flaw in wrong]
        if not wrong and number not in before:
            fresh.append(line)
    known = len(file.lines) - len(fresh) - len({each.row for each in problems})
    return Compared(tuple(fresh), known, tuple(problems))


def _wrong(
    line: OldLine, before: Imported | None, ours: str | None, *, made_up: bool | None
) -> Iterator[tuple[str, CellError]]:
    if before is not None and _said(before.batch) != _said(line.batch):
        said = {"file": before.source}
        yield "batch_no", CellError(texts.OTHER_RECORD, texts.LEAVE_OUT, said)
    if ours is not None:
        yield "batch_no", CellError(texts.OURS, texts.COUNTED_ANYWAY, {"tracking_no": ours})
    if made_up is not None and made_up != line.synthetic:
        beside = texts.MADE_UP_BESIDE_REAL if line.synthetic else texts.REAL_BESIDE_MADE_UP
        yield "synthetic", CellError(beside, texts.NO_MIXING)


def _number(batch: BatchRecord) -> str:
    return key(batch.id.removeprefix(IMPORTED))


def _said(batch: BatchRecord) -> dict[str, Any]:
    """What a record says, however its number is written."""
    return batch.model_dump(exclude={"id": True, "findings": {"__all__": {"id"}}})
