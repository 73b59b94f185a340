"""Finds event types, NC and SV codes that stand as bare strings where a symbol belongs.

`python -m tools.checks.symbols` names each in `models/` and `workflows/`. A symbol that does not
exist fails the type check; a string that is no event type is never found, and nothing says so.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from models.kernel.event_types import EventType

ROOT = Path(__file__).parents[2]
ROOMS = (ROOT / "models", ROOT / "workflows")
DEFINING = frozenset({"models/kernel/event_types.py", "models/kernel/codes.py"})
TEXTS = frozenset({"Text", "form"})

_CODE = re.compile(r"(NC|SV)-\d\d(\.[A-Z]+)?")
# Types of one word are words of the language too: only what is looked up by them is typed.
_TYPES = frozenset(kind.value for kind in EventType if "-" in kind)


def bare(source: str) -> Iterator[tuple[int, str]]:
    """The lines of a module with such strings; neither docstrings nor texts for people count."""
    tree = ast.parse(source)
    prose = set(_prose(tree))
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if node not in prose and _symbolic(text):
                yield node.lineno, text
            case _:
                yield from _marks(node)


def _symbolic(text: str) -> bool:
    return text in _TYPES or _CODE.fullmatch(text) is not None


def _marks(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Strings by which the marks of a state are looked up, also those that are no type."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="marks"), slice=ast.Constant(value=str(name))):
            yield node.lineno, name
        case ast.Call(
            func=ast.Attribute(value=ast.Attribute(attr="marks"), attr="get"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            yield node.lineno, name
        case _:
            pass


def _prose(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as docstring):
                yield docstring
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in TEXTS:
                yield from arguments
            case _:
                pass


def main(rooms: Iterable[Path] = ROOMS) -> int:
    """Name the bare strings, or none (0)."""
    found = 0
    for file in sorted(file for room in rooms for file in room.rglob("*.py")):
        name = file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
        if name in DEFINING:
            continue
        for line, text in sorted(set(bare(file.read_text(encoding="utf-8")))):
            found += 1
            print(f'{name}:{line}: "{text}": use EventType, ReasonCode or ViolationCode')
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main())
