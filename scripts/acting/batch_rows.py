"""What a batch would do, or has done, to each consignment: one line each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from rich.table import Table

from models.kernel.language import Language, Text, listed
from models.kernel.message import Command
from models.process.event_registry import event_name
from scripts import console
from scripts.acting import texts
from scripts.texts import messages as m


class RowOutcome(StrEnum):
    """What became of a command, or would."""

    WOULD = "would_record"
    RECORDED = "recorded"
    BEFORE = "done_before"
    REFUSED = "refused"
    FAILED = "failed"


_STYLES = {RowOutcome.REFUSED: "yellow", RowOutcome.FAILED: "bold red", RowOutcome.BEFORE: "dim"}


@dataclass(frozen=True)
class BatchRow:
    """One consignment: the events, or the reason why there are none."""

    number: str
    outcome: RowOutcome
    recorded: tuple[str, ...] = ()
    reason: str = ""


def table(column: Text, lines: Sequence[BatchRow], language: Language) -> Table:
    """The lines of a preview, or of a result."""
    drawn = console.table(texts.CONSIGNMENT.said(language), column.said(language))
    drawn.columns[0].no_wrap = True
    for line in lines:
        cells = (line.number, _said(line, language))
        drawn.add_row(*map(console.plain, cells), style=_STYLES.get(line.outcome, ""))
    return drawn


def counted(lines: Sequence[BatchRow], language: Language) -> str:
    """How many of each."""
    times = Counter(line.outcome for line in lines)
    return texts.COUNTED.said(
        language,
        recorded=times[RowOutcome.RECORDED] + times[RowOutcome.WOULD],
        before=times[RowOutcome.BEFORE],
        refused=times[RowOutcome.REFUSED],
        failed=times[RowOutcome.FAILED],
    )


def document(command: Command, lines: Sequence[BatchRow]) -> dict[str, object]:
    """The same as JSON values."""
    return {
        "verb": command.verb,
        "officer": command.officer,
        "role": command.role,
        "consignments": [
            {
                "consignment": line.number,
                "outcome": line.outcome,
                "recorded": line.recorded,
                "reason": line.reason or None,
            }
            for line in lines
        ],
    }


def _said(line: BatchRow, language: Language) -> str:
    match line.outcome:
        case RowOutcome.WOULD | RowOutcome.RECORDED:
            return listed(map(event_name, line.recorded), otherwise=m.NOTHING_NEW).said(language)
        case RowOutcome.BEFORE:
            return texts.DONE_BEFORE.said(language)
        case RowOutcome.REFUSED:
            return texts.WHY.said(language, what=texts.REFUSED, reason=line.reason)
        case RowOutcome.FAILED:
            return texts.WHY.said(language, what=texts.FAILED, reason=line.reason)
        case _:
            assert_never(line.outcome)
