"""What a command would do, or has done, as people and machines read it."""

from collections.abc import Iterator

from models.kernel.language import COMMA, NOTHING, Language, listed
from models.kernel.message import Command
from models.process.call_texts import summary
from models.process.command_preview import CommandPreview, Due
from models.process.event_registry import event_name
from models.texts import PARTIES
from scripts import console
from scripts.acting import texts
from scripts.acting.target import CommandTarget
from scripts.texts import headings as h
from scripts.texts import messages as m


def lines(
    target: CommandTarget, command: Command, seen: CommandPreview, language: Language
) -> Iterator[tuple[str, str]]:
    """A forecast as names and values."""
    role = (PARTIES[command.role] if command.role else texts.NO_ROLE).said(language)
    yield texts.OFFICER.said(language), command.officer
    yield texts.ROLE.said(language), role
    recorded = listed(map(event_name, seen.recorded), otherwise=m.NOTHING_NEW)
    yield texts.WOULD_RECORD.said(language), recorded.said(language)
    yield h.STAGE.said(language), target.standings[seen.standing].said(language)
    party = PARTIES[seen.must_act] if seen.must_act else m.NOBODY
    yield h.MUST_ACT.said(language), party.said(language)
    due = _due(target, seen.next_due, language) if seen.next_due else m.NOTHING.said(language)
    yield texts.NEXT_DUE.said(language), due
    told = listed((PARTIES[each] for each in seen.told), COMMA, NOTHING)
    yield texts.TOLD.said(language), told.said(language)
    calls = "; ".join(summary(call).said(language) for call in seen.calls)
    yield texts.CALLS.said(language), calls


def _due(target: CommandTarget, due: Due, language: Language) -> str:
    title = target.titles["deadline"](due.deadline)
    escalation = (
        due.deadline,
        title.said(language) if title else "",
        due.box,
        f"L{due.level:d}",
        console.local(due.at),
        "→",
    )
    return " ".join(filter(None, (*escalation, PARTIES[due.party].said(language))))


def document(command: Command, seen: CommandPreview) -> dict[str, object]:
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
        "calls": [{"call": call.activity, "box": call.box or None} for call in seen.calls],
    }
