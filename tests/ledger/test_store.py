import pytest

from ledger import Append, Appended, AppendVerdict, Conflict, Head, Ledger
from tests.ledger.offers import OTHER, STREAM, event, events, head_of, offer


async def recorded_names(ledger: Ledger) -> list[object]:
    return [event.data["name"] for event in await ledger.read_after(0)]


async def test_a_first_append_starts_the_stream_and_answers_its_head(ledger: Ledger) -> None:
    request = offer(events("a", "b"))

    answer = await ledger.append(request)

    assert answer == Appended(
        verdict=AppendVerdict.APPENDED, head=head_of(request), last_position=2
    )
    assert await ledger.head(STREAM) == answer.head
    assert answer.head.version == 2


async def test_an_unknown_stream_is_empty_and_stands_at_its_start(ledger: Ledger) -> None:
    assert await ledger.read_stream(STREAM) == []
    assert await ledger.head(STREAM) == Head.start(STREAM)
    assert await ledger.last_position() == 0


async def test_no_requests_need_no_answers(ledger: Ledger) -> None:
    assert await ledger.append_many([]) == []


async def test_what_was_written_is_what_is_read(ledger: Ledger) -> None:
    written = event("a", mass_kg="43100.0", 备注="铜")
    await ledger.append(offer([written]))

    (read,) = await ledger.read_stream(STREAM)

    assert read.model_dump(include=set(type(written).model_fields)) == written.model_dump()
    assert (read.position, read.stream_id, read.version) == (1, STREAM, 1)
    assert read.prev_hash == Head.start(STREAM).hash
    assert read.hash == (await ledger.head(STREAM)).hash
    assert type(read).model_validate(read.model_dump()) == read


async def test_a_stream_can_be_read_on_from_a_version(ledger: Ledger) -> None:
    await ledger.append(offer(events("a", "b", "c")))

    rest = await ledger.read_stream(STREAM, after_version=1)

    assert [event.version for event in rest] == [2, 3]


async def test_the_ledger_can_be_read_on_from_a_position_page_by_page(ledger: Ledger) -> None:
    await ledger.append(offer(events("a", "b", "c")))
    await ledger.append(offer(events("d"), stream=OTHER))

    page = await ledger.read_after(1, limit=2)

    assert [event.position for event in page] == [2, 3]
    assert [event.stream_id for event in await ledger.read_after(3)] == [OTHER]


async def test_a_request_sent_again_is_a_duplicate_with_the_same_answer(ledger: Ledger) -> None:
    request = offer(events("a", "b"))
    first = await ledger.append(request)
    await ledger.append(offer(events("c"), after=first.head))

    again = await ledger.append(request)

    assert again == first.model_copy(update={"verdict": AppendVerdict.DUPLICATE})
    assert await recorded_names(ledger) == ["a", "b", "c"]


async def test_a_part_of_what_is_recorded_is_a_duplicate(ledger: Ledger) -> None:
    whole = offer(events("a", "b", "c"))
    await ledger.append(whole)

    middle = await ledger.append(offer(events("b"), after=head_of(offer(events("a")))))

    assert middle.verdict is AppendVerdict.DUPLICATE
    assert middle.last_position == 2


async def test_of_a_batch_that_grew_only_the_new_events_are_written(ledger: Ledger) -> None:
    await ledger.append(offer(events("a", "b")))
    grown = offer(events("a", "b", "c"))

    answer = await ledger.append(grown)

    assert answer == Appended(verdict=AppendVerdict.APPENDED, head=head_of(grown), last_position=3)
    assert await recorded_names(ledger) == ["a", "b", "c"]


async def test_a_batch_may_start_behind_the_head_and_reach_beyond_it(ledger: Ledger) -> None:
    first = await ledger.append(offer(events("a")))
    second = await ledger.append(offer(events("b"), after=first.head))

    answer = await ledger.append(offer(events("b", "c"), after=first.head))

    assert answer.verdict is AppendVerdict.APPENDED
    assert answer.head.version == second.head.version + 1
    assert await recorded_names(ledger) == ["a", "b", "c"]


def another_hash(head: Head) -> Head:
    return head.model_copy(update={"hash": "0" * 64})


RECORDED = offer(events("a", "b"))
HEAD = head_of(RECORDED)
CONFLICTS = {
    "a version already taken by another event": (
        offer(events("x")),
        "version 1 is already taken by another event",
    ),
    "a version beyond the head": (
        offer(events("x"), after=Head(version=5, hash=HEAD.hash)),
        "version 6 does not follow the head",
    ),
    "a previous hash that is not the head's": (
        offer(events("x"), after=another_hash(HEAD)),
        "its previous hash is not the hash of the head",
    ),
    "a stream that does not start at its own start": (
        offer(events("x"), after=another_hash(Head.start(OTHER)), stream=OTHER),
        "its previous hash is not the hash of the head",
    ),
    "the same id with other content": (
        offer([event("a", lane=7)]),
        "is already recorded with other content",
    ),
    "the same id at another version": (
        offer(events("a"), after=HEAD),
        "is already recorded at position 1",
    ),
    "the same id in another stream": (
        offer(events("a"), stream=OTHER),
        "is already recorded at position 1",
    ),
    "the same events after another start": (
        offer(RECORDED.events, after=another_hash(Head.start(STREAM))),
        "is already recorded with other content",
    ),
    "a grown batch whose new part repeats an id": (
        offer((*RECORDED.events[1:], event("a")), after=head_of(offer(events("a")))),
        "is already recorded at position 1",
    ),
}


@pytest.mark.parametrize("request_, why", CONFLICTS.values(), ids=CONFLICTS)
async def test_what_contradicts_the_ledger_is_a_conflict_and_writes_nothing(
    ledger: Ledger, request_: Append, why: str
) -> None:
    await ledger.append(RECORDED)

    with pytest.raises(Conflict, match=why) as conflict:
        await ledger.append(request_)

    assert conflict.value.stream == request_.stream_id
    assert conflict.value.expected == request_.after
    assert conflict.value.head == await ledger.head(request_.stream_id)
    assert await recorded_names(ledger) == ["a", "b"]


async def test_a_conflict_says_what_to_do(ledger: Ledger) -> None:
    await ledger.append(RECORDED)

    with pytest.raises(Conflict) as conflict:
        await ledger.append(offer(events("x")))

    assert str(conflict.value) == (
        f"{STREAM}: version 1 is already taken by another event; the request continues version 0 "
        f"({Head.start(STREAM).hash[:12]}), the head is version 2 ({HEAD.hash[:12]}). "
        "Read the stream after your last version and decide again."
    )


async def test_a_conflict_fails_no_neighbour_and_answers_come_in_order(ledger: Ledger) -> None:
    await ledger.append(offer(events("a")))
    new, stale, known = (
        offer(events("n"), stream=OTHER),
        offer(events("x")),
        offer(events("k"), stream="consignment/NB25-000003"),
    )
    await ledger.append(known)

    answers = await ledger.append_many([new, stale, known])

    assert [getattr(answer, "verdict", type(answer)) for answer in answers] == [
        AppendVerdict.APPENDED,
        Conflict,
        AppendVerdict.DUPLICATE,
    ]
    assert await recorded_names(ledger) == ["a", "k", "n"]


async def test_an_id_offered_by_two_neighbours_is_recorded_once(ledger: Ledger) -> None:
    answers = await ledger.append_many(
        [offer(events("a")), offer(events("a"), stream=OTHER), offer(events("c"), stream="s/3")]
    )

    assert [isinstance(answer, Conflict) for answer in answers] == [False, True, False]
    assert await recorded_names(ledger) == ["a", "c"]


async def test_two_requests_for_one_stream_are_refused_before_anything_is_sent(
    ledger: Ledger,
) -> None:
    with pytest.raises(ValueError, match=f"more than one request for {STREAM}"):
        await ledger.append_many([offer(events("a")), offer(events("b"))])


async def test_events_of_one_transaction_are_recorded_at_one_time(ledger: Ledger) -> None:
    await ledger.append_many([offer(events("a", "b")), offer(events("c"), stream=OTHER)])

    assert len({event.recorded_at for event in await ledger.read_after(0)}) == 1
