"""Rows of a history file as the tests need them."""

from datetime import datetime

from models.history import HistoryFile, read_history
from models.kernel.clock import CHINA
from models.kernel.language import Language
from models.manifest import ManifestRow
from models.rules.rulebook import rulebook

NOW = datetime(2026, 12, 1, 9, tzinfo=CHINA)
CELLS = {
    "batch_no": "NB24-0001",
    "concluded": "2025-03-05",
    "enterprise": "甬东再生铜业",
    "supplier": "Kobe Metals",
    "kind": "COPPER",
    "category": "光亮铜线",
    "code": "7404000030",
    "origin": "JP",
    "load_port": "JPUKB",
    "net_weight_kg": "42775",
    "boxes": "2",
    "opened": "2",
    "emptied": "1",
    "channels": "PORTAL; MACHINE; DOCUMENTS",
    "uncovered": "",
    "reason": "",
    "status": "",
    "found": "",
    "where": "",
    "synthetic": "",
}


def row(number: int = 2, **cells: str) -> ManifestRow:
    return ManifestRow(number, CELLS | cells)


def read(*rows: ManifestRow) -> HistoryFile:
    return read_history(rows, rulebook("2025-09"), NOW)


def said(file: HistoryFile) -> list[tuple[int | None, str, str, str]]:
    """Each problem: row, column, value, and the whole sentence in English."""
    return [
        (
            problem.row,
            problem.column,
            problem.value,
            f"{problem.reason(Language.EN)}; {problem.fix(Language.EN)}",
        )
        for problem in file.problems
    ]
