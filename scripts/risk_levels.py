"""`guomen risk approve, override, review`: what officers decide of the levels of pairs."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from pydantic import TypeAdapter, ValidationError
from rich.table import Table

from activities.assessment import SUPPLIERS
from activities.portfolio import PortfolioStream
from activities.risk_acts import decide
from activities.supplier_stream import SupplierStreams
from models.kernel.errors import OutsideRole, Refused
from models.kernel.risk_terms import Measure
from models.kernel.terms import MetalKind, Party, RiskLevel
from models.risk import act_texts, acts
from models.risk.events import ReviewHeld
from models.risk.portfolio import Portfolio
from models.risk.records import Pair, pair_of
from models.risk.reviews import Wish, decided, proposals
from models.risk.supplier_events import PairAssessed
from models.risk.supplier_stream import SupplierStream
from models.rules.calendar import day_in_china
from models.rules.risk import RiskRules
from models.rules.rulebook import in_force, rulebook
from scripts import connection, console, stack_records
from scripts.acting.officer_resolution import As, Role, on_duty
from scripts.connection import DataFolder
from scripts.texts import levels as d
from workers.settings import Settings
from workers.stack.db_logins import DatabaseLogin

_Enterprise = Annotated[
    str, typer.Argument(metavar="ENTERPRISE", help="The enterprise, as consignments name it.")
]
_Supplier = Annotated[str, typer.Argument(metavar="SUPPLIER", help="The overseas supplier.")]
_Kind = Annotated[MetalKind, typer.Argument(metavar="KIND", help="The kind of metal.")]
_Level = Annotated[RiskLevel, typer.Option("--level", help="R1, R2, R3 or R4.")]
_Document = Annotated[
    str, typer.Option("--document", metavar="TEXT", help="The approval: its number or title.")
]
_Sha256 = Annotated[
    str, typer.Option("--sha256", metavar="HEX", help="The SHA-256 of the document.")
]
_Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept.")]
_Days = Annotated[int, typer.Option("--days", min=0, help="For how many days; 0 ends it.")]
_Decisions = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="Hold the review: a JSON list with enterprise, supplier, kind, decision, reason.",
    ),
]
_Minutes = Annotated[
    str, typer.Option("--minutes-sha256", metavar="HEX", help="The SHA-256 of the minutes.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")]
_HEX = 64


def approve(  # noqa: PLR0913 - every option is one of the document
    enterprise: _Enterprise,
    supplier: _Supplier,
    kind: _Kind,
    *,
    level: _Level,
    document: _Document,
    sha256: _Sha256,
    as_: As = None,
    role: Role = None,
    data: DataFolder = None,
) -> None:
    """Give a pair its first level by a document (C3), while it cannot have shown one.

    It holds for two quarters, once; what is found then counts as for any other pair.
    """
    digest, pair = _hex(sha256), pair_of(enterprise, supplier, kind)

    def decision(known: SupplierStream, given: _Given) -> Any:  # noqa: ANN401 - an event, or none
        return acts.approval(
            known,
            pair,
            level,
            document=document,
            sha256=digest,
            role=given.role,
            at=given.at,
            rules=given.rules,
        )

    cause = f"approval:{digest}:{pair.enterprise}:{pair.kind}"
    asyncio.run(_decide(data, as_, role, pair, decision, cause))
    print(console.say(d.APPROVED.of(pair=acts.named(pair), level=level)))


def override(  # noqa: PLR0913 - what an officer says
    enterprise: _Enterprise,
    supplier: _Supplier,
    kind: _Kind,
    *,
    level: _Level,
    reason: _Reason,
    days: _Days,
    as_: As = None,
    role: Role = None,
    data: DataFolder = None,
) -> None:
    """Give a pair another level for a time: worse (C2, C3) or one step better (C3).

    Worse for 90 days at the most, better for 30; nothing lifts what a safety defect, credit, three
    batches in a year or returned goods have set.
    """
    pair = pair_of(enterprise, supplier, kind)

    def decision(known: SupplierStream, given: _Given) -> Any:  # noqa: ANN401 - an event
        at, rules = given.at, given.rules
        if days == 0:
            return acts.ended(known, pair, role=given.role, reason=reason, at=at, rules=rules)
        until = at + timedelta(days=days)
        said = partial(acts.overridden, known, pair, level, role=given.role, reason=reason)
        return said(until=until, at=at, rules=rules)

    cause = f"override:{datetime.now(UTC).isoformat()}:{pair.enterprise}:{pair.kind}"
    asyncio.run(_decide(data, as_, role, pair, decision, cause))
    text = d.OVERRIDDEN if days else d.OVERRIDE_ENDED
    print(console.say(text.of(pair=acts.named(pair), level=level, days=days)))


def review(  # noqa: PLR0913 - every option has a default
    *,
    decisions: _Decisions = None,
    minutes_sha256: _Minutes = "",
    as_: As = None,
    role: Role = None,
    as_json: _Json = False,
    data: DataFolder = None,
) -> None:
    """List what the assessment proposes, with its bounds; or hold the quarter's review (C3).

    Each proposal is decided on: improve by one step, or keep.
    """
    if decisions is None:
        found = asyncio.run(_proposed(data))
        if as_json:
            console.print_json([each.model_dump(mode="json") for each in found.waiting])
        else:
            console.screen().print(_table(found.waiting))
            print(console.say(d.DUE.of(quarters=_due(found.portfolio))))
        return
    wishes, digest = _wishes(decisions), _hex(minutes_sha256)
    made = asyncio.run(_held(data, as_, role, wishes, digest))
    print(console.say(d.HELD.of(quarter=made.quarter, decisions=len(made.decisions))))


class _Given(NamedTuple):
    officer: str
    role: Party
    at: datetime
    rules: RiskRules


class _Open(NamedTuple):
    streams: SupplierStreams
    portfolio: PortfolioStream
    pool: Any


class _Waiting(NamedTuple):
    portfolio: Portfolio
    waiting: tuple[PairAssessed, ...]


@asynccontextmanager
async def _opened(data: Path | None, *, writes: bool) -> AsyncIterator[_Open]:
    settings = connection.settings_of(data)
    if writes:
        # Nobody but the tracker may append.
        url = connection.database_of(data, DatabaseLogin.TRACKER)
        settings = settings.model_copy(update={"database_url": url})
    async with stack_records.opened(settings) as records:
        ledger = records.ledger
        yield _Open(SupplierStreams(ledger, ledger), PortfolioStream(ledger, ledger), records.pool)


def _given(settings: Settings, as_: str | None, role: Party | None) -> _Given:
    """Who decides now, and in which role; a role that he does not have is refused."""
    officer = on_duty(settings.officers, {}, as_, role)
    roles = officer.listed.roles if officer.listed else ()
    wanted = role or (roles[0] if len(roles) == 1 else None)
    if wanted is None:
        raise Refused(d.NAME_A_ROLE, roles=", ".join(roles) or "C2, C2_LEAD, C3, C3_LEAD")
    if officer.listed is not None:
        officer.listed.require_role(wanted)
    now = datetime.now(UTC)
    return _Given(officer.name, wanted, now, rulebook(in_force(day_in_china(now))).risk)


async def _decide(  # noqa: PLR0913, PLR0917 - who decides what
    data: Path | None,
    as_: str | None,
    role: Party | None,
    pair: Pair,
    decision: Any,  # noqa: ANN401 - see `Decided`
    cause: str,
) -> None:
    given = _given(connection.settings_of(data), as_, role)
    async with _opened(data, writes=True) as on:
        act = partial(decision, given=given)
        who = partial(decide, officer=given.officer, role=given.role)
        await who(on.streams, pair, act, cause=cause, at=given.at)


async def _waiting(on: _Open) -> _Waiting:
    names = [row["supplier"] for row in await on.pool.fetch(SUPPLIERS)]
    known = [await on.streams.known(name) for name in names]
    return _Waiting(await on.portfolio.known(), proposals(known))


async def _proposed(data: Path | None) -> _Waiting:
    async with _opened(data, writes=False) as on:
        return await _waiting(on)


async def _held(
    data: Path | None, as_: str | None, role: Party | None, wishes: Sequence[Wish], digest: str
) -> ReviewHeld:
    given = _given(connection.settings_of(data), as_, role)
    if given.role not in acts.DIVISION:
        raise OutsideRole(act_texts.ONLY_DIVISION, role=given.role)
    async with _opened(data, writes=True) as on:
        held = await _recorded(on, wishes, digest, given)
        for each in held.decisions:
            if each.after is each.before:
                continue
            pair = pair_of(each.enterprise, each.supplier, each.kind)
            act = partial(acts.improved, pair=pair, reason=each.reason, minutes_sha256=digest)
            cause = f"review:{held.quarter}:{pair.enterprise}:{pair.kind}"
            who = partial(decide, officer=given.officer, role=given.role)
            await who(on.streams, pair, act, cause=cause, at=given.at)
    return held


async def _recorded(on: _Open, wishes: Sequence[Wish], digest: str, given: _Given) -> ReviewHeld:
    """The review as it is recorded; one that broke off is gone on with under its minutes."""
    found = await _waiting(on)
    for known in found.portfolio.held.values():
        if known.minutes_sha256 == digest:
            return known
    quarter = min(found.portfolio.due, default="")
    if not quarter:
        raise Refused(act_texts.NO_REVIEW)
    made = decided(found.waiting, wishes)
    held = ReviewHeld(quarter=quarter, minutes_sha256=digest, decisions=made)
    after = await on.portfolio.record(
        lambda known: None if quarter in known.held else held, given.at, given.officer
    )
    return after.held[quarter]


def _wishes(file: Path) -> tuple[Wish, ...]:
    """The decisions of a file.

    Raises:
        Refused: it cannot be read, or is not such a list; where, and what to do.
    """
    try:
        return TypeAdapter(tuple[Wish, ...]).validate_python(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError) as error:
        why = error
        if isinstance(error, ValidationError):
            first = error.errors()[0]
            why = ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
        raise Refused(d.BAD_DECISIONS, file=file, why=why) from None


def _hex(said: str) -> str:
    digest = said.strip().lower()
    if len(digest) != _HEX or set(digest) - set("0123456789abcdef"):
        raise Refused(d.NO_DIGEST, said=said)
    return digest


def _due(known: Portfolio) -> str:
    return ", ".join(f"{quarter} ({console.local(at)})" for quarter, at in known.due.items()) or "-"


def _table(waiting: Sequence[PairAssessed]) -> Table:
    drawn = console.table(d.PAIR, d.LEVEL, d.PROPOSED, d.ANY, d.GRAVE, d.CRITICAL, d.LOOKED_FOR)
    for each in waiting:
        said = each.assessed
        uppers = {figure.measure: str(figure.upper) for figure in said.figures}
        cells = (acts.named(each.pair), said.level, said.proposed or "")
        bounds = (uppers[m] for m in (Measure.ANY, Measure.GRAVE, Measure.CRITICAL))
        drawn.add_row(*map(console.plain, (*cells, *bounds, str(said.looked_for))))
    return drawn
