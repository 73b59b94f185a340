"""The projector: keeps the read models up with the ledger. `python -m workers.projector`."""

import asyncio

import structlog

from projections.catalogue import PROJECTIONS
from projections.runner import keep_up
from workers import process_lifecycle, settings, telemetry


async def main() -> None:
    """Run every projection until asked to stop; a batch under way is rolled back and read again."""
    configured = settings.read()
    telemetry.configure(configured)
    async with asyncio.TaskGroup() as group:
        running = [
            group.create_task(keep_up(projection, configured.database_url), name=projection.name)
            for projection in PROJECTIONS
        ]
        names = [projection.name for projection in PROJECTIONS]
        structlog.get_logger(__name__).info("projector started", projections=names)
        process_lifecycle.mark_ready()
        await process_lifecycle.stop_event().wait()
        for task in running:
            task.cancel()


if __name__ == "__main__":
    process_lifecycle.run(main())
