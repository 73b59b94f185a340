"""`guomen risk whatif`: the past of a ledger under other rules, exact where it can be."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from activities.portfolio import PortfolioStream
from activities.supplier_stream import SupplierStreams
from models.kernel.clock import CHINA
from models.kernel.errors import BadHistory, NotFound
from models.kernel.terms import RiskLevel
from models.risk.assessment import MODEL
from models.risk.draw import chances, end_of, quarter_of
from models.risk.played_batch import PlayedBatch
from models.risk.records import Pair
from models.risk.standing import Circumstances
from models.risk.weakening import refuse_weaker, weaknesses
from models.risk.whatif import whatif
from models.rules.rulebook import newest
from projections.played_batches import played_batches
from scripts import connection, console, stack_records
from scripts.connection import DataFolder
from scripts.rulebooks.risk_file import rules_of
from scripts.texts import whatif as texts
from scripts.whatif_view import show

_QUARTER = re.compile(r"(20[0-9]{2})Q([1-4])")
_IN_ORDER = Circumstances(
    credit_floor=RiskLevel.R1,
    evidence=100,
    violations=0,
    portal_alarm=False,
    evidence_complete=True,
)
"""Of a pair that nobody has assessed [asm]."""

_Quarter = Annotated[
    str, typer.Option("--quarter", metavar="QUARTER", help="Whose draws are compared: 2025Q4.")
]
_Rules = Annotated[
    Path | None,
    typer.Option("--rules", help="A JSON file with what differs in the block risk."),
]
_Model = Annotated[str, typer.Option("--model", help="The way of reckoning.")]
_Trial = Annotated[
    bool, typer.Option("--trial", help="Let rules be weaker than released: it is only a trial.")
]
_Nights = Annotated[
    int, typer.Option("--nights", min=1, max=92, help="An assessment every so many nights.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")]


def what_if(  # noqa: PLR0913 - options of the command line
    *,
    quarter: _Quarter,
    rules: _Rules = None,
    model: _Model = MODEL,
    trial: _Trial = False,
    nights: _Nights = 1,
    as_json: _Json = False,
    data: DataFolder = None,
) -> None:
    """Play the past again under other rules: levels, boxes, lots, escapes, suppliers.

    Nothing is recorded, and nothing changes.
    """
    if model != MODEL:
        raise NotFound(texts.NO_MODEL, model=model, known=MODEL)
    span, released = _span(quarter), newest()
    other = released.risk if rules is None else rules_of(rules, released.risk)
    if not trial:
        refuse_weaker(released.risk, other)
    past = asyncio.run(_past(data))
    found = whatif(past.batches, past.told, other, span, nights)
    if not found.batches:
        raise NotFound(texts.NOTHING, quarter=quarter)
    weaker = weaknesses(released.risk, other)
    found = found.model_copy(update={"weaker": weaker})
    if as_json:
        told = {"quarter": quarter, "rulebook": released.version, **past.sure}
        console.print_json({**told, **console.dumped(found)})
    else:
        show(found, released.version, past.sure)


class _Past(NamedTuple):
    batches: Sequence[PlayedBatch]
    told: Mapping[Pair, Circumstances]
    sure: Mapping[str, int]


async def _past(data: Path | None) -> _Past:
    """All that is known, its draws held against the keys that are public."""
    async with stack_records.opened(connection.settings_of(data)) as records:
        batches = await played_batches(records.pool, datetime.now(UTC))
        known = await PortfolioStream(records.ledger, records.ledger).known()
        streams = SupplierStreams(records.ledger, records.ledger)
        pairs = sorted({each.record.pair for each in batches})
        told = dict[Pair, Circumstances]()
        for supplier in sorted({pair.supplier for pair in pairs}):
            stream = await streams.known(supplier)
            told |= {
                row.pair: row.circumstances
                for row in stream.risk.standings
                if any(each.pair == row.pair for each in stream.assessed)
            }
    verified = sum(_verified(each, known.revealed) for each in batches)
    assumed = [pair for pair in pairs if pair not in told]
    sure = {"verified": verified, "assumed": len(assumed)}
    return _Past(batches, dict.fromkeys(assumed, _IN_ORDER) | told, sure)


def _verified(batch: PlayedBatch, revealed: Mapping[str, str]) -> bool:
    """Whether a public key gives the chances again; False as long as it is secret.

    Raises:
        BadHistory: it gives others.
    """
    drawn = None if batch.drawn is None else batch.drawn.chances
    if drawn is None or drawn.quarter not in revealed:
        return False
    boxes = [rank.box for rank in drawn.ranks]
    key = bytes.fromhex(revealed[drawn.quarter])
    if chances(key, drawn.quarter, batch.record.id, boxes, drawn.visit) != drawn:
        raise BadHistory(texts.OTHER_DRAW, batch=batch.record.id)
    return True


def _span(quarter: str) -> tuple[datetime, datetime]:
    found = _QUARTER.fullmatch(quarter)
    if found is None:
        raise NotFound(texts.NO_QUARTER, text=quarter)
    first = datetime(int(found[1]), 3 * int(found[2]) - 2, 1, tzinfo=CHINA)
    return first, end_of(quarter_of(first))
