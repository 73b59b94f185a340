"""What the ledger knows of a stream, for a workflow that goes on from there (decisions/0025)."""

from typing import NoReturn

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.errors import ledger_behind, ledger_unavailable
from activities.register import Register
from ledger import Ledger, LedgerUnavailable
from models.calls import Call, Nothing, Reply
from models.enterprise.start import EnterpriseSnapshot
from models.identity import enterprise_of, tracking_no_of
from models.start import Snapshot
from projections.history import snapshot_of


class Folding:
    """Folds the stream of the workflow that asks."""

    def __init__(self, ledger: Ledger, register: Register) -> None:
        self._ledger, self._register = ledger, register

    @activity.defn
    async def fold_consignment(self, call: Call[Nothing]) -> Reply[Snapshot]:  # noqa: ARG002 - known
        """A consignment as the ledger has it."""
        number = tracking_no_of(_stream())
        try:
            snapshot = await snapshot_of(self._ledger, number)
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from None
        except (KeyError, ValueError) as error:
            _unreadable(error)
        return Reply(head=None, answer=snapshot or _nothing())

    @activity.defn
    async def fold_enterprise(self, call: Call[Nothing]) -> Reply[EnterpriseSnapshot]:  # noqa: ARG002
        """An enterprise as the ledger has it."""
        try:
            snapshot = await self._register.snapshot(enterprise_of(_stream()))
        except (KeyError, ValueError) as error:
            _unreadable(error)
        return Reply(head=None, answer=snapshot or _nothing())


def _stream() -> str:
    """The workflow and its stream have the same name."""
    return activity.info().workflow_id or ""


def _nothing() -> NoReturn:
    raise ledger_behind(f"there is nothing of {_stream()}")


def _unreadable(error: Exception) -> NoReturn:
    """Asked again: a release that knows the event, or whoever mends the ledger, lets it go on."""
    raise ApplicationError(
        f"{_stream()} cannot be folded, run `guomen reconcile --level 3`: {error!r}",
        type="LedgerUnreadable",
    ) from None
