"""Keeps docs/glossary.md equal to the catalogue of labels (`models/labels`).

`python -m tools.checks.glossary` says whether it is; with `--write` it makes it so.
"""

import inspect
import sys
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path

from models.enterprise.messages import COMMANDS as ENTERPRISE_COMMANDS
from models.kernel.language import Text
from models.kernel.message import Command
from models.process.event_registry import EVENT_LABELS
from models.process.messages import COMMANDS, FACT_LABELS
from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from models.texts import titled
from models.texts.glossary import GLOSSARY
from models.texts.terms import TERMS
from tools.documents import generated_file
from tools.documents.markdown import table

FILE = Path(__file__).parents[2] / "docs" / "glossary.md"
HEAD = """\
# 词汇表 Glossary

Generated from the catalogue of labels by `python -m tools.checks.glossary --write`.
What people read is said in these words, in the language that `GUOMEN_LANG` chooses
([operations.md](operations.md#two-languages)); codes and types are the same in every language.
"""


def document() -> str:
    """The whole text of docs/glossary.md."""
    return "\n".join((HEAD, *_parts()))


def _parts() -> Iterator[str]:
    rules, columns = rulebook(versions()[-1]), ("", "中文", "English")
    words = ((e.word.zh, e.word.en, f"{e.means.zh}\n{e.means.en}") for e in GLOSSARY)
    yield f"## 术语 Words of the trade\n\n{table(('中文', 'English', '含义 meaning'), words)}"
    yield f"## 代码 Terms\n\n{_TERMS}"
    for kind, names in TERMS.items():
        told = {_code(term): text for term, text in names.items()}
        yield f"### {_name(kind)}\n\n{inspect.getdoc(kind)}\n\n{table(columns, _rows(told))}"
    for title, rows in (
        ("不合格原因 Reasons", {str(row.code): titled(row) for row in rules.nonconformances}),
        ("违规 Violations", {str(row.code): titled(row) for row in rules.violations}),
        ("时限 Deadlines", {row.id: titled(row) for row in rules.deadlines}),
        (
            "企业时限 Deadlines of enterprises",
            {r.id: titled(r) for r in rules.enterprise.deadlines},
        ),
        ("事件 Events", EVENT_LABELS),
        (
            "系统消息 Facts",
            {name: text for name, text in FACT_LABELS.items() if name not in EVENT_LABELS},
        ),
        ("指令 Commands", _labels(COMMANDS)),
        ("企业指令 Commands to enterprises", _labels(ENTERPRISE_COMMANDS)),
    ):
        yield f"## {title}\n\n{table(columns, _rows(rows))}"


def _labels(kinds: Mapping[str, type[Command]]) -> dict[str, Text]:
    return {verb: kind.label for verb, kind in kinds.items()}


def _rows(told: Mapping[str, Text]) -> Iterator[tuple[str, ...]]:
    return ((f"`{code}`", text.zh, text.en) for code, text in told.items())


def _code(term: Enum) -> str:
    return str(term.value) if isinstance(term.value, str) else term.name


def _name(kind: type[Enum]) -> str:
    """The name of a vocabulary; some share theirs with one of consignments."""
    of = {"enterprise_terms": " (enterprise)", "risk_terms": " (risk)"}
    return kind.__name__ + of.get(kind.__module__.rpartition(".")[2], "")


def main(arguments: list[str]) -> int:
    """Write the document, or say whether it is up to date (0) or not (1)."""
    return generated_file.keep(FILE, lambda _: document(), "glossary", arguments)


_TERMS = """\
The closed vocabularies, as commands take them and as `--json` prints them.
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
