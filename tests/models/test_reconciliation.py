"""Verdicts follow from heads alone."""

import pytest

from models.reconciliation import Memory, Standing, Verdict, judge
from models.start import Head


def at(version: int, hash_: str = "a") -> Head:
    return Head(version=version, hash=hash_ if version else "")


def memory(version: int, *offered: int, status: str = "RUNNING") -> Memory:
    heads = tuple(map(at, offered))
    return Memory(run_ids=("r",), status=status, acknowledged=at(version), offered=heads)


def ledger(version: int, *, closed: bool = False, hash_: str = "a") -> Standing:
    return Standing(number="NB25-000001", head=at(version, hash_), closed=closed)


CASES = {
    "equal heads": (ledger(5), memory(5), Verdict.AGREE),
    "equal heads, more on the way": (ledger(5), memory(5, 7), Verdict.AGREE),
    "the answer is on its way": (ledger(7), memory(5, 7), Verdict.IN_FLIGHT),
    "just started": (ledger(0), memory(0), Verdict.IN_FLIGHT),
    "the first answer is on its way": (ledger(1), memory(0, 1), Verdict.IN_FLIGHT),
    "nobody has decided the last": (ledger(6), memory(5), Verdict.LEDGER_AHEAD),
    "more than was offered": (ledger(8), memory(5, 7), Verdict.LEDGER_AHEAD),
    "a tail is missing": (ledger(3), memory(5), Verdict.WORKFLOW_AHEAD),
    "the stream is missing": (ledger(0), memory(5), Verdict.NO_LEDGER),
    "another hash": (ledger(5, hash_="b"), memory(5), Verdict.DIVERGED),
    "completed": (ledger(9, closed=True), memory(9, status="COMPLETED"), Verdict.AGREE),
    "open and terminated": (ledger(5), memory(5, status="TERMINATED"), Verdict.NO_HISTORY),
    "ended with a decision unrecorded": (
        ledger(5),
        memory(5, 6, status="FAILED"),
        Verdict.WORKFLOW_AHEAD,
    ),
    "closed with its last answer unheard": (
        ledger(6, closed=True),
        memory(5, 6, status="FAILED"),
        Verdict.AGREE,
    ),
    "an activity is paused": (
        ledger(5),
        memory(5, 6).model_copy(update={"paused": ("record (id 7)",)}),
        Verdict.PAUSED,
    ),
    "ended before anything was recorded": (
        ledger(0),
        memory(0, status="TERMINATED"),
        Verdict.NO_LEDGER,
    ),
    "forgotten while open": (ledger(5), None, Verdict.NO_HISTORY),
    "never heard of": (ledger(0), None, Verdict.NO_LEDGER),
    "past the retention": (ledger(9, closed=True), None, Verdict.NO_HISTORY),
}
SOUND = {Verdict.AGREE, Verdict.IN_FLIGHT}


@pytest.mark.parametrize("stands, known, verdict", CASES.values(), ids=CASES)
def test_the_verdict_follows_from_the_heads(
    stands: Standing, known: Memory | None, verdict: Verdict
) -> None:
    judged = judge(stands, known)
    assert judged.verdict is verdict
    assert judged.sound == (verdict in SOUND)
    assert bool(judged.why) == (verdict is not Verdict.AGREE)
