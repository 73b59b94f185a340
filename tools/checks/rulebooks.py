"""Keeps the data files of the rulebooks valid, and in one layout.

`python -m tools.checks.rulebooks` names what is wrong in a version, such as an event type that does
not exist, and the files that are laid out otherwise; with `--write` it lays them out.
"""

import json
import sys
from pathlib import Path

from pydantic import ValidationError

from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from tools.documents.data_file import laid_out

FOLDER = Path(__file__).parents[2] / "models" / "rules" / "rulebooks"


def main(arguments: list[str]) -> int:
    """Lay the files out, or say whether they are, and are valid (0), or not (1)."""
    texts = {file: laid_out(json.loads(_read(file))) for file in sorted(FOLDER.rglob("*.json"))}
    untidy = [file for file, text in texts.items() if _read(file) != text]
    for file in untidy:
        if "--write" in arguments:
            file.write_text(texts[file], encoding="utf-8")
        else:
            name = file.relative_to(FOLDER)
            print(f"{name} is laid out otherwise: run python -m tools.checks.rulebooks --write")
    faults = [fault for version in versions() for fault in _faults(version)]
    print(*faults, sep="\n", end="\n" * bool(faults))
    return int(bool(faults) or (bool(untidy) and "--write" not in arguments))


def _faults(version: str) -> list[str]:
    try:
        rulebook(version)
    except ValidationError as error:
        where = [(".".join(map(str, each["loc"])), each["msg"]) for each in error.errors()]
        return [f"{version}: {place}: {what}" for place, what in where]
    return []


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
