"""What a batch would do, or has done, to each consignment: one line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from models.labels.events import event_name
from models.language import listed
from scripts import console
from scripts.acting import words
from scripts.wording import messages as m

if TYPE_CHECKING:
    from rich.table import Table

    from models.language import Language, Text
    from models.messages import Command


class Outcome(StrEnum):
    """What became of a command, or would."""

    WOULD = "would_record"
    RECORDED = "recorded"
    BEFORE = "done_before"
    REFUSED = "refused"
    FAILED = "failed"


_STYLES = {Outcome.REFUSED: "yellow", Outcome.FAILED: "bold red", Outcome.BEFORE: "dim"}


@dataclass(frozen=True)
class Line:
    """One consignment: the events, or the reason why there are none."""

    number: str
    outcome: Outcome
    recorded: tuple[str, ...] = ()
    reason: str = ""


def table(column: Text, lines: Sequence[Line], language: Language) -> Table:
    """The lines of a preview, or of a result."""
    drawn = console.table(words.CONSIGNMENT.said(language), column.said(language))
    drawn.columns[0].no_wrap = True
    for line in lines:
        cells = (line.number, _said(line, language))
        drawn.add_row(*map(console.plain, cells), style=_STYLES.get(line.outcome, ""))
    return drawn


def counted(lines: Sequence[Line], language: Language) -> str:
    """How many of each."""
    times = Counter(line.outcome for line in lines)
    return words.COUNTED.said(
        language,
        recorded=times[Outcome.RECORDED] + times[Outcome.WOULD],
        before=times[Outcome.BEFORE],
        refused=times[Outcome.REFUSED],
        failed=times[Outcome.FAILED],
    )


def document(command: Command, lines: Sequence[Line]) -> dict[str, object]:
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


def _said(line: Line, language: Language) -> str:
    match line.outcome:
        case Outcome.WOULD | Outcome.RECORDED:
            return listed(map(event_name, line.recorded), otherwise=m.NOTHING_NEW).said(language)
        case Outcome.BEFORE:
            return words.DONE_BEFORE.said(language)
        case Outcome.REFUSED:
            return words.WHY.said(language, what=words.REFUSED, reason=line.reason)
        case Outcome.FAILED:
            return words.WHY.said(language, what=words.FAILED, reason=line.reason)
        case _:
            assert_never(line.outcome)
