"""The core of an import, for the command and the demo: read a manifest, and check it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from models.manifest import Parsed, read_rows, supplemented
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force, rulebook
from scripts.manifests import ManifestFile, read_file


@dataclass(frozen=True)
class Manifest:
    """A file that was read, and what it comes to."""

    file: ManifestFile
    parsed: Parsed


def load(
    path: Path,
    *,
    day: date | None = None,
    supplement: Path | None = None,
    sheet: str | None = None,
) -> Manifest:
    """Read and check a manifest file by the rulebook in force on a day, by default today.

    Blank cells are filled from the rows of the supplement about the same consignment and box.

    Raises:
        ManifestError: when a file cannot be read as a whole.
    """
    file = read_file(path, sheet=sheet)
    rows = file.rows
    if supplement is not None:
        rows = tuple(supplemented(rows, read_file(supplement).rows))
    now = datetime.now(UTC)
    # Whoever names a day imports what was then.
    judged = None if day else now
    rules = rulebook(in_force(day or day_in_china(now)))
    return Manifest(file, read_rows(rows, rules, judged))
