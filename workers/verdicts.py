"""Verdicts of reconciliation, kept beyond the retention of Temporal."""

from collections.abc import Iterable

from ledger.connection import unavailable
from models.reconciliation import Judgement, Verdict
from workers.standings import Database

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


async def keep(database: Database, judgements: Iterable[Judgement]) -> None:
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


async def remembered(database: Database, judgements: list[Judgement]) -> list[Judgement]:
    """The same verdicts; where the history is gone, with the proof of the same head if kept."""
    gone = [each for each in judgements if each.verdict is Verdict.NO_HISTORY]
    with unavailable():
        rows = await database.fetch(
            PROVEN, [each.number for each in gone], [each.recorded.hash for each in gone]
        )
    proven = {row["consignment"]: row["judged_at"] for row in rows}
    return [
        each.model_copy(update={"proven_at": proven.get(each.number)})
        if each.verdict is Verdict.NO_HISTORY and each.closed
        else each
        for each in judgements
    ]


async def unsettled(database: Database) -> set[str]:
    """The consignments whose last verdict asks for another look."""
    with unavailable():
        return {row["consignment"] for row in await database.fetch(UNSETTLED)}


async def reached(database: Database) -> int:
    """The position that the last sweep has come to; 0 before the first."""
    with unavailable():
        (row,) = await database.fetch(REACHED)
    position: int = row["position"]
    return position


async def swept(database: Database, position: int, judged: int, unsound: int) -> None:
    """Note that a sweep is finished."""
    with unavailable():
        await database.fetch(SWEPT, position, judged, unsound)
