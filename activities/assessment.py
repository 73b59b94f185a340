"""Assesses all pairs at night, and records what is new in the streams of their suppliers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from temporalio import activity

from activities.errors import ledger_unavailable
from activities.portfolio import PortfolioStream
from activities.supplier_stream import SupplierStreams
from ledger import LedgerUnavailable
from ledger.connection import unavailable
from models.execution.maintenance import RiskAssessed
from models.kernel.event import Event
from models.risk.events import AssessmentMade
from models.risk.night import Night, night, pairs_of
from models.risk.portfolio import Portfolio
from models.risk.records import BatchRecord, Pair
from models.risk.standing import Circumstances
from models.risk.supplier_events import PairAssessed
from models.risk.supplier_stream import NEVER, SupplierStream, fold
from models.risk.telling import recorded
from models.rules.calendar import day_in_china
from models.rules.rulebook import Rulebook, in_force, rulebook

_ACTOR = "guomen"

SUPPLIERS = """
    select data ->> 'supplier' as supplier
    from ledger.events
    where version = 1 and starts_with(stream_id, 'risk/') and stream_id <> 'risk/portfolio'
    order by 1
"""
"""Every supplier that a stream tells of."""

Batches = Callable[[datetime], Awaitable[Sequence[BatchRecord]]]
"""The batches that were decided on until then."""


class Circumstanced(Protocol):
    """Whoever knows what there is to know of pairs beside their batches."""

    async def circumstances(
        self, pairs: Sequence[Pair], batches: Sequence[BatchRecord], at: datetime
    ) -> Mapping[Pair, Circumstances]:
        """By pair; of whom nothing is said, what speaks against him is taken to be true."""
        ...


class Assessing:
    """The door to the assessment for what a schedule starts."""

    def __init__(
        self,
        batches: Batches,
        told: Circumstanced,
        streams: SupplierStreams,
        portfolio: PortfolioStream,
        pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
    ) -> None:
        self._batches, self._told = batches, told
        self._streams, self._portfolio, self._pool = streams, portfolio, pool

    @activity.defn
    async def assess_risk(self, now: datetime) -> RiskAssessed:
        """Makes levels worse and proposes better ones; where nothing is new, nothing is recorded.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        try:
            found = await self._assessed(now)
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from None
        made = found.made
        return RiskAssessed(
            pairs=made.pairs if made else 0,
            worsened=made.worsened if made else 0,
            suppliers=tuple(found.suppliers),
        )

    async def _assessed(self, now: datetime) -> Night:
        records = await self._batches(now)
        activity.heartbeat()
        before = await self._portfolio.known()
        last = before.assessed
        if last is not None and last.as_of >= now:
            return Night({}, None)
        streams = await self._read(records)
        known = {
            # What somebody's clock has ahead of ours counts already: it can only be worse.
            name: fold(name, events, last.as_of if last else NEVER)
            for name, events in streams.items()
        }
        rules, told = _rules(now), await self._circumstances(records, known, now)
        found = night(records, known, _latest(streams), told, last, rules, now)
        for supplier, bodies in found.suppliers.items():
            events = recorded(supplier, bodies, now, f"assessment:{now.isoformat()}", _ACTOR)
            await self._streams.record(supplier, _once(events, streams.get(supplier, ())))
            activity.heartbeat()
        if found.made is not None:
            await self._portfolio.record(_unless_there(found.made), now, _ACTOR)
        return found

    async def _read(self, records: Sequence[BatchRecord]) -> dict[str, tuple[Event, ...]]:
        with unavailable():
            rows = await self._pool.fetch(SUPPLIERS)
        named = {row["supplier"] for row in rows}
        named |= {pair.supplier for pair in pairs_of(records, ())}
        found = {}
        for name in sorted(named):
            found[name] = (await self._streams.read(name)).events
            activity.heartbeat()
        return found

    async def _circumstances(
        self, records: Sequence[BatchRecord], known: Mapping[str, SupplierStream], now: datetime
    ) -> Mapping[Pair, Circumstances]:
        pairs = pairs_of(records, known.values())
        return await self._told.circumstances(pairs, records, now)


def _rules(now: datetime) -> Rulebook:
    return rulebook(in_force(day_in_china(now)))


def _latest(streams: Mapping[str, Sequence[Event]]) -> dict[Pair, PairAssessed]:
    """What was recorded last of each pair."""
    bodies = (event.body for events in streams.values() for event in events)
    return {body.pair: body for body in bodies if isinstance(body, PairAssessed)}


def _once(
    events: Sequence[Event], seen: Sequence[Event]
) -> Callable[[Sequence[Event]], Sequence[Event]]:
    """These events, unless they are there; what was assessed must be what the stream still is."""

    def wanted(there: Sequence[Event]) -> Sequence[Event]:
        if any(event.cause == events[0].cause for event in there):
            return ()
        if {event.id for event in there} - {event.id for event in seen}:
            raise ledger_unavailable("the stream has gone on since it was read: assess again")
        return events

    return wanted


def _unless_there(made: AssessmentMade) -> Callable[[Portfolio], AssessmentMade | None]:
    def wanted(known: Portfolio) -> AssessmentMade | None:
        there = known.assessed is not None and known.assessed.as_of >= made.as_of
        return None if there else made

    return wanted
