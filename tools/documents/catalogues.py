"""Events, facts and commands by matter for docs/process.md."""

import inspect

from models.inbound import TRANSLATIONS
from models.kernel.event_body import Body
from models.kernel.message import Command, RawFact
from models.process.event_registry import CONSIGNMENT_EVENTS
from models.process.messages import COMMANDS, FACTS
from models.rules.rulebook import Rulebook
from models.supervision.messages import Unknown
from models.texts import PARTIES
from tools.documents import matters
from tools.documents.markdown import anchor, table


def events(rules: Rulebook) -> str:
    """Every event: what it means, and which deadlines it starts and stops."""
    parts = []
    for matter, kinds in matters.grouped(CONSIGNMENT_EVENTS):
        rows = (_event(kind, rules) for kind in kinds)
        columns = ("event", "meaning", "starts", "stops")
        parts.append(f"### {matters.title(matter)}\n\n{table(columns, rows)}")
    return "\n".join(parts)


def facts() -> str:
    """Every fact: what it means, who sends it, in which message."""
    senders, parts = _senders(), []
    for matter, kinds in matters.grouped(kind for kind in FACTS if kind is not Unknown):
        rows = (
            (f"`{_type(kind)}`", _meaning(kind), *_columns(senders.get(kind, []))) for kind in kinds
        )
        columns = ("fact", "meaning", "system", "message")
        parts.append(f"### {matters.title(matter)}\n\n{table(columns, rows)}")
    return "\n".join(parts)


def commands() -> str:
    """Every command: what for, and who gives it."""
    parts = []
    for matter, kinds in matters.grouped(COMMANDS.values()):
        rows = ((f"`{kind.verb}`", _meaning(kind), givers(kind)) for kind in kinds)
        parts.append(
            f"### {matters.title(matter)}\n\n{table(('command', 'what for', 'given by'), rows)}"
        )
    return "\n".join(parts)


def _event(kind: type[Body], rules: Rulebook) -> tuple[str, ...]:
    name = _type(kind)
    starts = ", ".join(rule.id for rule in rules.deadlines if name in rule.opens)
    stops = ", ".join(rule.id for rule in rules.deadlines if name in rule.closes)
    return f"[{name}](events.md{anchor(name)})", _meaning(kind), starts, stops


def givers(kind: type[Command]) -> str:
    """The parties that give a command."""
    return ", ".join(f"{party} {PARTIES[party]}" for party in kind.given_by) or "whoever was told"


def _senders() -> dict[type[Body | RawFact], list[tuple[str, str]]]:
    """System and message type by the fact that the translation makes of it."""
    found: dict[type[Body | RawFact], list[tuple[str, str]]] = {}
    for (system, message), translation in TRANSLATIONS.items():
        for fact in translation.facts:
            found.setdefault(fact, []).append((system, message))
    return found


def _columns(senders: list[tuple[str, str]]) -> tuple[str, str]:
    systems = ", ".join(dict.fromkeys(system for system, _ in senders))
    return systems, ", ".join(f"`{message}`" for _, message in senders)


def _type(kind: type[Body | RawFact]) -> str:
    return str(kind.model_fields["type"].default)


def _meaning(kind: type[object]) -> str:
    """The first sentence of what the class says of itself."""
    return (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
