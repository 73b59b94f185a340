"""The composition root: makes every dependency of every process.

Tests pass fakes to the same functions.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import asyncpg
import httpx2
from temporalio.client import Client

import ledger
from activities.assessment import Assessing
from activities.attestation import AttestationActivities
from activities.capacity import Capacities, Taken
from activities.checkpoint import CheckpointActivities
from activities.circumstances import KnownCircumstances
from activities.clearance import ClearanceActivities
from activities.draw import Drawer, Drawing
from activities.draw_keeping import DrawKeeping
from activities.draw_keys import DrawKeys
from activities.duties import Duties
from activities.enterprise import EnterpriseActivities
from activities.enterprise_messaging import Enrolment
from activities.enterprise_repository import EnterpriseRepository
from activities.event_streams import Appender
from activities.findings import Findings
from activities.ledger_append import LedgerActivities, Recorder
from activities.level_messaging import LevelMessaging
from activities.notification_dispatch import NotificationDispatch
from activities.notification_log import NotificationLog
from activities.notification_sender import Caller, Channel
from activities.notify import Keep, NoticeRecord, Notify
from activities.portfolio import PortfolioStream
from activities.pull import Pull
from activities.risk_review import ReviewPlanning
from activities.supplier_stream import AnsweringStreams
from activities.system_http import TIMEOUT, SystemClient
from ledger import CoalescingWriter, Ledger, Sealer
from ledger.signing import load
from models.kernel.terms import System
from models.kernel.ui_links import list_page, workflow_page
from models.notifications.notice import Notice
from models.notifications.routes import Routing
from projections import capacity
from projections.batch_records import batch_records
from workers.health_checks.watchman import Watchman
from workers.imports.import_activity import Importer
from workers.notifications import notification_store
from workers.notifications.routes_file import read_routes
from workers.recovery.ledger_snapshot import Folding
from workers.recovery.scheduled_reconciliation import Sweeper
from workers.settings import Settings
from workers.task_queue_workers import Activity
from workflows.views import PROBLEMS


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
            system: SystemClient(
                system.value,
                await stack.enter_async_context(
                    httpx2.AsyncClient(base_url=url, timeout=TIMEOUT, trust_env=False)
                ),
            )
            for system, url in systems(settings).items()
        }
        recorder, register = Recorder(writer), EnterpriseRepository(Ledger(pool), settings.lang)
        enrolment = Enrolment(recorder, register, client, settings.task_queue)
        drawer = Drawer(DrawKeys(settings.draw_keys), PortfolioStream(Ledger(pool), writer))
        routing, keep = read_routes(settings.notices), partial(notification_store.keep, pool)
        notify = notifier(settings, routing, client, keep)
        yield (
            *doors(
                *(recorder, remotes, register, enrolment, notify, drawer),
                streams=AnsweringStreams(Ledger(pool), writer),
                client=client,
                taken=partial(capacity.taken, pool),
            ),
            *folds(Ledger(pool), register),
            *calling(settings, routing, keep),
            *risk(pool, writer, register, remotes[System.CLEARANCE]),
        )


def doors(  # noqa: PLR0913, PLR0917 - the dependencies of all of them
    recorder: Recorder,
    remotes: dict[System, SystemClient],
    register: EnterpriseRepository,
    enrolment: Enrolment,
    notify: Notify,
    drawing: Drawing,
    *,
    streams: AnsweringStreams,
    client: Client,
    taken: Taken,
) -> Sequence[Activity]:
    """The activities of consignments and enterprises, from their dependencies."""
    clearance = ClearanceActivities(
        recorder, remotes[System.CLEARANCE], remotes[System.CHECKPOINT], register, drawing, streams
    )
    checkpoint = CheckpointActivities(recorder, remotes[System.CHECKPOINT])
    enterprise = EnterpriseActivities(recorder, remotes[System.ENTERPRISE])
    levels = LevelMessaging(recorder, streams, client)
    return (
        LedgerActivities(recorder).record,
        clearance.fetch_instruction,
        clearance.draw_boxes,
        clearance.permit_removal,
        clearance.end_permit,
        clearance.conclude,
        checkpoint.order_transport,
        checkpoint.direct_road,
        enterprise.permit_unloading,
        enterprise.tag_stock,
        Pull(remotes).pull_messages,
        Duties(remotes).look_up_duty,
        notify.notify_people,
        enrolment.report_violation,
        enrolment.carry_standing,
        enrolment.prove_order,
        Capacities(recorder, taken).ask_capacity,
        Findings(recorder, streams).tell_finding,
        levels.look_at_level,
        levels.carry_levels,
    )


def risk(
    pool: asyncpg.Pool,
    writer: Appender,
    register: EnterpriseRepository,
    clearance: SystemClient,
) -> Sequence[Activity]:
    """What is done at night, and once a quarter, about the risk of all pairs."""
    portfolio = PortfolioStream(Ledger(pool), writer)
    assessing = Assessing(
        partial(batch_records, pool),
        KnownCircumstances(register, clearance),
        AnsweringStreams(Ledger(pool), writer),
        portfolio,
        pool,
    )
    return assessing.assess_risk, ReviewPlanning(portfolio).plan_review


def folds(ledger: Ledger, register: EnterpriseRepository) -> Sequence[Activity]:
    """What a workflow asks the ledger that has gone another way than its run."""
    folding = Folding(ledger, register)
    return folding.fold_consignment, folding.fold_enterprise, folding.look_at_run


def notifier(settings: Settings, routing: Routing, client: Client, keep: Keep) -> Notify:
    """Who tells people: at the noticeboard of this process, and by the routes."""
    board = NotificationLog(settings.data / "notifications.jsonl")
    desk = NotificationDispatch(client, settings.task_queue, routing, settings.lang)
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


def ways(routing: Routing) -> Mapping[str, Channel]:
    """One way for each target."""
    if not routing.targets:
        return {}
    # Apprise takes a quarter of a second to load, which only those with targets should pay.
    from activities.apprise_channel import opened  # noqa: PLC0415

    return {name: opened(name, target) for name, target in routing.targets.items()}


def duties(client: Client, pool: asyncpg.Pool, settings: Settings) -> Sequence[Activity]:
    """What the tracker does for itself, when a schedule says so: what needs a key, if it has one.

    Raises:
        BadKey: the file of the key is missing, or holds something else.
    """
    found: list[Activity] = [Sweeper(client, pool).reconcile_changed]
    found.append(Watchman(client, pool, settings).check_health)
    if settings.draw_keys is not None:
        keys, stream = DrawKeys(settings.draw_keys), PortfolioStream(Ledger(pool), Ledger(pool))
        found.append(DrawKeeping(keys, stream, pool).keep_draw_keys)
    if settings.seal_key is not None:
        sealer = Sealer(pool, load(settings.seal_key), most_events=settings.seal_events)
        found.append(AttestationActivities(sealer).seal_ledger)
    return found


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
