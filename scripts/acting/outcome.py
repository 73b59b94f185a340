"""What a command would do, or has done, as people and machines read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.labels import PARTIES
from models.labels.events import event_name
from models.language import COMMA, NOTHING, listed
from scripts import console
from scripts.acting import words
from scripts.wording import headings as h
from scripts.wording import messages as m

if TYPE_CHECKING:
    from models.forecast import Due, Forecast
    from models.language import Language
    from models.messages import Command
    from scripts.acting.target import Target


def lines(
    target: Target, command: Command, seen: Forecast, language: Language
) -> Iterator[tuple[str, str]]:
    """A forecast as names and values."""
    role = (PARTIES[command.role] if command.role else words.NO_ROLE).said(language)
    yield words.OFFICER.said(language), command.officer
    yield words.ROLE.said(language), role
    recorded = listed(map(event_name, seen.recorded), otherwise=m.NOTHING_NEW)
    yield words.WOULD_RECORD.said(language), recorded.said(language)
    yield h.STAGE.said(language), target.standings[seen.standing].said(language)
    party = PARTIES[seen.must_act] if seen.must_act else m.NOBODY
    yield h.MUST_ACT.said(language), party.said(language)
    due = _due(target, seen.next_due, language) if seen.next_due else m.NOTHING.said(language)
    yield words.NEXT_DUE.said(language), due
    told = listed((PARTIES[each] for each in seen.told), COMMA, NOTHING)
    yield words.TOLD.said(language), told.said(language)
    calls = "; ".join(each.what.said(language, box=box) for each, box in seen.calls)
    yield words.CALLS.said(language), calls


def _due(target: Target, due: Due, language: Language) -> str:
    title = target.titles["deadline"](due.deadline)
    rung = (
        due.deadline,
        title.said(language) if title else "",
        due.box,
        f"L{due.level:d}",
        console.local(due.at),
        "→",
    )
    return " ".join(filter(None, (*rung, PARTIES[due.party].said(language))))


def document(command: Command, seen: Forecast) -> dict[str, object]:
    """A forecast as JSON values."""
    due = seen.next_due
    return {
        "verb": command.verb,
        "officer": command.officer,
        "role": command.role,
        "would_record": seen.recorded,
        "stage": seen.standing,
        "must_act": seen.must_act,
        "next_due": due.at if due else None,
        "next_deadline": due.deadline if due else None,
        "people_told": seen.told,
        "calls": [{"call": each.call, "box": box or None} for each, box in seen.calls],
    }
