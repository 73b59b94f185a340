"""Keeps the generated half of docs/manifest.md equal to the tables of `models/manifest`.

`python -m tools.checks.manifest` says whether it is; with `--write` it makes it so. What stands
above the mark is written by hand.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from models.manifest import codes, headers
from models.manifest.cell_parsers import BOX, OPTIONAL
from models.texts import KINDS
from scripts.manifests import decmessage_reader
from tools.documents import generated_file
from tools.documents.markdown import table

FILE = Path(__file__).parents[2] / "docs" / "manifest.md"
MARK = "<!-- From here on: python -m tools.checks.manifest --write -->\n"
_COMPUTED = {
    "discharge_port": "`IEPort`, by the office",
    "category": "every `GName`",
    "net_weight_kg": "sum of the lines",
    "value": "sum of `DeclTotal`",
    "box_no": "`Container/ContainerId`",
}


def document(written: str) -> str:
    """The whole text: what was written by hand, then what the tables say."""
    by_hand = written.partition(MARK)[0]
    return "\n".join((f"{by_hand}{MARK}", *_parts()))


def _parts() -> Iterator[str]:
    columns = ("column", "in the header", "of a declaration")
    rows = [(_name(name), _quoted(names), _told(name)) for name, names in headers.ALIASES.items()]
    yield f"## Columns\n\n{table(columns, rows)}"
    units = [*headers.KILOGRAMS.items(), *headers.AMOUNTS.items()]
    listed = [(f"`{unit}`", f"{factor}") for unit, factor in units]
    yield f"## Units in a header\n\n{table(('unit', 'kilograms, or yuan'), listed)}"
    kinds = [(str(kind), _quoted(names)) for kind, names in codes.KINDS.items() if kind in KINDS]
    yield f"## Other ways to write a kind\n\n{table(('kind', 'also'), kinds)}"
    for title, known in (("country", codes.COUNTRIES), ("currency", codes.CURRENCIES)):
        also = [(code, _quoted(names)) for code, names in known.items()]
        yield f"## Other ways to write a {title}\n\n{table((title, 'also'), also)}"


def _name(column: str) -> str:
    marks = (" (of a box)" if column in BOX else "", " (optional)" if column in OPTIONAL else "")
    return f"`{column}`{''.join(marks)}"


def _told(column: str) -> str:
    if column in decmessage_reader.HEAD:
        return ", else ".join(f"`{name}`" for name in decmessage_reader.HEAD[column])
    if column in decmessage_reader.LINES:
        return f"`{decmessage_reader.LINES[column]}`"
    return _COMPUTED.get(column, "" if column in OPTIONAL else "by `--with`")


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def main(arguments: list[str]) -> int:
    """Write the document, or say whether it is up to date (0) or not (1)."""
    return generated_file.keep(FILE, document, "manifest", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
