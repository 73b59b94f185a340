"""The stream of a supplier in tests: approved, found out, assessed, looked at by officers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ledger import Ledger
from models.kernel.codes import ReasonCode
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import risk_stream_id
from models.kernel.terms import MetalKind, Party, RiskLevel
from models.risk.assess import assess
from models.risk.react import FoundBatch
from models.risk.records import pair_of
from models.risk.standing import Standings, days
from models.risk.supplier_events import (
    LevelApproved,
    LevelOverridden,
    OverrideEnded,
    PairAssessed,
    SupplierHeard,
)
from models.risk.supplier_stream import SupplierStream, fold
from models.risk.telling import recorded, told
from tests.history import START, append_to
from tests.models.risk.samples import COARSE, GOOD, batch, finding

PAIR = pair_of("甬东再生铜业", "Kobe Metals", MetalKind.COPPER)
STREAM = risk_stream_id(PAIR.supplier)
NAMED = PAIR._asdict()
FOUND_AT = START + timedelta(days=40)
ASSESSED_AT = START + timedelta(days=41)
FINDING = finding(ReasonCode.INCLUSION, id="F-1", occurred_at=FOUND_AT)


def supplier_events(*, found: FoundBatch | None = None) -> list[Event]:
    """Approved at R1, found out, assessed, given R4 by an officer for a while, and heard."""
    told_of = found or FoundBatch(pair=PAIR, batch="NB25-000001", finding=FINDING)
    at = told_of.finding.occurred_at
    approved = LevelApproved(
        **NAMED,
        level=RiskLevel.R1,
        document="D-1",
        sha256=64 * "a",
        role=Party.DIVISION,
        until=START + days(184),
        census=0,
    )
    events = _told([approved], START - timedelta(days=1), "approval")
    reaction = told(_known(events), told_of, COARSE, "2025-09")
    events += _told(reaction, at, str(told_of.finding.id))
    events += _told([_assessed(events, told_of)], ASSESSED_AT, "assessment")
    worse = LevelOverridden(
        **NAMED,
        level=RiskLevel.R4,
        role=Party.INSPECTION_LEAD,
        reason="seals of another series",
        until=START + days(90),
    )
    events += _told([worse], START + days(45), "override")
    ended = OverrideEnded(**NAMED, role=Party.INSPECTION_LEAD, reason="explained")
    events += _told([ended], START + days(50), "ended")
    heard = SupplierHeard(
        supplier=PAIR.supplier, role=Party.DIVISION, statement="new yard", sha256=64 * "b"
    )
    return events + _told([heard], START + days(51), "hearing")


async def tell_supplier(ledger: Ledger, events: list[Event] | None = None) -> None:
    """Record such a stream."""
    await append_to(ledger, STREAM, events or supplier_events())


def _assessed(events: list[Event], found: FoundBatch) -> PairAssessed:
    clean = (START + timedelta(hours=6 * number) for number in range(1, 150))
    window = [batch(n, PAIR, concluded_at=at) for n, at in enumerate(clean)]
    bad = batch(99, PAIR, id=found.batch, concluded_at=FOUND_AT, findings=(found.finding,))
    rows = [row.model_copy(update={"circumstances": GOOD}) for row in _known(events).risk.standings]
    before = Standings(at=FOUND_AT, rows=tuple(rows))
    result = assess([*window, bad], before, COARSE, ASSESSED_AT)
    return PairAssessed(
        **NAMED,
        as_of=ASSESSED_AT,
        model=result.model,
        rulebook="2025-09",
        input_sha256=result.digest,
        assessed=result.pairs[0],
        standing=result.standings[0],
    )


def _known(events: list[Event]) -> SupplierStream:
    return fold(PAIR.supplier, events)


def _told(bodies: Sequence[Body], at: datetime, cause: str) -> list[Event]:
    return list(recorded(PAIR.supplier, bodies, at, cause, "test"))
