"""Tables and headings of a document in Markdown."""

from collections.abc import Iterable, Sequence


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a line break within a cell stays one."""
    head = f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
    return head + "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in rows)


def anchor(heading: str) -> str:
    """Where a heading of this document is linked to."""
    return f"#{heading.lower().replace(' ', '-')}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")
