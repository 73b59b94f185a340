"""Reconciles the ledger with Temporal, stream by stream: levels 2 and 3.

Level 2 compares heads and costs the same whatever the length of a life. Level 3 holds every batch
of the histories against the rows, and lives every run again with today's code.
"""

from collections.abc import Iterator, Sequence

from activities.ledger_append import to_append
from ledger import Ledger, NotCanonical, Recorded
from ledger.chain import canonical, chain_events, link
from models.execution.reconciliation import (
    Judgement,
    ReconciliationVerdict,
    StreamStanding,
    bereft,
    judge,
)
from models.kernel.stream_head import StreamHead
from models.process.stored_events import to_event
from workers.recovery.catching_up import CatchingUp
from workers.recovery.history_reader import Histories, Run
from workers.recovery.replay_check import Replayed, replay
from workers.recovery.stream_heads import HeadsDatabase, standing
from workers.recovery.unreadable_streams import concerns_all, reason
from workers.stream_kinds import StreamKind

_LOOKS = 3


class Auditor:
    """Judges consignments, or enterprises, while they live."""

    def __init__(self, histories: Histories, ledger: Ledger, database: HeadsDatabase) -> None:
        self._histories, self._ledger, self._database = histories, ledger, database
        self._kind, self._catching_up = histories.kind, CatchingUp(histories, ledger)

    async def judge(self, number: str, level: int = 2) -> Judgement:
        """The verdict on one number; one that cannot be read gets one, too."""
        try:
            return await self._judged(number, level)
        except Exception as error:
            if concerns_all(error):
                raise
            said = reason(self._kind.stream(number), error)
            return Judgement(
                number=number,
                verdict=ReconciliationVerdict.UNREADABLE,
                why=said,
                recorded=StreamHead(),
            )

    async def _judged(self, number: str, level: int) -> Judgement:
        """The two sides cannot be read at one instant: what seems wrong is looked at again."""
        look = self._by_events if level > 2 else self._by_heads  # noqa: PLR2004 - the level
        judgement = await look(number)
        for _ in range(_LOOKS - 1):
            if judgement.sound:
                break
            judgement = await look(number)
        return judgement

    async def _by_heads(self, number: str) -> Judgement:
        memory = await self._histories.memory(number)
        judgement = judge(await standing(self._database, number, self._kind), memory)
        return await self._with_messages(judgement) if judgement.sound else judgement

    async def _with_messages(self, judgement: Judgement) -> Judgement:
        """What a run had accepted that was ended from outside must be somewhere."""
        if not await self._histories.broken_off(judgement.number):
            return judgement
        lost = await self._catching_up.lost(judgement.number)
        return bereft(judgement, len(lost)) if lost else judgement

    async def _by_events(self, number: str) -> Judgement:
        """The last run must know what the ledger has; those before it tell how it came there."""
        runs = await self._histories.runs(number)
        memory = await self._histories.memory(number)
        rows = await self._ledger.read_stream(self._kind.stream(number))
        judgement = judge(self._standing(number, rows), memory)
        if memory is None:
            return judgement
        judgement = judgement.model_copy(update={"run_ids": tuple(run.run_id for run in runs)})
        for verdict, why in _contradictions(rows, runs):
            return judgement.model_copy(update={"verdict": verdict, "why": why})
        if not judgement.sound:
            return judgement
        judgement = await self._with_messages(judgement)
        return await self._lived_again(judgement, rows, runs) if judgement.sound else judgement

    def _standing(self, number: str, rows: Sequence[Recorded]) -> StreamStanding:
        head = StreamHead(version=rows[-1].version, hash=rows[-1].hash) if rows else StreamHead()
        closed = any(row.event_type == self._kind.closed for row in rows)
        return StreamStanding(number=number, head=head, closed=closed)

    async def _lived_again(
        self, judgement: Judgement, rows: Sequence[Recorded], runs: Sequence[Run]
    ) -> Judgement:
        for run in runs:
            if why := _difference(run, await replay(run.history), rows, self._kind):
                return judgement.model_copy(
                    update={"verdict": ReconciliationVerdict.DIVERGED, "why": why}
                )
        return judgement


def _contradictions(
    rows: Sequence[Recorded], runs: Sequence[Run]
) -> Iterator[tuple[ReconciliationVerdict, str]]:
    """What the rows and the batches do not agree on, the earliest version first."""
    decided = decided_heads(runs)
    base = min((run.base.version for run in runs), default=0)
    for row in rows:
        where = f"version {row.version} ({row.event_type}, position {row.position})"
        if row.version <= base:
            continue
        if row.version not in decided:
            yield ReconciliationVerdict.LEDGER_AHEAD, f"{where} is in the ledger, but in no history"
        elif hash_of(row) not in decided[row.version]:
            yield ReconciliationVerdict.DIVERGED, f"{where} is not what the workflow has sent"


def decided_heads(runs: Sequence[Run]) -> dict[int, set[str]]:
    """The hashes that the batches of these runs give to each version."""
    found: dict[int, set[str]] = {}
    for run in runs:
        for offer in run.trace.offers.values():
            for each in chain_events(to_append(offer.batch)):
                found.setdefault(each.after.version, set()).add(each.after.hash)
    return found


def _last_sent(run: Run) -> StreamHead:
    """Where the batches of a run lead to."""
    ends = (offer.end for offer in run.trace.offers.values())
    return max([run.base, *ends], key=lambda end: end.version)


def hash_of(row: Recorded) -> str:
    """The hash that the content of a row has, whatever the row says."""
    try:
        return link(row.prev_hash, canonical(row, row.stream_id, row.version))
    except NotCanonical:
        return ""


def _difference(run: Run, lived: Replayed, rows: Sequence[Recorded], kind: StreamKind) -> str:
    """What today's code would do differently in a run; empty when nothing."""
    if lived.failure:
        return f"today's code does not replay run {run.run_id}: {lived.failure}"
    sent = [run.trace.offers[event].batch for event in sorted(run.trace.offers)]
    if lived.batches[: len(sent)] != sent:
        return f"today's code would record something else in run {run.run_id}"
    state = lived.state
    last = _last_sent(run)
    if state is None or state.version > min(last.version, len(rows)):
        # The rest is decided and on its way, or comes to nothing: the ledger was ahead.
        return ""
    if not last.version or rows[last.version - 1].hash != last.hash:
        # Another run was there before this one: the ledger has gone another way.
        return ""
    if state != kind.fold(map(to_event, rows[: state.version])):
        return f"the ledger folds to another state at version {state.version}"
    return ""
