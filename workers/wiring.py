"""The composition root: every dependency of every process is made here, and nowhere else.

Tests pass fakes to the same functions.
"""

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache, partial

import asyncpg
import httpx2
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.envconfig import ClientConfig
from temporalio.runtime import LogForwardingConfig, LoggingConfig, Runtime, TelemetryConfig

import ledger
from activities.caller import Caller, Way
from activities.checkpoint import Checkpoint
from activities.clearance import Clearance
from activities.enrolment import Enrolment
from activities.enterprise import Enterprise
from activities.notice_desk import NoticeDesk
from activities.noticeboard import Noticeboard
from activities.notify import Keep, NoticeRecord, Notify
from activities.pull import Pull
from activities.record import Record
from activities.recorder import Recorder
from activities.register import Register
from activities.remote import TIMEOUT, Remote
from activities.seal import Seal
from ledger import CoalescingWriter, Ledger, Sealer
from ledger.signing import load
from models.links import list_page, workflow_page
from models.notices.notice import Notice
from models.notices.routes import Routing
from models.terms import System
from workers import attempts
from workers.folding import Folding
from workers.importer import Importer
from workers.notice_routes import read_routes
from workers.posts import Activity
from workers.settings import Settings
from workers.sweep import Sweeper
from workers.watchman import Watchman
from workflows.views import PROBLEMS


async def temporal_client(settings: Settings, *, lazy: bool = False) -> Client:
    """A client by environment or `temporalio.envconfig` profile, with the pydantic converter.

    A lazy one connects with its first call: for who can do useful work before.
    """
    config = ClientConfig.load_client_connect_config()
    if settings.temporal_address is not None:
        config["target_host"] = settings.temporal_address
    if settings.temporal_namespace is not None:
        config["namespace"] = settings.temporal_namespace
    config.setdefault("target_host", "localhost:7233")
    return await Client.connect(
        **config, data_converter=pydantic_data_converter, lazy=lazy, runtime=_runtime()
    )


@cache
def _runtime() -> Runtime:
    """Its core logs through us and without its fields: those hold failures with all they say."""
    forwarding = LogForwardingConfig(
        logging.getLogger("temporalio.core"), append_log_fields_to_message=False
    )
    logs = LoggingConfig(filter=LoggingConfig.default.filter, forwarding=forwarding)
    return Runtime(telemetry=TelemetryConfig(logging=logs))


async def ledger_pool(settings: Settings) -> asyncpg.Pool:
    """A pool of connections on which every statement has a time-out."""
    return await ledger.connect(settings.database_url)


async def append_pool(settings: Settings) -> asyncpg.Pool:
    """As many connections as the writer uses: an append waits for nobody who looks or notes."""
    return await ledger.connect(settings.database_url, max_size=ledger.MOST_SENDERS)


def systems(settings: Settings) -> dict[System, str]:
    """The addresses of the three systems."""
    return {
        System.CLEARANCE: settings.clearance_url,
        System.CHECKPOINT: settings.checkpoint_url,
        System.ENTERPRISE: settings.enterprise_url,
    }


@asynccontextmanager
async def activities(
    settings: Settings, pool: asyncpg.Pool, client: Client
) -> AsyncIterator[Sequence[Activity]]:
    """Every activity of the tracker, with its clients; on leaving, what was taken is finished."""
    async with AsyncExitStack() as stack:
        appends = await stack.enter_async_context(await append_pool(settings))
        writer = await stack.enter_async_context(CoalescingWriter(Ledger(appends)))
        remotes = {
            system: Remote(
                system.value,
                await stack.enter_async_context(
                    httpx2.AsyncClient(base_url=url, timeout=TIMEOUT, trust_env=False)
                ),
            )
            for system, url in systems(settings).items()
        }
        recorder, register = Recorder(writer), Register(Ledger(pool), settings.lang)
        enrolment = Enrolment(recorder, register, client, settings.task_queue)
        routing, keep = read_routes(settings.notices), partial(attempts.keep, pool)
        notify = notifier(settings, routing, client, keep)
        yield (
            *doors(recorder, remotes, register, enrolment, notify),
            *folds(Ledger(pool), register),
            *calling(settings, routing, keep),
        )


def doors(
    recorder: Recorder,
    remotes: dict[System, Remote],
    register: Register,
    enrolment: Enrolment,
    notify: Notify,
) -> Sequence[Activity]:
    """The activities of consignments and enterprises, from their dependencies."""
    clearance = Clearance(recorder, remotes[System.CLEARANCE], remotes[System.CHECKPOINT], register)
    checkpoint = Checkpoint(recorder, remotes[System.CHECKPOINT])
    enterprise = Enterprise(recorder, remotes[System.ENTERPRISE])
    return (
        Record(recorder).record,
        clearance.fetch_instruction,
        clearance.permit_removal,
        clearance.end_permit,
        clearance.conclude,
        checkpoint.order_transport,
        checkpoint.direct_road,
        enterprise.permit_unloading,
        enterprise.tag_stock,
        Pull(remotes).pull_messages,
        notify.notify_people,
        enrolment.report_violation,
        enrolment.carry_standing,
        enrolment.prove_order,
    )


def folds(ledger: Ledger, register: Register) -> Sequence[Activity]:
    """What a workflow asks the ledger that has gone another way than its run."""
    folding = Folding(ledger, register)
    return folding.fold_consignment, folding.fold_enterprise, folding.look_at_run


def notifier(settings: Settings, routing: Routing, client: Client, keep: Keep) -> Notify:
    """Who tells people: at the noticeboard of this process, and by the routes."""
    board = Noticeboard(settings.data / "notifications.jsonl")
    desk = NoticeDesk(client, settings.task_queue, routing, settings.lang)
    return Notify(board, desk, keep)


def calling(settings: Settings, routing: Routing, keep: Keep) -> Sequence[Activity]:
    """What brings notices to the targets of the routes, and records it.

    Raises:
        UnknownService: a target that apprise does not understand.
    """
    return caller(settings, routing).send_notice, NoticeRecord(keep).record_attempts


def caller(settings: Settings, routing: Routing) -> Caller:
    """The ways to every target, each with threads of its own."""

    def link(notice: Notice) -> str:
        namespace = settings.temporal_namespace or "default"
        if notice.about == "stack":
            return list_page(settings.temporal_ui, namespace, PROBLEMS)
        return workflow_page(settings.temporal_ui, namespace, notice.workflow_id)

    return Caller(ways(routing), routing, settings.lang, link)


def ways(routing: Routing) -> Mapping[str, Way]:
    """One way for each target."""
    if not routing.targets:
        return {}
    # Apprise takes a quarter of a second to load, which only those with targets should pay.
    from activities.targets import opened  # noqa: PLC0415

    return {name: opened(name, target) for name, target in routing.targets.items()}


def duties(client: Client, pool: asyncpg.Pool, settings: Settings) -> Sequence[Activity]:
    """What the tracker does for itself, when a schedule says so; it seals if it has a key.

    Raises:
        BadKey: the file of the key is missing, or holds something else.
    """
    looks = Sweeper(client, pool).reconcile_changed, Watchman(client, pool, settings).check_health
    if settings.seal_key is None:
        return looks
    sealer = Sealer(pool, load(settings.seal_key), most_events=settings.seal_events)
    return *looks, Seal(sealer).seal_ledger


def imports(client: Client, pool: asyncpg.Pool, settings: Settings) -> Sequence[Activity]:
    """What starts the consignments of a manifest."""
    importer = Importer(
        client,
        pool,
        task_queue=settings.task_queue,
        rate=settings.import_rate,
        language=settings.lang,
    )
    return (importer.start_consignments,)
