"""A probe asks one source one thing. One that gets no answer is a finding itself."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from ledger import LedgerUnavailable
from models.health.findings import Fault, Finding, FindingSource

SECONDS = 15.0
"""For one answer, whatever is asked."""
_LONGEST = 300


@dataclass(frozen=True)
class Probe:
    """A question to a source; `seconds` is how long its answer may take."""

    name: str
    source: FindingSource
    ask: Callable[[], Awaitable[Iterable[Finding]]]
    seconds: float = SECONDS


async def examine(probes: Sequence[Probe]) -> list[Finding]:
    """All at once. A source that fails is named once, with what it said first."""
    answers = await asyncio.gather(*map(_answer, probes))
    found = {each.same: each for answer in reversed(answers) for each in answer}
    return list(found.values())


async def _answer(probe: Probe) -> list[Finding]:
    task = asyncio.ensure_future(_asked(probe))
    # Not `wait_for`: what hangs may also hang while it is cancelled.
    await asyncio.wait({task}, timeout=probe.seconds)
    if not task.done():
        task.cancel()
        return [unanswered(probe.source, f"{probe.name}: no answer in {probe.seconds:g} s")]
    return task.result()


async def _asked(probe: Probe) -> list[Finding]:
    try:
        return list(await probe.ask())
    except Exception as raised:  # noqa: BLE001 - whatever keeps it from knowing, it does not know
        error = _first(raised)
        why = " ".join(f"{probe.name}: {str(error) or type(error).__name__}".split())
        silent = FindingSource.POSTGRESQL if isinstance(error, LedgerUnavailable) else probe.source
        return [unanswered(silent, why[:_LONGEST])]


def _first(error: BaseException) -> BaseException:
    """The error itself, out of the group in which many at a time put it."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def unanswered(source: FindingSource, why: str) -> Finding:
    """Nobody knows how this source, and what only it knows, stands."""
    return Finding(fault=Fault.NO_ANSWER, subject=source.value, why=why, source=source)
