"""The register of enterprises as the ledger holds it, and how the page of one is opened.

What it says at a moment is folded from what had happened until then: a consignment that is decided
upon is judged by the standing of its own time.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, NamedTuple

from temporalio.client import WithStartWorkflowOperation
from temporalio.common import Priority, WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from activities.errors import ledger_unavailable
from ledger import Ledger, LedgerUnavailable, Recorded
from models.calendar import day_in_china
from models.enterprise.events import EnterpriseViolationExcused, EnterpriseViolationNoted
from models.enterprise.evolve import begin, evolve, fold
from models.enterprise.messages import ViolationNotice
from models.enterprise.outlook import sheet, summary
from models.enterprise.start import EnterpriseSnapshot, EnterpriseStart
from models.enterprise.state import EnterpriseState, Order, pilot_standing, supplier_standing
from models.enterprise.terms import Supplier
from models.identity import enterprise_workflow_id, event_id
from models.language import Language
from models.outsiders import Outsider, seconds
from models.precedence import turn
from models.record import Event, parse
from models.rulebook import in_force
from models.start import Head


class Standings(NamedTuple):
    """How an enterprise and one of its suppliers stand; None is what the register does not know."""

    enterprise: str | None
    supplier: Supplier | None


class Register:
    """Answers about enterprises, and says how the workflow of one begins or goes on."""

    def __init__(self, ledger: Ledger, language: Language = Language.BOTH) -> None:
        self._ledger, self._language = ledger, language

    async def standings(self, code: str, supplier: str | None, at: datetime) -> Standings:
        """How an enterprise and a supplier, if one is named, stood for the decision on a mode.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        rows = await self._rows(code)
        state = _folded([row for row in rows if row.version == 1 or row.occurred_at <= at])
        if state is None:
            return Standings(None, None)
        theirs = None if supplier is None else supplier_standing(state, supplier)
        return Standings(pilot_standing(state, at), theirs)

    async def orders(self, code: str) -> list[Order]:
        """What its consignments ever had to hear of the enterprise, the latest last.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        given: dict[str, Order] = {}
        for state in _lived(await self._rows(code)):
            if state.order is not None:
                given.setdefault(state.order.id, state.order)
        return list(given.values())

    async def knows(self, code: str, notice: ViolationNotice) -> bool:
        """Whether the page of an enterprise has recorded a notice.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        stream = enterprise_workflow_id(code)
        kinds = (EnterpriseViolationNoted, EnterpriseViolationExcused)
        ids = [event_id(stream, notice.id, kind.model_fields["type"].default, 0) for kind in kinds]
        async with _answering():
            return await self._ledger.has_any(ids)

    async def snapshot(self, code: str) -> EnterpriseSnapshot | None:
        """What the workflow goes on from; None when nothing is recorded.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        rows = await self._rows(code)
        state = _folded(rows)
        if state is None:
            return None
        head = Head(version=rows[-1].version, hash=rows[-1].hash)
        return EnterpriseSnapshot(state=state, head=head)

    async def start(self, code: str, at: datetime) -> EnterpriseStart:
        """How the workflow of an enterprise starts: from the ledger, or with an empty page.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        snapshot = await self.snapshot(code)
        rules = snapshot.state.rulebook if snapshot else in_force(day_in_china(at))
        return EnterpriseStart(
            code=code,
            rulebook=rules,
            registered_at=at,
            snapshot=snapshot,
            language=self._language,
        )

    async def _rows(self, code: str) -> list[Recorded]:
        async with _answering():
            return list(await self._ledger.read_stream(enterprise_workflow_id(code)))


@asynccontextmanager
async def _answering() -> AsyncIterator[None]:
    patience = seconds(Outsider.READ)
    try:
        async with asyncio.timeout(patience):
            yield
    except TimeoutError:
        raise ledger_unavailable(f"no answer from PostgreSQL in {patience:g} s") from None
    except LedgerUnavailable as error:
        raise ledger_unavailable(str(error)) from None


def opening(
    start: EnterpriseStart, task_queue: str
) -> WithStartWorkflowOperation[Any, EnterpriseStart]:
    """What goes along with an Update: the page is opened when nobody keeps it."""
    return WithStartWorkflowOperation(
        "PilotEnterprise",
        start,
        id=enterprise_workflow_id(start.code),
        task_queue=task_queue,
        static_summary=summary(start.code, start.language),
        static_details=sheet(start.code),
        priority=Priority(fairness_key=turn(start.code)),
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
    )


def _folded(rows: list[Recorded]) -> EnterpriseState | None:
    return fold(map(_event, rows))


def _lived(rows: list[Recorded]) -> Iterator[EnterpriseState]:
    """The page after each of its events."""
    state: EnterpriseState | None = None
    for event in map(_event, rows):
        state = begin(event) if state is None else evolve(state, event)
        yield state


def _event(row: Recorded) -> Event:
    return parse(
        row.event_id,
        row.event_type,
        row.schema_version,
        row.occurred_at,
        dict[str, Any](row.data),
        row.metadata,
    )
