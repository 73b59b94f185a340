"""Compares the ledger's head of a stream with Temporal's and gives a verdict; reads nothing.

The ledger ends in a head, and every answer to an append lies in the workflow's history with the
head that it left. Equal heads mean equal streams, event by event.
"""

from datetime import datetime
from enum import StrEnum

from models.kernel.base_types import Frozen
from models.kernel.stream_head import StreamHead

PAST_RETENTION = "closed, and past the retention of Temporal"
"""Of one that was found to agree while its history was there."""


class ReconciliationVerdict(StrEnum):
    """What the comparison of one consignment, or one enterprise, came to."""

    AGREE = "agree"
    IN_FLIGHT = "in flight"
    LEDGER_AHEAD = "ledger ahead"
    WORKFLOW_AHEAD = "workflow ahead"
    DIVERGED = "diverged"
    NO_HISTORY = "no history"
    NO_LEDGER = "no ledger"
    PAUSED = "paused"
    UNREADABLE = "unreadable"


class Memory(Frozen):
    """What Temporal remembers of a stream.

    Attributes:
        run_ids: the runs that were looked at.
        status: how the last run stands, as in `RUNNING` or `TERMINATED`.
        acknowledged: the furthest head that an answer of the ledger has brought.
        offered: the heads that batches lead to which were sent, but not acknowledged.
        paused: the activities that somebody has paused.
    """

    run_ids: tuple[str, ...]
    status: str
    acknowledged: StreamHead
    offered: tuple[StreamHead, ...] = ()
    paused: tuple[str, ...] = ()

    @property
    def alive(self) -> bool:
        """The workflow runs, or somebody has paused it, who must let it go on."""
        return self.status in {"RUNNING", "PAUSED"}

    @property
    def completed(self) -> bool:
        """The workflow has come to its end by itself, and left nothing to be done."""
        return self.status == "COMPLETED"


class StreamStanding(Frozen):
    """How the stream of a number stands in the ledger; `head` has version 0 when there is none."""

    number: str
    head: StreamHead
    closed: bool


class Judgement(Frozen):
    """The verdict on one consignment, or one enterprise, with what it was judged by."""

    number: str
    verdict: ReconciliationVerdict
    why: str = ""
    recorded: StreamHead
    closed: bool = False
    acknowledged: StreamHead | None = None
    run_ids: tuple[str, ...] = ()
    proven_at: datetime | None = None
    """For a history past its retention: when the same head was found to agree."""

    @property
    def sound(self) -> bool:
        """Nothing is to be done about it."""
        if self.verdict is ReconciliationVerdict.NO_HISTORY:
            return self.proven_at is not None
        return self.verdict in (ReconciliationVerdict.AGREE, ReconciliationVerdict.IN_FLIGHT)


def judge(ledger: StreamStanding, memory: Memory | None) -> Judgement:
    """The verdict on heads alone (level 2)."""
    verdict, why = _without_history(ledger) if memory is None else _compared(ledger, memory)
    return Judgement(
        number=ledger.number,
        verdict=verdict,
        why=why,
        recorded=ledger.head,
        closed=ledger.closed,
        acknowledged=memory.acknowledged if memory else None,
        run_ids=memory.run_ids if memory else (),
    )


def bereft(judgement: Judgement, messages: int) -> Judgement:
    """The verdict when so many accepted messages lie in the history of an ended run alone."""
    why = f"{messages} accepted messages are recorded nowhere: guomen resurrect"
    return judgement.model_copy(
        update={"verdict": ReconciliationVerdict.WORKFLOW_AHEAD, "why": why}
    )


def lost_by_ledger(ledger: StreamStanding, memory: Memory) -> bool:
    """The ledger does not hold what it had acknowledged: it is not what to go on from."""
    head, known = ledger.head, memory.acknowledged
    return known.version > head.version or (known.version == head.version and known != head)


def _without_history(ledger: StreamStanding) -> tuple[ReconciliationVerdict, str]:
    if not ledger.head.version:
        return ReconciliationVerdict.NO_LEDGER, "neither the ledger nor Temporal knows it"
    if ledger.closed:
        return (
            ReconciliationVerdict.NO_HISTORY,
            "closed, but no longer to be proven: guomen resurrect",
        )
    return (
        ReconciliationVerdict.NO_HISTORY,
        "open, but Temporal knows no workflow: guomen resurrect",
    )


def _compared(ledger: StreamStanding, memory: Memory) -> tuple[ReconciliationVerdict, str]:
    head, known = ledger.head, memory.acknowledged
    ends = f"the ledger ends at version {head.version}"
    if head == known and head.version:
        return _driven(ledger, memory)
    if head in memory.offered:
        answered = "recorded, the answer is on its way"
        return (
            (ReconciliationVerdict.IN_FLIGHT, answered) if memory.alive else _driven(ledger, memory)
        )
    if not head.version and not known.version and memory.alive:
        return ReconciliationVerdict.IN_FLIGHT, "started, nothing is recorded yet"
    if not head.version and not known.version:
        lost = f"its workflow is {memory.status}, and nothing of it is recorded"
        return ReconciliationVerdict.NO_LEDGER, f"{lost}: guomen resurrect"
    if not head.version:
        return (
            ReconciliationVerdict.NO_LEDGER,
            f"Temporal has seen version {known.version}: guomen refill",
        )
    if head.version < known.version:
        return (
            ReconciliationVerdict.WORKFLOW_AHEAD,
            f"{ends}, Temporal has seen {known.version}: guomen refill",
        )
    if head.version > known.version:
        less = f"its workflow knows no more than {known.version}"
        return ReconciliationVerdict.LEDGER_AHEAD, f"{ends}, {less}: guomen resurrect"
    return (
        ReconciliationVerdict.DIVERGED,
        f"version {head.version} has another hash in Temporal's history",
    )


def _driven(ledger: StreamStanding, memory: Memory) -> tuple[ReconciliationVerdict, str]:
    """They agree; what is open must also have somebody who goes on with it."""
    if memory.alive and memory.paused:
        return (
            ReconciliationVerdict.PAUSED,
            f"paused: {', '.join(memory.paused)}: temporal activity unpause",
        )
    if memory.alive and ledger.closed:
        return ReconciliationVerdict.IN_FLIGHT, "closed, and whoever must hear of it is being told"
    if memory.alive:
        return ReconciliationVerdict.AGREE, ""
    if any(end.version > ledger.head.version for end in memory.offered):
        lost = f"its workflow is {memory.status}, and what it decided last is not recorded"
        return ReconciliationVerdict.WORKFLOW_AHEAD, f"{lost}: guomen resurrect"
    if ledger.closed and memory.completed:
        return ReconciliationVerdict.AGREE, ""
    stands = "closed, and its last call may be missing" if ledger.closed else "open"
    return (
        ReconciliationVerdict.NO_HISTORY,
        f"{stands}, but its workflow is {memory.status}: guomen resurrect",
    )
