"""What an export of the ledger comes to at the position of a report: without any database."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from models.kernel.errors import NotFound
from models.kernel.identity import consignment_workflow_id
from projections.batch_records import folded
from projections.parallel_fold import StoredRow
from projections.risk_ground import ground_of
from reports.risk.check import NoReport, Recorded
from reports.risk.document import Origin
from reports.risk.numbers import EventRef
from scripts.texts import risk_report as t

_CONSIGNMENT, _RISK = "consignment/", "risk/"


class _Line(NamedTuple):
    row: StoredRow
    hash: str


def recorded(export: Path, origin: Origin) -> Recorded:
    """Batches, standings, moves and events up to the position of a report, folded anew.

    Raises:
        NoReport: the report is of made-up batches, which are in no ledger.
        NotFound: the export cannot be read, or a line is no event.
    """
    if origin.position is None:
        raise NoReport(t.MADE_UP)
    lines = [line for line in _lines(export) if line.row.position <= origin.position]
    # What a consignment was then: neither what was recorded later nor what happened later.
    told = _sorted(line.row for line in lines if _of(line, _CONSIGNMENT))
    rows = folded(row for row in told if row.occurred_at <= origin.at)
    known = [row.record for row in rows if row.concluded_at <= origin.at]
    ground = ground_of(_sorted(line.row for line in lines if _of(line, _RISK)), known)
    events: defaultdict[str, list[EventRef]] = defaultdict(list)
    names = {consignment_workflow_id(batch.id): batch.id for batch in known}
    for line in lines:
        if line.row.stream_id in names:
            events[names[line.row.stream_id]].append(EventRef(line.row.position, line.hash))
    head = next((line.hash for line in lines if line.row.position == origin.position), None)
    return Recorded(ground.batches, ground.before, ground.moves, events, head)


def _lines(export: Path) -> Iterator[_Line]:
    try:
        content = export.read_bytes()
    except OSError as error:
        raise NotFound(t.UNREADABLE, file=export, why=error.strerror) from error
    for number, line in enumerate(content.splitlines(), 1):
        try:
            yield _line(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotFound(t.NO_EVENT, file=export, line=number) from error


def _line(told: Any) -> _Line:  # noqa: ANN401 - JSON
    row = StoredRow(
        position=int(told["position"]),
        stream_id=str(told["stream_id"]),
        version=int(told["version"]),
        event_id=UUID(told["event_id"]),
        event_type=told["event_type"],
        schema_version=int(told["schema_version"]),
        occurred_at=datetime.fromisoformat(told["occurred_at"]),
        recorded_at=datetime.fromisoformat(told["recorded_at"]),
        data=told["data"],
        metadata=told["metadata"],
    )
    return _Line(row, str(told["hash"]))


def _of(line: _Line, prefix: str) -> bool:
    return line.row.stream_id.startswith(prefix)


def _sorted(rows: Iterator[StoredRow]) -> list[StoredRow]:
    return sorted(rows, key=lambda row: (row.stream_id, row.version))
