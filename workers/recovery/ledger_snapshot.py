"""Folds a stream of the ledger for a workflow that goes on from it (decisions/0026)."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import NoReturn, TypeAlias, TypeVar

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.enterprise_repository import EnterpriseRepository
from activities.errors import ledger_unavailable, nothing_recorded
from ledger import Ledger, LedgerUnavailable
from models.enterprise.notifications import notifications_of as enterprise_alarms_of
from models.execution.activity_io import Call, Empty, Reply, RunOrigin
from models.execution.enterprise_io import EnterpriseSnapshot
from models.execution.workflow_io import Snapshot
from models.kernel.event import Event
from models.kernel.identity import enterprise_of, tracking_no_of
from models.kernel.notification import Notification
from models.notifications.table import notifications_of
from models.process.stored_events import to_event
from projections.stream_reader import snapshot_of

S = TypeVar("S", Snapshot, EnterpriseSnapshot)
AlarmsOf: TypeAlias = Callable[[Event], tuple[Notification, ...]]

_ON_ITS_WAY = timedelta(days=1)
_MOST = 200


class Folding:
    """Folds the stream of the workflow that asks."""

    def __init__(self, ledger: Ledger, register: EnterpriseRepository) -> None:
        self._ledger, self._register = ledger, register

    @activity.defn
    async def fold_consignment(self, call: Call[Empty]) -> Reply[Snapshot]:  # noqa: ARG002 - known
        """A consignment as the ledger has it."""
        number = tracking_no_of(_stream())
        return await self._known(snapshot_of(self._ledger, number), notifications_of)

    @activity.defn
    async def fold_enterprise(self, call: Call[Empty]) -> Reply[EnterpriseSnapshot]:  # noqa: ARG002
        """An enterprise as the ledger has it."""
        code = enterprise_of(_stream())
        return await self._known(self._register.snapshot(code), enterprise_alarms_of)

    @activity.defn
    async def look_at_run(self, call: Call[Empty]) -> Reply[RunOrigin]:
        """Whether the run that asks has another id than the one that was started first."""
        mine = activity.info().workflow_run_id
        return Reply(head=None, answer=RunOrigin(reset=mine != call.key))

    async def _known(self, asked: Awaitable[S | None], alarms: AlarmsOf) -> Reply[S]:
        """With the alarms that may not have been told."""
        try:
            snapshot = await asked or _nothing()
            untold = await self._untold(alarms)
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from None
        except (KeyError, ValueError) as error:
            _unreadable(error)
        return Reply(
            head=None, answer=snapshot.model_copy(update={"pending_notifications": untold})
        )

    async def _untold(self, alarms: AlarmsOf) -> tuple[Notification, ...]:
        """Alarms so young that they may still be on their way to people, the latest of them."""
        since = datetime.now(UTC) - _ON_ITS_WAY
        rows = await self._ledger.read_stream(_stream())
        young = (to_event(row) for row in rows if row.recorded_at >= since)
        return tuple(alarm for event in young for alarm in alarms(event))[-_MOST:]


def _stream() -> str:
    """The workflow and its stream have the same name."""
    return activity.info().workflow_id or ""


def _nothing() -> NoReturn:
    raise nothing_recorded(_stream())


def _unreadable(error: Exception) -> NoReturn:
    """Asked again: a release that knows the event, or whoever mends the ledger, lets it go on."""
    raise ApplicationError(
        f"{_stream()} cannot be folded, run `guomen reconcile --level 3`: {error!r}",
        type="LedgerUnreadable",
    ) from None
