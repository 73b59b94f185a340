"""What is recorded of a confirmed finding: what moved, and how its pair stands from then on."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import content_digest, event_id, risk_stream_id
from models.kernel.terms import Party
from models.risk import overrides
from models.risk.react import FoundBatch, reacted
from models.risk.records import Pair
from models.risk.standing import Move
from models.risk.supplier_events import (
    CensusBegun,
    FindingCounted,
    LevelOverridden,
    LevelWorsened,
)
from models.risk.supplier_stream import SupplierStream
from models.rules.risk import RiskRules


def told(
    known: SupplierStream, found: FoundBatch, rules: RiskRules, rulebook: str
) -> tuple[Body, ...]:
    """The events of a finding, what moved first; none if it counts already, or never does.

    Raises:
        ValueError: the finding is about another supplier's goods.
    """
    reaction = reacted(known.risk, found, rules)
    after = {row.pair: row for row in reaction.state.standings}
    if reaction.state == known.risk or found.pair not in after:
        return ()
    counted = FindingCounted(
        **found.pair._asdict(),
        consignment=found.batch,
        finding=found.finding,
        grave=overrides.counts(found.finding.reason, rules),
        rulebook=rulebook,
        standing=after[found.pair],
    )
    return (*moved(reaction.moves, rules), counted)


def moved(moves: Iterable[Move], rules: RiskRules) -> Iterator[Body]:
    """The events of moves: a worse level, or a census of the next batches."""
    for move in moves:
        if move.after is not move.before:
            yield LevelWorsened(
                **move.pair._asdict(),
                before=move.before,
                after=move.after,
                why=move.why,
                because=move.because,
            )
        if move.census:
            yield CensusBegun(
                **move.pair._asdict(),
                batches=move.census,
                watched=rules.switching.watched,
                because=move.because,
            )


def cause_of(finding: str) -> str:
    """Under which cause a stream records what a finding did, by the id of its event."""
    return f"finding:{finding}"


def worsened(events: Iterable[Event], cause: str) -> set[Pair]:
    """The pairs that a cause made worse, or put in census."""
    moves = (e.body for e in events if e.cause == cause)
    return {each.pair for each in moves if isinstance(each, LevelWorsened | CensusBegun)}


def led_by(events: Iterable[Event], pair: Pair, at: datetime) -> tuple[str, ...]:
    """The event that last made a pair worse until then, and what it goes back to, by their ids."""
    led: tuple[str, ...] = ()
    for event in events:
        match event.body:
            case LevelWorsened() | CensusBegun() as moved if moved.pair == pair:
                led = (str(event.id), *moved.because) if event.occurred_at <= at else led
            case LevelOverridden() as given if given.pair == pair:
                led = (str(event.id),) if event.occurred_at <= at else led
            case _:
                pass
    return led


def recorded(  # noqa: PLR0913, PLR0917 - who said what, and when
    supplier: str,
    bodies: Iterable[Body],
    at: datetime,
    cause: str,
    actor: str,
    role: Party | None = None,
) -> list[Event]:
    """The events of these bodies; told again for the same cause they have the same ids."""
    stream = risk_stream_id(supplier)
    return [
        Event(
            id=event_id(stream, cause, body.type, nth),
            occurred_at=at,
            cause=cause,
            digest=content_digest(body),
            actor=actor,
            role=role,
            body=body,
        )
        for nth, body in enumerate(bodies)
    ]
