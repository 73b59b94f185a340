"""What the ledger knows of a stream, for a workflow that goes on from there (decisions/0026)."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import NoReturn, TypeAlias, TypeVar

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.errors import ledger_unavailable, nothing_recorded
from activities.register import Register
from ledger import Ledger, LedgerUnavailable
from models.alarms import alarms_of
from models.calls import Begun, Call, Nothing, Reply
from models.enterprise.alarms import alarms_of as enterprise_alarms_of
from models.enterprise.start import EnterpriseSnapshot
from models.identity import enterprise_of, tracking_no_of
from models.record import Event
from models.start import Snapshot
from models.state import Alarm
from projections.history import snapshot_of, to_event

S = TypeVar("S", Snapshot, EnterpriseSnapshot)
AlarmsOf: TypeAlias = Callable[[Event], tuple[Alarm, ...]]

_ON_ITS_WAY = timedelta(days=1)
_MOST = 200


class Folding:
    """Folds the stream of the workflow that asks."""

    def __init__(self, ledger: Ledger, register: Register) -> None:
        self._ledger, self._register = ledger, register

    @activity.defn
    async def fold_consignment(self, call: Call[Nothing]) -> Reply[Snapshot]:  # noqa: ARG002 - known
        """A consignment as the ledger has it."""
        number = tracking_no_of(_stream())
        return await self._known(snapshot_of(self._ledger, number), alarms_of)

    @activity.defn
    async def fold_enterprise(self, call: Call[Nothing]) -> Reply[EnterpriseSnapshot]:  # noqa: ARG002
        """An enterprise as the ledger has it."""
        code = enterprise_of(_stream())
        return await self._known(self._register.snapshot(code), enterprise_alarms_of)

    @activity.defn
    async def look_at_run(self, call: Call[Nothing]) -> Reply[Begun]:
        """Whether the run that asks has another id than the one that was started first."""
        mine = activity.info().workflow_run_id
        return Reply(head=None, answer=Begun(reset=mine != call.key))

    async def _known(self, asked: Awaitable[S | None], alarms: AlarmsOf) -> Reply[S]:
        """With the alarms that may not have been told."""
        try:
            snapshot = await asked or _nothing()
            untold = await self._untold(alarms)
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from None
        except (KeyError, ValueError) as error:
            _unreadable(error)
        return Reply(head=None, answer=snapshot.model_copy(update={"untold": untold}))

    async def _untold(self, alarms: AlarmsOf) -> tuple[Alarm, ...]:
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
