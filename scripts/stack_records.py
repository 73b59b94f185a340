"""Reads what a running stack has recorded: read models for lists, the ledger for the truth."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from ledger import Ledger, Recorded, connect
from models.consignment.registration import Registration
from models.enterprise.state import EnterpriseState
from models.kernel.errors import NotFound
from models.kernel.identity import consignment_workflow_id, enterprise_workflow_id
from models.kernel.language import Speaks, listed
from models.kernel.spelling import same, tracking_no
from models.kernel.terms import Stage
from projections import queries
from projections.enterprise_fold import state_of
from projections.errors import UnreadableStream
from projections.horizon import Horizon
from projections.queries import RegisterLine
from projections.registrations import registrations
from projections.status import StatusRow
from projections.time_travel import Past, statuses_at
from scripts import nearest
from scripts.texts import errors
from workers.settings import Settings


@dataclass(frozen=True)
class StackRecords:
    """What the verbs that look ask for: read models for lists, the ledger for the truth."""

    pool: Any
    ledger: Ledger
    dsn: str

    async def find(self, alias: str) -> str:
        """The tracking number of a consignment, by that or any other number it has.

        Blanks, dashes, small and full-width letters make no difference.

        Raises:
            NotFound: when no consignment is known by it; the nearest numbers are named.
        """
        found = await queries.find(self.pool, alias)
        if found is not None:
            return found
        wanted = tracking_no(alias)
        if wanted is not None and await self._recorded(wanted):
            # Imported a moment ago: recorded, but not projected yet.
            return wanted
        numbers = await queries.numbers(self.pool)
        meant = nearest.same(alias, numbers)
        if meant is not None:
            return meant
        near = nearest.near(alias, numbers)
        if not near:
            raise NotFound(errors.NO_NUMBER, number=alias)
        named = listed(_of(each, numbers[each]) for each in near)
        raise NotFound(errors.NEAREST, number=alias, nearest=named)

    async def _recorded(self, tracking_no: str) -> bool:
        return (await self.ledger.head(consignment_workflow_id(tracking_no))).version > 0

    async def statuses(
        self, stage: Stage | None, *, overdue: bool | None, degraded: bool | None, limit: int
    ) -> Sequence[StatusRow]:
        """The consignments of a list, the most escalated first."""
        return await queries.statuses(
            self.pool, stage=stage, overdue=overdue, degraded=degraded, limit=limit
        )

    async def unreadable(self, projection: str) -> Sequence[UnreadableStream]:
        """The streams that a read model passes over."""
        return await queries.unreadable(self.pool, projection)

    async def statuses_at(self, horizon: Horizon) -> Past:
        """Every consignment as it stood at another moment, folded from the ledger."""
        return await statuses_at(self.dsn, horizon)

    async def enterprises(self) -> Sequence[RegisterLine]:
        """The register of enterprises."""
        return await queries.enterprises(self.pool)

    async def enterprise(self, code: str) -> EnterpriseState:
        """One enterprise, folded from the ledger.

        Raises:
            NotFound: when it has no page.
        """
        state = await state_of(self.ledger, code)
        if state is None:
            raise await self._no_page(code)
        return state

    async def registrations(self, tracking_nos: Sequence[str]) -> dict[str, Registration]:
        """As what those that are known were registered, by tracking number."""
        return await registrations(self.ledger, tracking_nos)

    async def events(self, tracking_no: str) -> Sequence[Recorded]:
        """Everything recorded of a consignment, oldest first."""
        recorded = await self.ledger.read_stream(consignment_workflow_id(tracking_no))
        if not recorded:
            raise NotFound(errors.NOTHING_RECORDED, number=tracking_no)
        return recorded

    async def register_events(self, code: str) -> Sequence[Recorded]:
        """Everything recorded of an enterprise, oldest first.

        Raises:
            NotFound: when it has no page.
        """
        recorded = await self.ledger.read_stream(enterprise_workflow_id(code))
        if not recorded:
            raise await self._no_page(code)
        return recorded

    async def _no_page(self, code: str) -> NotFound:
        near = nearest.near(code, [line.enterprise for line in await self.enterprises()])
        if near:
            return NotFound(errors.NEAREST_PAGE, code=code, nearest=listed(near))
        return NotFound(errors.NO_PAGE, code=code)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[StackRecords]:
    """The records, while the block runs."""
    pool = await connect(settings.database_url)
    try:
        yield StackRecords(pool, Ledger(pool), settings.database_url)
    finally:
        await pool.close()


def _of(number: str, tracking_no: str) -> Speaks:
    """A number with whose it is; a tracking number by itself."""
    if same(number, tracking_no):
        return listed((tracking_no,))
    return errors.OF.of(number=number, of=tracking_no)
