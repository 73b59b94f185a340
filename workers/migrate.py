"""Brings the database up to date: the ledger, then the projections, then the processes' own tables.

`python -m workers.migrate` does it once, for deployments where nothing else should.
"""

import sys
from pathlib import Path

from ledger.migrate import Component, migrate
from workers import door, settings

_ROOT = Path(__file__).parent.parent
_OTHERS = tuple(Component(name, _ROOT / name / "migrations") for name in ("projections", "workers"))


async def migrate_all(dsn: str) -> list[str]:
    """Apply every missing migration, in order; what was applied is returned."""
    return await migrate(dsn, *_OTHERS)


async def main() -> None:
    """Migrate the database of the settings and say what was done."""
    applied = await migrate_all(settings.read().database_url)
    sys.stdout.write("\n".join(applied or ["nothing to migrate"]) + "\n")


if __name__ == "__main__":
    door.run(main())
