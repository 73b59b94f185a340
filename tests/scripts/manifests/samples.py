"""Writes samples/ in every format from the first consignments of samples/manifest.csv.

`python -m tests.scripts.manifests.samples`; a test holds them to the manifest.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.consignment.registration import Registration
from scripts.importing import load
from tests.scripts.manifests import writers

FOLDER = Path(__file__).parents[3] / "samples"
DAY = date(2026, 11, 23)
SIZE = 8
DECLARED = 1
"""The consignment, counted from 0, of which there is a declaration: it has three boxes."""


def taken() -> Sequence[Registration]:
    """The consignments that the samples are about."""
    return load(FOLDER / "manifest.csv", day=DAY).parsed.registrations[:SIZE]


def contents() -> dict[str, bytes]:
    """Every sample by its name."""
    found = taken()
    return {
        "manifest-gb18030.csv": writers.delimited(found, ",", "gb18030"),
        "manifest-semicolons.csv": writers.delimited(found, ";", "utf-8-sig"),
        "manifest.json": writers.as_json(found),
        "manifest.xlsx": writers.workbook(found),
        "declaration.xml": writers.declaration(found[DECLARED]),
        "declaration-supplement.csv": writers.supplement(found[DECLARED]),
    }


def main() -> None:
    """Write them."""
    for name, content in contents().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
