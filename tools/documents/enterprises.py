"""What docs/process.md says of enterprises: institutions, deadlines, commands, events."""

import inspect

from models.enterprise.events import EVENTS
from models.enterprise.messages import COMMANDS
from models.rules.enterprise import EnterpriseRules
from scripts.rulebooks.texts import basis, lapse
from tools.documents.catalogues import givers
from tools.documents.markdown import anchor, table


def application(rules: EnterpriseRules) -> str:
    """The documents of an application."""
    rows = ((f"`{r.name}`", f"{r.title_zh}\n{r.title}", basis(r.basis)) for r in rules.application)
    return table(("document", "what", "basis"), rows)


def institutions(rules: EnterpriseRules) -> str:
    """The supporting institutions."""
    rows = ((f"`{row.name}`", f"{row.title_zh}\n{row.title}") for row in rules.institutions)
    return table(("institution", "what"), rows)


def deadlines(rules: EnterpriseRules) -> str:
    """Every row of the register of enterprises."""
    rows = (
        (
            rule.id,
            f"{rule.title_zh}\n{rule.title}",
            "\n".join(rule.opens),
            "\n".join(rule.closes),
            "\n".join(lapse(rule, each) for each in rule.levels),
            basis(rule.basis),
        )
        for rule in rules.deadlines
    )
    return table(("id", "deadline", "starts", "stops", "escalations", "basis"), rows)


def commands() -> str:
    """Every command: what for, and who gives it."""
    rows = (
        (f"enterprise `{verb}`", _meaning(kind), givers(kind)) for verb, kind in COMMANDS.items()
    )
    return table(("command", "what for", "given by"), rows)


def events() -> str:
    """Every event, what it means."""
    names = ((str(kind.model_fields["type"].default), kind) for kind in EVENTS)
    rows = ((f"[{name}](events.md{anchor(name)})", _meaning(kind)) for name, kind in names)
    return table(("event", "meaning"), rows)


def _meaning(kind: type[object]) -> str:
    """The first sentence of what the class says of itself."""
    return (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
