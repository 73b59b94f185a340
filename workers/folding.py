"""What the ledger knows of a stream, for a workflow that goes on from there (decisions/0025)."""

from datetime import UTC, datetime, timedelta
from typing import NoReturn

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.errors import ledger_unavailable, nothing_recorded
from activities.register import Register
from ledger import Ledger, LedgerUnavailable
from models.calls import Begun, Call, Nothing, Reply
from models.enterprise.start import EnterpriseSnapshot
from models.identity import enterprise_of, tracking_no_of
from models.start import Snapshot
from projections.history import snapshot_of, to_event
from workers.kinds import CONSIGNMENTS, PAGES, Kind

_ON_ITS_WAY = timedelta(days=1)


class Folding:
    """Folds the stream of the workflow that asks."""

    def __init__(self, ledger: Ledger, register: Register) -> None:
        self._ledger, self._register = ledger, register

    @activity.defn
    async def fold_consignment(self, call: Call[Nothing]) -> Reply[Snapshot]:  # noqa: ARG002 - known
        """A consignment as the ledger has it."""
        number = tracking_no_of(_stream())
        try:
            snapshot = await snapshot_of(self._ledger, number) or _nothing()
            told = await self._told(CONSIGNMENTS)
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from None
        except (KeyError, ValueError) as error:
            _unreadable(error)
        return Reply(head=None, answer=snapshot.model_copy(update={"told": told}))

    @activity.defn
    async def fold_enterprise(self, call: Call[Nothing]) -> Reply[EnterpriseSnapshot]:  # noqa: ARG002
        """An enterprise as the ledger has it."""
        try:
            snapshot = await self._register.snapshot(enterprise_of(_stream())) or _nothing()
            told = await self._told(PAGES)
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from None
        except (KeyError, ValueError) as error:
            _unreadable(error)
        return Reply(head=None, answer=snapshot.model_copy(update={"told": told}))

    @activity.defn
    async def look_at_run(self, call: Call[Nothing]) -> Reply[Begun]:
        """Whether the run that asks has another id than the one that was started first."""
        mine = activity.info().workflow_run_id
        return Reply(head=None, answer=Begun(reset=mine != call.key))

    async def _told(self, kind: Kind) -> int:
        """How many alarms are so old that none of them can be on its way to people any more."""
        rows = await self._ledger.read_stream(_stream())
        past = [row for row in rows if row.recorded_at < datetime.now(UTC) - _ON_ITS_WAY]
        state = kind.fold(map(to_event, past))
        return len(state.alarms) if state else 0


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
