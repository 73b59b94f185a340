"""The tracker: the Temporal workers that live the consignments' lives, one for each task queue.

`python -m workers.tracker` runs until SIGTERM or SIGINT, finishes what it has taken, exits 0.
`GUOMEN_QUEUES` names the queues that it serves, when not all.
"""

import structlog

from workers import process_lifecycle, settings, telemetry, temporal_client
from workers.notifications.routes_file import read_routes
from workers.schedules import register_schedules
from workers.search_attribute_setup import register_attributes
from workers.task_queue_workers import tracker
from workers.wiring import activities, duties, imports, ledger_pool

_log = structlog.get_logger()


async def main() -> None:
    """Connects, registers what is missing, works until told to stop."""
    chosen = settings.read()
    telemetry.configure(chosen)
    client = await temporal_client.connect(chosen)
    _log.info("the tracker has reached Temporal", namespace=client.namespace)
    added = await register_attributes(client)
    async with (
        await ledger_pool(chosen) as pool,
        activities(chosen, pool, client) as doors,
        tracker(
            client,
            [*doors, *duties(client, pool, chosen), *imports(client, pool, chosen)],
            chosen.task_queue,
            queues=chosen.queues,
            targets=read_routes(chosen.notices).targets,
            cache=chosen.workflow_cache,
        ) as posts,
    ):
        await register_schedules(client, chosen)
        served = [post.task_queue for post in posts]
        _log.info("the tracker works", task_queues=served, attributes_added=added)
        process_lifecycle.mark_ready()
        await process_lifecycle.stop_event().wait()
        _log.info("the tracker drains")


if __name__ == "__main__":
    process_lifecycle.run(main())
