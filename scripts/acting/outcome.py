"""What a command would do, or has done, as people and machines read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.labels import PARTIES
from models.language import COMMA, NOTHING, listed
from scripts import console
from scripts.acting import words

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
    nothing = words.NOTHING_NEW.said(language)
    yield words.WOULD_RECORD.said(language), ", ".join(seen.recorded) or nothing
    yield words.STANDING.said(language), target.standings[seen.standing].said(language)
    party = PARTIES[seen.must_act] if seen.must_act else words.NOBODY
    yield words.MUST_ACT.said(language), party.said(language)
    due = _due(target, seen.next_due, language) if seen.next_due else words.NOTHING.said(language)
    yield words.NEXT_DUE.said(language), due
    told = listed((PARTIES[each] for each in seen.told), COMMA, NOTHING)
    yield words.TOLD.said(language), told.said(language)
    calls = "; ".join(each.what.said(language, box=box) for each, box in seen.calls)
    yield words.CALLS.said(language), calls


def _due(target: Target, due: Due, language: Language) -> str:
    title = target.title(due.deadline).said(language)
    rung = (due.deadline, title, due.box, f"L{due.level:d}", console.local(due.at), "→")
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
