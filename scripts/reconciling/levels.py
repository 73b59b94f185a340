"""The levels that concern everything at once: the ledger itself, its seals, the read models."""

from collections.abc import AsyncIterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from ledger.attestation import Attestation
from ledger.verify import verify
from models.kernel.language import Sentence, Text
from projections.errors import NeverRan
from projections.rebuild import prove
from scripts.texts import messages as m

SEALS = 1
READ_MODELS = 4


@dataclass(frozen=True)
class ReconciliationFinding:
    """A sentence about the whole, and whether it tells of a fault."""

    text: Sentence | Text
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
    kept: Sequence[Attestation] = ()
    trusted: AbstractSet[str] = field(default_factory=frozenset)


async def whole(databases: Databases, level: int) -> AsyncIterator[ReconciliationFinding]:
    """The findings of levels 0, 1 and 4, as far as they are asked for."""
    proof = await verify(databases.reader, kept=databases.kept, trusted=databases.trusted)
    for each in proof.faults:
        fault = m.LEDGER_FAULT.of(position=each.position, why=each.why)
        yield ReconciliationFinding(fault, fault=True)
    if proof.sound:
        yield ReconciliationFinding(m.LEDGER_SOUND.of(events=proof.events, streams=proof.streams))
    if level >= SEALS:
        sealed = m.SEALS_SOUND.of(seals=proof.seals, position=proof.sealed_to)
        yield ReconciliationFinding(sealed if proof.seals else m.NO_SEALS)
    if level >= READ_MODELS:
        async for finding in _read_models(databases.projector):
            yield finding


async def _read_models(dsn: str) -> AsyncIterator[ReconciliationFinding]:
    try:
        compared = await prove(dsn)
    except NeverRan as error:
        yield ReconciliationFinding(m.READ_MODELS_FAULT.of(why=error), fault=True)
        return
    for each in compared:
        for one in each.unreadable:
            yield ReconciliationFinding(
                m.PASSED_OVER.of(stream=one.stream_id, why=one.why), fault=True
            )
        if each.equal:
            yield ReconciliationFinding(m.READ_MODEL_SOUND.of(name=each.projection, rows=each.rows))
        else:
            wrong = m.READ_MODEL_WRONG.of(
                name=each.projection,
                more=each.only_live,
                less=each.only_fresh,
                where=", ".join(each.examples),
            )
            yield ReconciliationFinding(wrong, fault=True)
