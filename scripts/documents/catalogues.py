"""Events, facts and commands by matter for docs/process.md."""

import inspect
from collections.abc import Callable, Iterator
from types import CodeType
from typing import get_args

from models import messages
from models.events import BODIES, Body
from models.labels import PARTIES
from models.messages import COMMANDS, Command
from models.roles import given_by
from models.rulebook import Rulebook
from models.translations import MEANINGS
from scripts.documents import matters
from scripts.documents.markdown import anchor, table


def events(rules: Rulebook) -> str:
    """Every event: what it means, and which deadlines it starts and stops."""
    parts = []
    for matter, kinds in matters.grouped(BODIES):
        rows = (_event(kind, rules) for kind in kinds)
        columns = ("event", "meaning", "starts", "stops")
        parts.append(f"### {matters.title(matter)}\n\n{table(columns, rows)}")
    return "\n".join(parts)


def facts() -> str:
    """Every fact: what it means, who sends it, in which message."""
    senders, parts = _senders(), []
    for matter, kinds in matters.grouped(_facts()):
        rows = (
            (f"`{_type(kind)}`", _meaning(kind), *_columns(senders.get(kind.__name__, [])))
            for kind in kinds
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
    parties = given_by(kind)
    return ", ".join(f"{party} {PARTIES[party]}" for party in parties) or "whoever was told"


def _facts() -> tuple[type[messages.Message], ...]:
    (union, _) = get_args(messages.Fact)
    found: tuple[type[messages.Message], ...] = get_args(union)
    return tuple(kind for kind in found if kind is not messages.Unknown)


def _senders() -> dict[str, list[tuple[str, str]]]:
    """System and message type by the name of the fact that the translation makes of it."""
    names = {kind.__name__ for kind in _facts()}
    found: dict[str, list[tuple[str, str]]] = {}
    for (system, message), meaning in MEANINGS.items():
        for fact in dict.fromkeys(_named(meaning)):
            if fact in names:
                found.setdefault(fact, []).append((system, message))
    return found


def _named(function: Callable[..., object]) -> Iterator[str]:
    """The names that a function and the functions within it use."""
    code = getattr(function, "__code__", None)
    if isinstance(code, CodeType):
        yield from _names(code)
    for cell in getattr(function, "__closure__", None) or ():
        if callable(cell.cell_contents):
            yield from _named(cell.cell_contents)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _columns(senders: list[tuple[str, str]]) -> tuple[str, str]:
    systems = ", ".join(dict.fromkeys(system for system, _ in senders))
    return systems, ", ".join(f"`{message}`" for _, message in senders)


def _type(kind: type[messages.Message] | type[Body]) -> str:
    return str(kind.model_fields["type"].default)


def _meaning(kind: type[object]) -> str:
    """The first sentence of what the class says of itself."""
    return (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
