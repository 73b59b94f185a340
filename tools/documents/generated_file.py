"""Keeps a generated document equal to what it is made from: what every such check does."""

from collections.abc import Callable, Sequence
from pathlib import Path


def keep(file: Path, document: Callable[[str], str], check: str, arguments: Sequence[str]) -> int:
    """With `--write` write the document, else say whether it is up to date (0) or not (1).

    `document` makes it of what stands in the file: the part that is written by hand stays.
    `check` is the name of the module in `tools.checks`.
    """
    written = file.read_text() if file.exists() else None
    text = document(written or "")
    if "--write" in arguments:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        return 0
    if written == text:
        return 0
    print(f"{file.name} is out of date: run python -m tools.checks.{check} --write")
    return 1
