"""Folds enterprises from the ledger, and starts the workflow of one.

What it says at a moment is folded from what had happened until then: a consignment that is decided
upon is judged by the standing of its own time.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from temporalio.client import WithStartWorkflowOperation
from temporalio.common import Priority, WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from activities.answering import answering
from ledger import Ledger, Recorded
from models.enterprise.derived_status import sheet, summary
from models.enterprise.events import EnterpriseViolationExcused, EnterpriseViolationNoted
from models.enterprise.evolve import begin, evolve, fold
from models.enterprise.messages import ViolationNotice
from models.enterprise.state import (
    EnterpriseState,
    StandingOrderState,
    pilot_standing,
    supplier_standing,
)
from models.execution.enterprise_io import EnterpriseSnapshot, EnterpriseStart
from models.execution.outsiders import Outsider
from models.execution.task_priority import turn
from models.kernel.enterprise_terms import EnterpriseStatus, Supplier
from models.kernel.identity import enterprise_workflow_id, event_id, tidy_name
from models.kernel.language import Language
from models.kernel.receiving import ReceivingHours
from models.kernel.stream_head import StreamHead
from models.process.stored_events import to_event
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force


class Standings(NamedTuple):
    """How an enterprise and one of its suppliers stand, and when it takes boxes in."""

    enterprise: EnterpriseStatus
    supplier: Supplier
    receiving: ReceivingHours | None = None


class EnterpriseRepository:
    """Answers about enterprises, and says how the workflow of one begins or goes on."""

    def __init__(self, ledger: Ledger, language: Language = Language.BOTH) -> None:
        self._ledger, self._language = ledger, language

    async def standings(self, code: str, supplier: str, at: datetime) -> Standings:
        """How an enterprise and a supplier stood for the decision on a mode.

        Of whom nothing is recorded, the enterprise is unregistered, and the supplier not listed.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        state = await self.then(code, at)
        receiving = None if state is None else state.receiving
        return Standings(pilot_standing(state, at), supplier_standing(state, supplier), receiving)

    async def then(self, code: str, at: datetime) -> EnterpriseState | None:
        """An enterprise as it was at that moment; None when nothing is recorded of it.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        rows = await self._rows(code)
        return _folded([row for row in rows if row.version == 1 or row.occurred_at <= at])

    async def orders(self, code: str) -> list[StandingOrderState]:
        """What its consignments ever had to hear of the enterprise, the latest last.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        given: dict[str, StandingOrderState] = {}
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
        async with answering(Outsider.READ):
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
        head = StreamHead(version=rows[-1].version, hash=rows[-1].hash)
        return EnterpriseSnapshot(state=state, head=head)

    async def start(self, code: str, at: datetime) -> EnterpriseStart:
        """How the workflow of an enterprise starts: from the ledger, or with an empty page.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        snapshot = await self.snapshot(code)
        rules = snapshot.state.rulebook if snapshot else in_force(day_in_china(at))
        return EnterpriseStart(
            code=tidy_name(code),
            rulebook=rules,
            registered_at=at,
            snapshot=snapshot,
            language=self._language,
        )

    async def _rows(self, code: str) -> list[Recorded]:
        async with answering(Outsider.READ):
            return list(await self._ledger.read_stream(enterprise_workflow_id(code)))


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
    return fold(map(to_event, rows))


def _lived(rows: list[Recorded]) -> Iterator[EnterpriseState]:
    """The page after each of its events."""
    state: EnterpriseState | None = None
    for event in map(to_event, rows):
        state = begin(event) if state is None else evolve(state, event)
        yield state
