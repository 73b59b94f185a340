"""Stores reconciliation verdicts beyond Temporal's retention."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from ledger.connection import unavailable
from models.execution.reconciliation import PAST_RETENTION, Judgement, ReconciliationVerdict
from workers.recovery.stream_heads import HeadsDatabase

KEEP = """
    insert into audit.verdicts (consignment, verdict, why, version, hash, run_ids)
    select consignment, verdict, why, version, hash, array(select jsonb_array_elements_text(runs))
    from jsonb_to_recordset($1) as judged
      (consignment text, verdict text, why text, version integer, hash text, runs jsonb)
    on conflict (consignment) do update
      set (verdict, why, version, hash, run_ids, judged_at) = (
        excluded.verdict, excluded.why, excluded.version, excluded.hash, excluded.run_ids,
        clock_timestamp()
      )
      -- What was proven stays proven, also when its history is past the retention.
      where excluded.verdict <> 'no history' or audit.verdicts.verdict <> 'agree'
        or audit.verdicts.hash <> excluded.hash
"""

PROVEN = """
    select consignment, judged_at
    from audit.verdicts
    where (consignment, hash) in (select * from unnest($1::text[], $2::text[]))
      and verdict = 'agree'
"""

UNSETTLED = "select consignment from audit.verdicts where verdict <> 'agree'"

REACHED = "select coalesce(max(position), 0) as position from audit.sweeps"

SWEPT = "insert into audit.sweeps (position, judged, unsound) values ($1, $2, $3)"


async def keep(database: HeadsDatabase, judgements: Iterable[Judgement]) -> None:
    """Store these verdicts in place of earlier ones."""
    rows = [
        {
            "consignment": each.number,
            "verdict": each.verdict,
            "why": each.why,
            "version": each.recorded.version,
            "hash": each.recorded.hash,
            "runs": each.run_ids,
        }
        for each in judgements
    ]
    with unavailable():
        await database.fetch(KEEP, rows)


async def proven(database: HeadsDatabase, heads: Mapping[str, str]) -> Mapping[str, datetime]:
    """Which of these numbers were found to agree with the hash of their head, and when."""
    with unavailable():
        rows = await database.fetch(PROVEN, [*heads], [*heads.values()])
    return {row["consignment"]: row["judged_at"] for row in rows}


async def remembered(database: HeadsDatabase, judgements: list[Judgement]) -> list[Judgement]:
    """The same verdicts; where the history is gone, with the proof of the same head if kept."""
    gone = [
        one for one in judgements if one.verdict is ReconciliationVerdict.NO_HISTORY and one.closed
    ]
    known = await proven(database, {one.number: one.recorded.hash for one in gone})
    return [
        one.model_copy(update={"proven_at": known[one.number], "why": PAST_RETENTION})
        if one in gone and one.acknowledged is None and one.number in known
        else one
        for one in judgements
    ]


async def unsettled(database: HeadsDatabase) -> set[str]:
    """The consignments whose last verdict asks for another look."""
    with unavailable():
        return {row["consignment"] for row in await database.fetch(UNSETTLED)}


async def reached(database: HeadsDatabase) -> int:
    """The position that the last sweep has come to; 0 before the first."""
    with unavailable():
        (row,) = await database.fetch(REACHED)
    position: int = row["position"]
    return position


async def swept(database: HeadsDatabase, position: int, judged: int, unsound: int) -> None:
    """Note that a sweep is finished."""
    with unavailable():
        await database.fetch(SWEPT, position, judged, unsound)
