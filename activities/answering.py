"""How long PostgreSQL may take for an activity, and what its silence becomes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from activities.errors import ledger_unavailable
from ledger import LedgerUnavailable
from models.execution.outsiders import Outsider, seconds


@asynccontextmanager
async def answering(outsider: Outsider) -> AsyncIterator[None]:
    """What happens here is done in the time that this outsider has.

    Raises:
        ApplicationError: LedgerUnavailable (retried).
    """
    patience = seconds(outsider)
    try:
        async with asyncio.timeout(patience):
            yield
    except TimeoutError:
        raise ledger_unavailable(f"no answer from PostgreSQL in {patience:g} s") from None
    except LedgerUnavailable as error:
        raise ledger_unavailable(str(error)) from None
