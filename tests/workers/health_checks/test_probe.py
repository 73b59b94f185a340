"""Unknown is never well: whoever does not answer is a finding."""

import asyncio
from collections.abc import Awaitable, Callable

from ledger import LedgerUnavailable
from models.health.findings import Fault, Finding, FindingSource
from workers.concurrency import each
from workers.health_checks.probe import Probe, examine

LATE = Finding(fault=Fault.SCHEDULE_LATE, subject="seal-ledger")


async def answers() -> list[Finding]:
    return [LATE]


async def is_silent() -> list[Finding]:
    await asyncio.Event().wait()
    return []


async def hangs_even_when_cancelled() -> list[Finding]:
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        await asyncio.sleep(0.5)
    return []


def raises(error: Exception) -> Callable[[], Awaitable[list[Finding]]]:
    async def ask() -> list[Finding]:
        raise error

    return ask


async def one_of_many_raises() -> list[Finding]:
    async def work(_: int) -> Finding:
        raise LedgerUnavailable("no answer from PostgreSQL")

    return await each([1, 2], work)


def probe(
    ask: Callable[[], Awaitable[list[Finding]]], source: FindingSource = FindingSource.TEMPORAL
) -> Probe:
    return Probe("the question", source, ask, seconds=0.05)


async def test_what_is_found_is_told() -> None:
    assert await examine([probe(answers)]) == [LATE]


async def test_who_is_silent_is_named_and_hides_nobody_else() -> None:
    found = await examine([probe(answers), probe(is_silent)])
    assert {each.fault for each in found} == {Fault.SCHEDULE_LATE, Fault.NO_ANSWER}


async def test_who_does_not_even_end_when_it_is_told_to_is_not_waited_for() -> None:
    async with asyncio.timeout(0.4):
        (found,) = await examine([probe(hangs_even_when_cancelled)])
    assert found.why == "the question: no answer in 0.05 s"


async def test_an_error_of_any_kind_means_that_nobody_knows() -> None:
    (found,) = await examine([probe(raises(KeyError("surprise")))])
    assert (found.fault, found.subject) == (Fault.NO_ANSWER, "temporal")
    assert "surprise" in found.why


async def test_a_silent_database_is_named_whatever_was_asked() -> None:
    (found,) = await examine([probe(one_of_many_raises)])
    assert (found.subject, found.asked) == ("postgresql", FindingSource.POSTGRESQL)
    assert "no answer from PostgreSQL" in found.why


async def test_a_source_is_named_once_however_many_questions_it_leaves_open() -> None:
    silent = [probe(is_silent, FindingSource.POSTGRESQL) for _ in range(5)]
    assert len(await examine(silent)) == 1
