"""What the cells of a batch must be together: counts, days, findings."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from models.history import texts
from models.kernel.clock import CHINA
from models.kernel.codes import ReasonCode
from models.kernel.terms import Suspicion
from models.manifest import CellError
from models.manifest import texts as cells
from models.manifest.column_mapping import MappedRow
from models.manifest.reading import HEAVIEST_BOX_KG, LIGHTEST_BOX_KG, PREFIXES
from models.texts import KINDS

Told = Mapping[str, Any]
"""The values of a row by field; each has been read."""


def of_batch(told: Told, line: MappedRow, now: datetime) -> Iterator[tuple[str, CellError]]:
    """What is wrong with a batch, by column."""
    if told["concluded_at"] > now:
        yield "concluded", _ahead(now)
    prefix = PREFIXES[told["kind"]]
    if not told["code"].startswith(prefix):
        said = {"prefix": prefix, "kind": KINDS[told["kind"]]}
        yield "code", CellError(cells.WRONG_PREFIX, cells.CODE_OR_KIND, said)
    boxes, opened, emptied = told["boxes"], told["opened"], told["emptied"]
    if not boxes:
        yield "boxes", CellError(texts.NO_BOXES, texts.COUNT_AGAIN)
        return
    for name, count, what, most in (
        ("opened", opened, line.header("boxes"), boxes),
        ("emptied", emptied, line.header("opened"), opened),
    ):
        if count > most:
            said = {"what": what, "most": most}
            yield name, CellError(texts.MORE_THAN, texts.COUNT_AGAIN, said)
    yield from _of_weight(told, line)


def of_findings(
    findings: Sequence[tuple[MappedRow, Told]], batch: Told, now: datetime
) -> Iterator[tuple[MappedRow, str, CellError]]:
    """What is wrong with the findings of a batch, by row and column."""
    rows: dict[ReasonCode, int] = {}
    for line, found in findings:
        reason, state = found["reason"], found["suspicion"]
        if reason is None or state is None:
            lacking, there = ("reason", "status") if reason is None else ("status", "reason")
            said = {"there": line.header(there)}
            yield line, lacking, CellError(texts.HALF_FINDING, texts.WHOLE_FINDING, said)
            continue
        if reason in rows:
            first = {"row": rows[reason]}
            yield line, "reason", CellError(texts.FOUND_TWICE, texts.ONE_FINDING, first)
        rows[reason] = line.row.number
        if state is Suspicion.CONFIRMED and reason in batch["uncovered"]:
            yield line, "reason", CellError(texts.NOT_LOOKED, texts.LOOKED_OR_NOT)
        if found["occurred_at"] is not None and found["occurred_at"] > now:
            yield line, "found", _ahead(now)


def _of_weight(told: Told, line: MappedRow) -> Iterator[tuple[str, CellError]]:
    name, weight = "net_weight_kg", told["net_weight_kg"] / told["boxes"]
    if weight < LIGHTEST_BOX_KG:
        reason = cells.TOO_LIGHT if line.unit(name) else cells.TOO_LIGHT_WITHOUT_UNIT
        yield name, CellError(reason, texts.NAME_THE_UNIT, {"weight": f"{weight:.0f}"})
    elif weight > HEAVIEST_BOX_KG:
        said = {"weight": f"{weight:.0f}", "most": HEAVIEST_BOX_KG}
        yield name, CellError(cells.TOO_HEAVY, texts.NAME_THE_UNIT, said)


def _ahead(now: datetime) -> CellError:
    said = {"now": f"{now.astimezone(CHINA):%Y-%m-%d %H:%M}"}
    return CellError(texts.AHEAD, texts.CORRECT_DAY, said)
