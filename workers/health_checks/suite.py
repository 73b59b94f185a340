"""Every probe of the tracker: what `guomen status` asks, and the regular look."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from temporalio.client import Client

from models.execution.outsiders import Outsider, seconds
from models.health.findings import Finding, FindingSource, Where
from workers import schedules
from workers.health_checks import machine
from workers.health_checks.draw_keys import unkept_keys
from workers.health_checks.ended import ended_badly
from workers.health_checks.probe import Probe, examine
from workers.health_checks.queues import Queues
from workers.health_checks.read_models import ReadModels
from workers.health_checks.records import RecordProbes
from workers.health_checks.risk_levels import reviews_due, suspensions_proposed
from workers.health_checks.schedules import Schedules
from workers.health_checks.workflows import Limits, Workflows
from workers.notifications.routes_file import read_routes
from workers.settings import Settings
from workers.stream_kinds import CONSIGNMENTS, PAGES
from workflows.task_queues import Queue, named

LONG_SECONDS = seconds(Outsider.PROBE)
"""For what goes through all that is open."""

Ask = Callable[[], Awaitable[Iterable[Finding]]]


@dataclass(frozen=True)
class Reach:
    """Whom we can ask; what could not be reached is named with the reason."""

    client: Client | None
    pool: Any
    silent: tuple[Finding, ...] = ()


def where(settings: Settings) -> Where:
    """Where the stack is, for commands and links."""
    return Where(
        ui=settings.temporal_ui,
        namespace=settings.temporal_namespace or "default",
        address=settings.temporal_address or "",
    )


async def examined(
    settings: Settings,
    reach: Reach,
    *,
    known: Iterable[str] = (),
    limits: Limits = Limits(),  # noqa: B008 - a tuple
    judged: bool = False,
) -> list[Finding]:
    """All that is wrong now; `judged` leaves out what whoever asks has judged by itself."""
    probes = [*_of_the_machine(settings)]
    if reach.client is not None:
        probes += _of_temporal(reach.client, settings)
    if reach.pool is not None:
        probes += _of_the_database(reach, settings, judged=judged)
    if reach.client is not None:
        looked = Workflows(reach.client, reach.pool, known=known, limits=limits)
        probes += _of_workflows(looked, with_streams=reach.pool is not None and not judged)
    found = await examine(probes)
    named = {each.same for each in reach.silent}
    return [*reach.silent, *(each for each in found if each.same not in named)]


def _of_the_machine(settings: Settings) -> Iterable[Probe]:
    yield Probe("processes", FindingSource.MACHINE, partial(machine.gone, settings.data))
    yield Probe("gateway", FindingSource.GATEWAY, partial(machine.gateway, settings.gateway_url))


def _of_temporal(client: Client, settings: Settings) -> Iterable[Probe]:
    wanted = [duty.id for duty in schedules.DUTIES if duty.wanted(settings)]
    asked: dict[str, Ask] = {
        "task queues": Queues(client, *_task_queues(settings)).standing,
        "schedules": Schedules(client, wanted).standing,
        "ended workflows": partial(ended_badly, client),
    }
    return (Probe(name, FindingSource.TEMPORAL, ask) for name, ask in asked.items())


def _task_queues(settings: Settings) -> tuple[list[str], list[str]]:
    """Those of workflows, and those of activities alone: of notices one a target."""
    base = settings.task_queue
    others = [each for each in Queue if each not in {Queue.MAIN, Queue.NOTICES}]
    targets = read_routes(settings.notices).targets
    of_targets = (named(base, Queue.NOTICES, target) for target in targets)
    return [named(base, Queue.MAIN)], [*(named(base, each) for each in others), *of_targets]


def _of_workflows(looked: Workflows, *, with_streams: bool) -> Iterable[Probe]:
    yield Probe("workflows", FindingSource.TEMPORAL, looked.standing, LONG_SECONDS)
    if with_streams:
        for kind in (CONSIGNMENTS, PAGES):
            name = f"open streams of {kind.workflow}"
            yield Probe(name, FindingSource.TEMPORAL, partial(looked.gone, kind), LONG_SECONDS)


def _of_the_database(reach: Reach, settings: Settings, *, judged: bool) -> Iterable[Probe]:
    records = RecordProbes(reach.client, reach.pool)
    asked: dict[str, Ask] = {
        "read models": ReadModels(reach.pool).standing,
        "messages": records.messages,
        "silences": records.silences,
        "targets": records.targets,
        "limits": records.near_limits,
        "oversized messages": records.too_large,
        "unmatched alarms": records.alarms,
        "refused messages": records.refused,
        "clocks": records.clocks,
        "draw keys": partial(unkept_keys, reach.pool, settings.draw_keys),
        "reviews of risk": partial(reviews_due, reach.pool),
        "pairs at R4": partial(suspensions_proposed, reach.pool),
    }
    if not judged:
        asked["verdicts"] = records.unsettled
    return (Probe(name, FindingSource.POSTGRESQL, ask) for name, ask in asked.items())
