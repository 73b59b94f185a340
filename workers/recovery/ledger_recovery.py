"""Restores a lost tail of the ledger from Temporal's histories.

Every batch lies in the history that sent it, with ids and content; the hashes follow from them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from activities.ledger_append import to_append
from ledger import Append, Head, Ledger
from ledger.chain import chain_events
from models.execution.reconciliation import Memory
from models.kernel.base_types import Frozen
from models.kernel.errors import GuomenError
from workers.recovery.history_reader import Histories, SentBatch
from workers.recovery.unreadable_streams import concerns_all, each_apart, reason
from workers.texts import LOST, OTHER_HEAD, TAIL_LOST


class DoesNotFit(GuomenError):
    """What the histories hold does not continue what the ledger has."""


class Refilled(Frozen):
    """What one consignment, or enterprise, got back; in a dry run, what it would get."""

    consignment: str
    after: int
    events: int
    why: str = ""
    """Why not everything could be supplied; empty when all is well."""


@dataclass(frozen=True)
class Piece:
    """A part of the missing tail, with the time at which it was sent first."""

    at: datetime
    append: Append


@dataclass(frozen=True)
class _Found:
    refilled: Refilled
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Refill:
    """Supplies missing suffixes; a second time it finds nothing to do."""

    histories: Histories
    ledger: Ledger
    dry_run: bool = False

    async def run(self) -> list[Refilled]:
        """Every consignment whose tail was missing, and what came of it."""
        number = self.histories.kind.number
        known = [number(workflow) async for workflow in self.histories.known()]
        searched = await each_apart(sorted(set(known)), self._search, self._unread)
        found = [one for one in searched if one]
        failed = {} if self.dry_run else await self._append(found)
        return [self._told(one.refilled, failed) for one in found]

    async def _append(self, found: Iterable[_Found]) -> dict[str, str]:
        """Appends what was found; why not, by stream: the rest of such a one is left out."""
        pieces = [piece for one in found for piece in one.pieces]
        failed: dict[str, str] = {}
        # In the order in which they were sent: the ledger is told what happened when.
        for piece in sorted(pieces, key=lambda piece: piece.at):
            stream = piece.append.stream_id
            if stream in failed:
                continue
            try:
                await self.ledger.append(piece.append)
            except Exception as error:
                if concerns_all(error):
                    raise
                failed[stream] = reason(stream, error)
        return failed

    def _told(self, one: Refilled, failed: Mapping[str, str]) -> Refilled:
        wrong = failed.get(self.histories.kind.stream(one.consignment))
        return one.model_copy(update={"why": wrong, "events": 0}) if wrong else one

    def _unread(self, number: str, error: Exception) -> _Found:
        said = reason(self.histories.kind.stream(number), error)
        return _Found(Refilled(consignment=number, after=0, events=0, why=said), ())

    async def _search(self, tracking_no: str) -> _Found | None:
        stream = self.histories.kind.stream(tracking_no)
        head = await self.ledger.head(stream)
        memory = await self.histories.memory(tracking_no)
        if memory is None or _last(memory) <= head.version:
            return None
        runs = await self.histories.runs(tracking_no)
        memory = await self.histories.recalled(tracking_no, runs) or memory
        offers = [offer for run in runs for offer in run.trace.offers.values()]
        pieces: list[Piece] = []
        why = ""
        try:
            pieces.extend(suffix(head, offers, _last(memory)))
        except DoesNotFit as error:
            why, pieces = str(error), []
        events = sum(len(piece.append.events) for piece in pieces)
        refilled = Refilled(consignment=tracking_no, after=head.version, events=events, why=why)
        return _Found(refilled, tuple(pieces))


def suffix(head: Head, offers: Iterable[SentBatch], last: int) -> Iterator[Piece]:
    """The events after a head up to a version, each once, as appends that follow each other.

    Raises:
        DoesNotFit: the first of them does not follow the head, or some are in no history.
    """
    for offer in sorted(offers, key=lambda offer: (offer.at, offer.batch.after.version)):
        request = to_append(offer.batch)
        missing = [
            each for each in chain_events(request) if head.version < each.after.version <= last
        ]
        if not missing:
            continue
        if missing[0].before != head:
            raise _misfit(request.stream_id, head, missing[0].before)
        events = tuple(each.envelope for each in missing)
        yield Piece(offer.at, Append(stream_id=request.stream_id, after=head, events=events))
        head = missing[-1].after
    if head.version < last:
        raise DoesNotFit(TAIL_LOST, first=head.version + 1, last=last)


def _misfit(stream: str, head: Head, before: Head) -> DoesNotFit:
    if before.version > head.version:
        return DoesNotFit(LOST, stream=stream, first=head.version + 1, last=before.version)
    hashes = {"ours": head.hash[:12], "theirs": before.hash[:12]}
    return DoesNotFit(OTHER_HEAD, stream=stream, version=head.version, **hashes)


def _last(memory: Memory) -> int:
    """How far the ledger should go: what a running workflow has not heard of, it sends itself."""
    ends = [] if memory.alive else [end.version for end in memory.offered]
    return max([memory.acknowledged.version, *ends])
