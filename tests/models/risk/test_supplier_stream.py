"""The stream of a supplier: what its events come to, and the level that holds at a time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from models.kernel.codes import ReasonCode
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import risk_stream_id
from models.kernel.risk_terms import Why
from models.kernel.terms import MetalKind, Party, RiskLevel, Suspicion
from models.risk.react import FoundBatch
from models.risk.records import Pair
from models.risk.standing import days
from models.risk.supplier_events import (
    CensusBegun,
    FindingCounted,
    LevelApproved,
    LevelImproved,
    LevelOverridden,
    LevelWorsened,
    OverrideEnded,
)
from models.risk.supplier_stream import SupplierStream, fold, level_at
from models.risk.telling import recorded, told
from tests.models.risk.samples import NOW, PAIR, RULES, finding

NC = ReasonCode
R1, R2, R3, R4 = RiskLevel
OTHER = Pair("另一企业", PAIR.supplier, MetalKind.COPPER)
NAMED = PAIR._asdict()
LATER = NOW + timedelta(days=1)


def approved(level: RiskLevel = R1) -> LevelApproved:
    return LevelApproved(
        **NAMED, level=level, document="D-1", sha256=64 * "a", role=Party.DIVISION,
        until=NOW + days(184), census=0,
    )  # fmt: skip


def overridden(level: RiskLevel, role: Party, until: datetime) -> LevelOverridden:
    return LevelOverridden(**NAMED, level=level, role=role, reason="seals", until=until)


def known(*bodies: Body, at: datetime = NOW) -> SupplierStream:
    return fold(PAIR.supplier, recorded(PAIR.supplier, bodies, at, "test", "test"))


def found(
    reason: ReasonCode = NC.INCLUSION, batch: str = "B1", pair: Pair = PAIR, **fields: object
) -> FoundBatch:
    named = {"id": f"F-{batch}", "occurred_at": LATER} | fields
    return FoundBatch(pair=pair, batch=batch, finding=finding(reason, **named))


def after(stream: SupplierStream, *findings: FoundBatch) -> tuple[SupplierStream, list[Body]]:
    """The stream after findings that were told one after the other, folded from all events."""
    events: list[Event] = []
    start = recorded(PAIR.supplier, [approved()], NOW, "test", "test")
    for each in findings:
        bodies = told(stream, each, RULES, "2025-09")
        at, cause = each.finding.occurred_at, each.finding.id
        events += recorded(PAIR.supplier, bodies, at, cause, "test")
        stream = fold(PAIR.supplier, [*start, *events])
    return stream, [event.body for event in events]


def level(stream: SupplierStream, at: datetime = LATER, pair: Pair = PAIR) -> RiskLevel:
    return level_at(stream, pair, at, RULES).level


def kinds(bodies: Iterable[Body]) -> list[type[Body]]:
    return [type(body) for body in bodies]


def test_of_whom_nothing_is_recorded_the_level_is_r2() -> None:
    assert level_at(known(), PAIR, NOW, RULES) == (R2, Why.UNKNOWN, ())


def test_an_approval_gives_a_level_for_two_quarters() -> None:
    stream = known(approved())
    assert level_at(stream, PAIR, LATER, RULES) == (R1, Why.COLD_START, ())
    assert level(stream, NOW + days(183)) is R1
    assert level_at(stream, PAIR, NOW + days(184), RULES) == (R2, Why.FEW_BATCHES, ())


def test_a_major_finding_is_counted_and_leads_an_approved_pair_to_r3() -> None:
    stream, bodies = after(known(approved()), found())
    assert kinds(bodies) == [LevelWorsened, FindingCounted]
    assert level_at(stream, PAIR, LATER, RULES) == (R3, Why.MAJOR_FOUND, ())
    assert stream.risk.grave[0].batch == "B1"


def test_a_minor_finding_begins_a_census_and_keeps_the_level() -> None:
    stream, bodies = after(known(approved()), found(NC.APPEARANCE))
    assert kinds(bodies) == [CensusBegun, FindingCounted]
    row = stream.standing(PAIR)
    assert row is not None
    assert (row.level, row.census) == (R1, RULES.switching.census)


def test_the_same_finding_told_again_records_nothing() -> None:
    stream, _ = after(known(approved()), found())
    assert told(stream, found(), RULES, "2025-09") == ()


def test_a_suspicion_records_nothing() -> None:
    suspected = found(suspicion=Suspicion.SUSPECTED)
    assert told(known(approved()), suspected, RULES, "2025-09") == ()


def test_a_pair_without_a_record_bears_what_its_supplier_was_found_out_in() -> None:
    stream, _ = after(known(approved()), found(NC.EXPLOSIVE))
    assert level_at(stream, OTHER, LATER, RULES).why is Why.SAME_SUPPLIER
    assert level(stream, LATER, OTHER) is R3


def test_what_happened_later_does_not_count_yet() -> None:
    stream, _ = after(known(approved()), found(NC.EXPLOSIVE))
    assert level(stream, NOW, OTHER) is R2


def test_an_officer_makes_it_worse_for_a_time() -> None:
    until = NOW + days(30)
    stream = known(approved(), overridden(R4, Party.INSPECTION_OFFICER, until))
    assert level_at(stream, PAIR, LATER, RULES) == (R4, Why.OFFICER, ())
    assert level(stream, until) is R1


def test_the_division_makes_it_better_by_one_step_but_not_against_a_safety_finding() -> None:
    better = overridden(R3, Party.DIVISION, LATER + days(20))
    stream, _ = after(known(approved()), found(NC.EXPLOSIVE))
    row = [*recorded(PAIR.supplier, [better], LATER, "o", "test")]
    over = fold(PAIR.supplier, [*_events(found(NC.EXPLOSIVE)), *row])
    assert level(stream) is level(over) is R4
    lifted = fold(PAIR.supplier, [*_events(found()), *recorded(
        PAIR.supplier, [overridden(R2, Party.DIVISION, LATER + days(20))], LATER, "o", "test"
    )])  # fmt: skip
    assert level_at(lifted, PAIR, LATER, RULES) == (R2, Why.OFFICER, ())


def _events(each: FoundBatch) -> list[Event]:
    bodies = told(known(approved()), each, RULES, "2025-09")
    start = recorded(PAIR.supplier, [approved()], NOW, "test", "test")
    return [*start, *recorded(PAIR.supplier, bodies, LATER, each.finding.id, "test")]


def test_an_override_that_ended_holds_no_longer() -> None:
    ended = OverrideEnded(**NAMED, role=Party.INSPECTION_OFFICER, reason="settled")
    given = overridden(R4, Party.INSPECTION_OFFICER, NOW + days(30))
    assert level(known(approved(), given, ended)) is R1


def test_a_review_makes_it_one_step_better() -> None:
    stream, _ = after(known(approved()), found())
    minutes = 64 * "b"
    better = LevelImproved(**NAMED, before=R3, after=R2, reason="clean", minutes_sha256=minutes)
    whole = fold(PAIR.supplier, [*_events(found()), *recorded(
        PAIR.supplier, [better], LATER, "review", "test"
    )])  # fmt: skip
    assert (level(stream), level(whole)) == (R3, R2)


def test_a_stream_is_named_by_the_tidy_name_and_fits_the_ledger() -> None:
    assert risk_stream_id(" acme  metals ") == "risk/ACME%20METALS"
    assert len(risk_stream_id("X" * 200)) <= 200
    assert risk_stream_id("X" * 200) != risk_stream_id("X" * 199 + "Y")
