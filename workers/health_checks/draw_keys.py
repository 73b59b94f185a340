"""Whether the keys are kept that the ledger was committed to, and that are not public yet."""

from pathlib import Path
from typing import Any

from activities.draw_keys import DrawKeys
from activities.portfolio import PortfolioStream
from ledger import Ledger
from models.health.findings import Fault, Finding
from models.kernel.errors import KeyMissing
from models.kernel.language import Language


async def unkept_keys(
    pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
    folder: Path | None,
) -> list[Finding]:
    """One finding for each quarter whose key cannot be had: what it drew can never be checked."""
    ledger = Ledger(pool)
    known = await PortfolioStream(ledger, ledger).known()
    keys, found = DrawKeys(folder), list[Finding]()
    for quarter in known.secret:
        try:
            keys.committed(quarter, known.committed[quarter])
        except KeyMissing as error:
            why = error.said(Language.EN)[:300]
            found.append(Finding(fault=Fault.DRAW_KEY_LOST, subject=quarter, why=why))
    return found
