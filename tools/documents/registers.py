"""The tables of a rulebook for docs/process.md: deadlines, reasons, violations, who is who."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

from models.kernel.codes import ReasonCode, ViolationCode
from models.rules.goods import Nonconformance
from models.rules.rulebook import DeadlineRule, Rulebook
from models.texts import PARTIES
from scripts.rulebooks.texts import basis, closing, level_line, opening
from tools.documents import matters
from tools.documents.markdown import table

_NOT_DECIDING = frozenset({"messages", "events", "examples", "eligibility", "consequences"})


def deadlines(rules: Rulebook) -> str:
    """Every row of the register."""
    columns = ("id", "deadline", "starts", "stops", "escalations", "on", "basis")
    return table(columns, (_deadline(rule) for rule in rules.deadlines))


def reasons(rules: Rulebook) -> str:
    """The sixteen reasons, what may be done about them, and where they come from."""
    rows = (
        (
            row.code,
            f"{row.title_zh}\n{row.title}",
            str(row.weight),
            ", ".join(row.detected),
            _disposals(row),
            "yes" if row.emergency else "",
            ", ".join(
                dict.fromkeys(x.parameter for x in rules.limits if x.reason.startswith(row.code))
            ),
            _raised(rules, row.code),
        )
        for row in rules.nonconformances
    )
    columns = (
        *("code", "reason", "weight", "detected at", "disposals", "emergency", "limits"),
        "raised by rule in",
    )
    return table(columns, rows)


def _disposals(row: Nonconformance) -> str:
    allowed = ", ".join(row.disposals)
    return f"{allowed}\n移送案件 case to {row.refer_to}" if row.refer_to else allowed


def _raised(rules: Rulebook, code: ReasonCode) -> str:
    """Decisions name a code themselves, or take it from the outcomes of a triage."""
    proved = any(row.reason == code for row in rules.triage)
    return mentioned(code) or ("port" if proved else "")


def on_the_road(rules: Rulebook) -> str:
    """Which deadlines stand still under which overlays while their box is on the road, and why."""
    rows = (
        (
            rule.id,
            f"{rule.title_zh}\n{rule.title}",
            ", ".join(rule.road.frozen_by) or "none",
            f"{rule.road.why_zh}\n{rule.road.why}",
        )
        for rule in rules.deadlines
        if rule.road is not None
    )
    return table(("id", "deadline", "stands still under", "because"), rows)


def violations(rules: Rulebook) -> str:
    """The breaches of supervision, and what records them."""
    rows = (
        (
            row.code,
            f"{row.title_zh}\n{row.title}",
            str(row.grade),
            ", ".join(_breaches(rules, row.code)),
            mentioned(row.code),
        )
        for row in rules.violations
    )
    return table(("code", "violation", "grade", "by deadline", "recorded by rule in"), rows)


def emergencies(rules: Rulebook) -> str:
    """What is done at once in each danger, which steps follow, and who may end it."""
    rows = (
        (
            row.danger.value,
            f"{row.at_once_zh}\n{row.at_once}",
            "\n".join(
                f"{rule.id} {rule.title}"
                for rule in rules.deadlines
                if row.danger in rule.when.get("danger", ())
            ),
            ", ".join(row.lifted_by),
            ", ".join(row.closing),
        )
        for row in rules.emergencies
    )
    return table(("danger", "at once", "steps", "lifted by", "to say before"), rows)


def triage(rules: Rulebook) -> str:
    """What a portal alarm may prove to be."""
    rows = (
        (row.code, f"{row.title_zh} {row.title}", row.verdict.value, row.reason)
        for row in rules.triage
    )
    return table(("outcome", "what it was", "verdict", "reason"), rows)


def parties() -> str:
    """The short names of who must act."""
    return table(("party", "who"), ((party.value, str(name)) for party, name in PARTIES.items()))


def mentioned(code: ReasonCode | ViolationCode) -> str:
    """The matters whose decisions name a code."""
    symbol = re.compile(rf"\b{type(code).__name__}\.{code.name}\b")
    return ", ".join(matter for matter, source in _decisions().items() if symbol.search(source))


def _deadline(rule: DeadlineRule) -> tuple[str, ...]:
    counted = [f"for each {rule.scope}"] if rule.scope != "consignment" else []
    counted += ["runs through overlays"] if rule.clock == "incident" else []
    return (
        rule.id,
        f"{rule.title_zh}\n{rule.title}",
        opening(rule),
        closing(rule).replace(", ", "\n"),
        "\n".join(level_line(rule, level) for level in rule.levels),
        "\n".join((", ".join(course.lower() for course in rule.courses), *counted)),
        basis(rule.basis),
    )


def _breaches(rules: Rulebook, code: str) -> Iterator[str]:
    for rule in rules.deadlines:
        for level in rule.levels:
            if level.violation == code:
                yield f"{rule.id} L{level.level}"


def _decisions() -> dict[str, str]:
    """The source of each matter, but for its messages and what keeps goods out of the pilot."""
    found = {}
    for matter in matters.TITLES:
        room = importlib.import_module(f"models.{matter}")
        names = (each.name for each in pkgutil.iter_modules(room.__path__))
        deciding = (name for name in names if name not in _NOT_DECIDING)
        modules = (importlib.import_module(f"{room.__name__}.{name}") for name in deciding)
        found[matter] = "\n".join(map(inspect.getsource, modules))
    return found
