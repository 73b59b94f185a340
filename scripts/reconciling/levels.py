"""The levels that concern everything at once: the ledger itself, its seals, the read models."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from ledger.seals import Seal
from ledger.verify import verify
from projections.errors import NeverRan
from projections.rebuild import prove

SEALS = 1
READ_MODELS = 4


@dataclass(frozen=True)
class Finding:
    """A sentence about the whole, and whether it tells of a fault."""

    text: str
    fault: bool = False


@dataclass(frozen=True)
class Databases:
    """Where the record lies, by login, and what outsiders keep of it.

    Attributes:
        reader: a login that may read the ledger.
        projector: a login that may make a read model beside the one in use.
        kept: the seals that were exported.
        trusted: the public keys in hex that may have signed; none means any.
    """

    reader: str
    projector: str
    kept: Sequence[Seal] = ()
    trusted: AbstractSet[str] = field(default_factory=frozenset)


async def whole(databases: Databases, level: int) -> AsyncIterator[Finding]:
    """The findings of levels 0, 1 and 4, as far as they are asked for."""
    proof = await verify(databases.reader, kept=databases.kept, trusted=databases.trusted)
    if proof.fault is not None:
        yield Finding(f"ledger: position {proof.fault.position}: {proof.fault.why}", fault=True)
    yield Finding(f"ledger: {proof.events} events of {proof.streams} streams are sound")
    if level >= SEALS:
        sealed = f"{proof.seals} seals, up to position {proof.sealed_to}"
        yield Finding(f"seals: {sealed if proof.seals else 'no seals'}")
    if level >= READ_MODELS:
        async for finding in _read_models(databases.projector):
            yield finding


async def _read_models(dsn: str) -> AsyncIterator[Finding]:
    try:
        compared = await prove(dsn)
    except NeverRan as error:
        yield Finding(f"read models: {error}", fault=True)
        return
    for each in compared:
        if each.equal:
            yield Finding(f"read model {each.projection}: {each.rows} rows as the ledger says")
        else:
            rows = f"{each.only_live} rows too many, {each.only_fresh} missing"
            where = ", ".join(each.examples)
            yield Finding(
                f"read model {each.projection}: {rows} ({where}): guomen rebuild {each.projection}",
                fault=True,
            )
