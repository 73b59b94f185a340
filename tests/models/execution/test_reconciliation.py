"""Verdicts follow from heads alone."""

import pytest

from models.execution.reconciliation import Memory, ReconciliationVerdict, StreamStanding, judge
from models.kernel.stream_head import StreamHead


def at(version: int, hash_: str = "a") -> StreamHead:
    return StreamHead(version=version, hash=hash_ if version else "")


def memory(version: int, *offered: int, status: str = "RUNNING") -> Memory:
    heads = tuple(map(at, offered))
    return Memory(run_ids=("r",), status=status, acknowledged=at(version), offered=heads)


def ledger(version: int, *, closed: bool = False, hash_: str = "a") -> StreamStanding:
    return StreamStanding(number="NB25-000001", head=at(version, hash_), closed=closed)


CASES = {
    "equal heads": (ledger(5), memory(5), ReconciliationVerdict.AGREE),
    "equal heads, more on the way": (ledger(5), memory(5, 7), ReconciliationVerdict.AGREE),
    "the answer is on its way": (ledger(7), memory(5, 7), ReconciliationVerdict.IN_FLIGHT),
    "just started": (ledger(0), memory(0), ReconciliationVerdict.IN_FLIGHT),
    "the first answer is on its way": (ledger(1), memory(0, 1), ReconciliationVerdict.IN_FLIGHT),
    "nobody has decided the last": (ledger(6), memory(5), ReconciliationVerdict.LEDGER_AHEAD),
    "more than was offered": (ledger(8), memory(5, 7), ReconciliationVerdict.LEDGER_AHEAD),
    "a tail is missing": (ledger(3), memory(5), ReconciliationVerdict.WORKFLOW_AHEAD),
    "the stream is missing": (ledger(0), memory(5), ReconciliationVerdict.NO_LEDGER),
    "another hash": (ledger(5, hash_="b"), memory(5), ReconciliationVerdict.DIVERGED),
    "completed": (
        ledger(9, closed=True),
        memory(9, status="COMPLETED"),
        ReconciliationVerdict.AGREE,
    ),
    "open and terminated": (
        ledger(5),
        memory(5, status="TERMINATED"),
        ReconciliationVerdict.NO_HISTORY,
    ),
    "ended with a decision unrecorded": (
        ledger(5),
        memory(5, 6, status="FAILED"),
        ReconciliationVerdict.WORKFLOW_AHEAD,
    ),
    "closed with its last answer unheard": (
        ledger(6, closed=True),
        memory(5, 6, status="COMPLETED"),
        ReconciliationVerdict.AGREE,
    ),
    "ended with its last call on its way": (
        ledger(6, closed=True),
        memory(5, 6, status="TERMINATED"),
        ReconciliationVerdict.NO_HISTORY,
    ),
    "ended before its last call": (
        ledger(6, closed=True),
        memory(6, status="FAILED"),
        ReconciliationVerdict.NO_HISTORY,
    ),
    "its last call is made again": (
        ledger(6, closed=True),
        memory(6),
        ReconciliationVerdict.IN_FLIGHT,
    ),
    "an activity is paused": (
        ledger(5),
        memory(5, 6).model_copy(update={"paused": ("record (id 7)",)}),
        ReconciliationVerdict.PAUSED,
    ),
    "ended before anything was recorded": (
        ledger(0),
        memory(0, status="TERMINATED"),
        ReconciliationVerdict.NO_LEDGER,
    ),
    "forgotten while open": (ledger(5), None, ReconciliationVerdict.NO_HISTORY),
    "never heard of": (ledger(0), None, ReconciliationVerdict.NO_LEDGER),
    "forgotten when it was closed": (
        ledger(9, closed=True),
        None,
        ReconciliationVerdict.NO_HISTORY,
    ),
}
SOUND = {ReconciliationVerdict.AGREE, ReconciliationVerdict.IN_FLIGHT}


@pytest.mark.parametrize("stands, known, verdict", CASES.values(), ids=CASES)
def test_the_verdict_follows_from_the_heads(
    stands: StreamStanding, known: Memory | None, verdict: ReconciliationVerdict
) -> None:
    judged = judge(stands, known)
    assert judged.verdict is verdict
    assert judged.sound == (verdict in SOUND)
    assert bool(judged.why) == (verdict is not ReconciliationVerdict.AGREE)
