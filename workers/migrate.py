"""Brings the database up to date: the ledger, then the projections, then the processes' own tables.

`python -m workers.migrate` does it once, for deployments where nothing else should; with `--pre` it
leaves out what must wait until no process of the release before is left.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path

from ledger.migrate import Component, migrate
from workers import process_lifecycle, settings

_ROOT = Path(__file__).parent.parent
OTHERS = (
    Component("projections", _ROOT / "projections" / "migrations", owner="projections_owner"),
    Component("workers", _ROOT / "workers" / "migrations"),
)


async def migrate_all(dsn: str, *, only_pre: bool = False) -> list[str]:
    """Apply every missing migration, in order; what was applied is returned."""
    return await migrate(dsn, *OTHERS, only_pre=only_pre)


async def main() -> None:
    """Migrate the database of the settings and say what was done."""
    parser = ArgumentParser(prog="python -m workers.migrate", description=__doc__)
    parser.add_argument("--pre", action="store_true", help="only what suits the release before")
    asked = parser.parse_args()
    applied = await migrate_all(settings.read().database_url, only_pre=asked.pre)
    sys.stdout.write("\n".join(applied or ["nothing to migrate"]) + "\n")


if __name__ == "__main__":
    process_lifecycle.run(main())
