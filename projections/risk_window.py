"""The batches that count in a rate, and the rules by which they are looked at."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from models.kernel.clock import CHINA
from models.risk.history import within
from models.rules.risk import RiskRules
from models.rules.rulebook import in_force, rulebook
from projections.batch_records import batch_rows
from projections.errors import NeverRan, UnreadableBatches
from projections.risk_batch_row import RiskBatchRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    import asyncpg

    from models.risk.records import BatchRecord

_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class RiskWindow(NamedTuple):
    """Batches of the window of rates, which ends with the latest; `version` is the rulebook's.

    `missing` is why there is nothing to divide by, None if there is.
    """

    rows: Sequence[RiskBatchRow]
    batches: Sequence[BatchRecord]
    version: str
    missing: UnreadableBatches | NeverRan | None = None

    @property
    def rules(self) -> RiskRules:
        """The rules in force when the latest batch was decided on."""
        return rulebook(self.version).risk


async def window(pool: asyncpg.Pool, at: datetime | None = None) -> RiskWindow:
    """What is known now of all batches; `at`: as it was then.

    Raises:
        NeverRan: there is no read model yet.
        UnreadableBatches: consignments cannot be read: no rate is reckoned without them.
        LedgerUnavailable: the database does not answer.
    """
    rows = await batch_rows(pool, at or _EVER)
    last = at or max((row.concluded_at for row in rows), default=_EVER)
    version = in_force(last.astimezone(CHINA).date())
    batches = within(
        (row.record for row in rows), last, rulebook(version).risk.windows.rates_months
    )
    counted = {batch.id for batch in batches}
    return RiskWindow([row for row in rows if row.consignment in counted], batches, version)


async def window_if_any(pool: asyncpg.Pool) -> RiskWindow:
    """The same; empty, and with the reason, where no rate can be reckoned."""
    try:
        return await window(pool)
    except (NeverRan, UnreadableBatches) as error:
        return RiskWindow((), (), in_force(_EVER.date()), error)
