import asyncio
from collections.abc import Sequence

import asyncpg
import pytest

from ledger import (
    Append,
    Appended,
    AppendVerdict,
    CoalescingWriter,
    Conflict,
    Head,
    Ledger,
    LedgerUnavailable,
)
from ledger.writer import LONG_QUEUE
from tests.ledger.offers import STREAM, events, head_of, offer


class HeldLedger:
    """Notes what each transaction carries and answers only when told to."""

    def __init__(self) -> None:
        self.batches: list[list[Append]] = []
        self.begun = asyncio.Semaphore(0)
        self.proceed = asyncio.Semaphore(0)
        self.failure: Exception | None = None
        self.poison: str | None = None

    async def append_many(self, requests: Sequence[Append]) -> list[Appended | Conflict]:
        self.batches.append(list(requests))
        self.begun.release()
        await self.proceed.acquire()
        if self.failure is not None:
            raise self.failure
        if any(request.stream_id == self.poison for request in requests):
            raise asyncpg.CheckViolationError("poison")
        return [
            Appended(verdict=AppendVerdict.APPENDED, head=head_of(request), last_position=1)
            for request in requests
        ]

    def open(self) -> None:
        for _ in range(100):
            self.proceed.release()

    @property
    def streams(self) -> list[list[str]]:
        return [[request.stream_id for request in batch] for batch in self.batches]


@pytest.fixture
async def held() -> HeldLedger:
    return HeldLedger()


def start(writer: CoalescingWriter, *streams: str) -> list[asyncio.Task[Appended]]:
    return [
        asyncio.create_task(writer.append(offer(events(stream), stream=stream)))
        for stream in streams
    ]


async def test_what_arrives_while_a_transaction_is_in_flight_travels_together(
    held: HeldLedger,
) -> None:
    writer = CoalescingWriter(held)
    first = start(writer, "s/1")
    await held.begun.acquire()
    others = start(writer, "s/2", "s/3", "s/4")
    held.open()

    answers = await asyncio.gather(*first, *others)

    assert held.streams == [["s/1"], ["s/2", "s/3", "s/4"]]
    heads = [
        head_of(offer(events(stream), stream=stream)) for stream in ("s/1", "s/2", "s/3", "s/4")
    ]
    assert [answer.head for answer in answers] == heads


async def test_requests_for_one_stream_go_one_by_one_in_their_order(held: HeldLedger) -> None:
    writer = CoalescingWriter(held)
    first = offer(events("a"), stream="s/1")
    second = offer(events("b"), after=head_of(first), stream="s/1")
    third = offer(events("c"), after=head_of(second), stream="s/1")
    tasks = [asyncio.create_task(writer.append(request)) for request in (first, second)]
    tasks += [*start(writer, "s/2"), asyncio.create_task(writer.append(third))]
    held.open()

    await asyncio.gather(*tasks)

    assert held.streams == [["s/1", "s/2"], ["s/1"], ["s/1"]]
    assert [batch[0] for batch in held.batches] == [first, second, third]


async def test_a_long_queue_travels_in_two_transactions_at_once(held: HeldLedger) -> None:
    writer = CoalescingWriter(held)
    streams = [f"s/{number}" for number in range(LONG_QUEUE)]
    tasks = start(writer, *streams)
    await held.begun.acquire()
    await held.begun.acquire()
    one, other = held.streams
    held.open()

    await asyncio.gather(*tasks)

    assert sorted(one + other) == sorted(streams)
    assert len(held.batches) == 2


async def test_a_stream_that_is_under_way_is_in_no_other_transaction(held: HeldLedger) -> None:
    writer = CoalescingWriter(held)
    first = offer(events("a"), stream="s/0")
    begun = [asyncio.create_task(writer.append(first))]
    await held.begun.acquire()
    second = offer(events("b"), after=head_of(first), stream="s/0")
    begun.append(asyncio.create_task(writer.append(second)))
    begun += start(writer, *(f"s/{number}" for number in range(1, LONG_QUEUE)))
    await held.begun.acquire()
    held.open()

    await asyncio.gather(*begun)

    carried = [[r for r in batch if r.stream_id == "s/0"] for batch in held.batches]
    assert [requests for requests in carried if requests] == [[first], [second]]


async def test_a_request_that_comes_as_the_last_is_answered_is_not_forgotten(
    held: HeldLedger,
) -> None:
    writer = CoalescingWriter(held)
    held.open()

    async def one_after_the_other() -> None:
        for number in range(20):
            await asyncio.gather(*start(writer, f"s/{number}"))

    async with asyncio.timeout(20):
        await asyncio.gather(*(one_after_the_other() for _ in range(3)))


async def test_a_failed_transaction_fails_all_its_requests_and_no_later_one(
    held: HeldLedger,
) -> None:
    writer = CoalescingWriter(held)
    held.failure = LedgerUnavailable("no answer from PostgreSQL")
    together = start(writer, "s/1", "s/2")
    await held.begun.acquire()
    held.proceed.release()
    outcomes = await asyncio.gather(*together, return_exceptions=True)

    held.failure = None
    held.open()
    (later,) = await asyncio.gather(*start(writer, "s/3"))

    assert [type(outcome) for outcome in outcomes] == [LedgerUnavailable, LedgerUnavailable]
    assert outcomes[0] is not outcomes[1]
    assert later.verdict is AppendVerdict.APPENDED


async def test_a_request_that_cannot_be_stored_fails_alone(held: HeldLedger) -> None:
    writer = CoalescingWriter(held)
    held.poison = "s/2"
    held.open()

    one, two, three = await asyncio.gather(
        *start(writer, "s/1", "s/2", "s/3"), return_exceptions=True
    )

    assert isinstance(one, Appended)
    assert isinstance(two, asyncpg.CheckViolationError)
    assert isinstance(three, Appended)


async def test_a_caller_who_gave_up_before_sending_is_left_out(held: HeldLedger) -> None:
    writer = CoalescingWriter(held)
    first = start(writer, "s/1")
    await held.begun.acquire()
    (given_up, patient) = start(writer, "s/2", "s/3")
    await asyncio.sleep(0)
    given_up.cancel()
    held.open()

    await asyncio.gather(*first, patient)

    assert given_up.cancelled()
    assert held.streams == [["s/1"], ["s/3"]]


async def test_a_caller_who_gives_up_in_flight_harms_nobody(held: HeldLedger) -> None:
    writer = CoalescingWriter(held)
    given_up, patient = start(writer, "s/1", "s/2")
    await held.begun.acquire()
    given_up.cancel()
    held.open()

    assert (await patient).verdict is AppendVerdict.APPENDED
    assert held.streams == [["s/1", "s/2"]]


async def test_closing_answers_what_was_taken_and_takes_no_more(held: HeldLedger) -> None:
    writer = CoalescingWriter(held)
    taken = start(writer, "s/1", "s/2")
    await held.begun.acquire()
    taken += start(writer, "s/3")
    await asyncio.sleep(0)
    closing = asyncio.create_task(writer.close())
    await asyncio.sleep(0)
    with pytest.raises(LedgerUnavailable, match="the writer is closed"):
        await writer.append(offer(events("late")))
    held.open()

    await closing

    assert [task.result().verdict for task in taken] == [AppendVerdict.APPENDED] * 3


async def test_closing_a_writer_that_never_wrote_is_fine(held: HeldLedger) -> None:
    async with CoalescingWriter(held):
        pass

    assert held.batches == []


class CountingLedger:
    """A real ledger that counts its transactions."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.transactions = 0

    async def append_many(self, requests: Sequence[Append]) -> Sequence[Appended | Conflict]:
        self.transactions += 1
        return await self.ledger.append_many(requests)


async def test_sixty_streams_of_six_requests_need_few_transactions(ledger: Ledger) -> None:
    counting = CountingLedger(ledger)

    async def consignment(writer: CoalescingWriter, stream: str) -> Head:
        head = Head.start(stream)
        for step in range(6):
            request = offer(events(f"{stream}/{step}"), after=head, stream=stream)
            head = (await writer.append(request)).head
        return head

    async with CoalescingWriter(counting) as writer:
        heads = await asyncio.gather(*(consignment(writer, f"s/{n}") for n in range(60)))

    assert counting.transactions < 60
    assert await ledger.last_position() == 360
    assert heads == [await ledger.head(f"s/{n}") for n in range(60)]


async def test_each_caller_gets_the_verdict_of_its_own_request(ledger: Ledger) -> None:
    known = offer(events("a"))
    await ledger.append(known)

    async with CoalescingWriter(ledger) as writer:
        duplicate, fresh, conflict = await asyncio.gather(
            writer.append(known),
            writer.append(offer(events("f"), stream="s/2")),
            writer.append(offer(events("x"))),
            return_exceptions=True,
        )

    assert isinstance(duplicate, Appended)
    assert duplicate.verdict is AppendVerdict.DUPLICATE
    assert isinstance(fresh, Appended)
    assert fresh.verdict is AppendVerdict.APPENDED
    assert isinstance(conflict, Conflict)
    assert conflict.stream == STREAM
