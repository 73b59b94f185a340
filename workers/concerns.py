"""What operations must look at, and nobody else can see: limits that come near, facts too large."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from ledger.connection import unavailable
from models.labels.limits import FACT_TOO_LARGE
from models.language import Language
from models.limits import LARGEST_FACT
from workers.oversized import KIND as TOO_LARGE
from workers.standings import Database
from workflows.nearness import KIND as NEAR

SHOWN_DAYS = 7

# A limit is told at every target of a route: once is enough here.
NEARED = """
    select distinct on (number, subject) number, subject, raised_at as since
    from notices.attempts
    where kind = $1 and at > clock_timestamp() - $2 * interval '1 day'
    order by number, subject, raised_at desc
"""

OVERSIZED = """
    select system, message_id, octet_length(raw) as size, received_at
    from gateway.oversized
    where received_at > clock_timestamp() - $1 * interval '1 day'
    order by received_at desc
    limit 100
"""


class Concern(BaseModel):
    """One of them: of which workflow or system, what, since when."""

    model_config = ConfigDict(frozen=True)

    kind: str
    number: str
    subject: str
    since: datetime


async def concerns(database: Database, language: Language) -> list[Concern]:
    """Those of the last days, the newest first.

    Raises:
        LedgerUnavailable: the database cannot answer now.
    """
    with unavailable():
        near = await database.fetch(NEARED, NEAR, SHOWN_DAYS)
        large = await database.fetch(OVERSIZED, SHOWN_DAYS)
    found = [Concern(kind=NEAR, **dict(row)) for row in near]
    for row in large:
        subject = FACT_TOO_LARGE.said(
            language,
            system=row["system"],
            message=row["message_id"],
            bytes=row["size"],
            most=LARGEST_FACT,
        )
        found.append(
            Concern(kind=TOO_LARGE, number=row["system"], subject=subject, since=row["received_at"])
        )
    return sorted(found, key=lambda one: one.since, reverse=True)
