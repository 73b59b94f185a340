"""The outbox: what is sent at once has a limit, and nothing is skipped or sent for ever."""

from dataclasses import replace

import pytest

from models.execution.activity_io import EventBatch
from models.kernel.event import Event
from models.kernel.limits import (
    BACKLOG,
    EVENTS_AT_ONCE,
    RECORDED_AT_ONCE,
    REPEATED,
    RIDING,
    encoded,
)
from models.kernel.stream_head import StreamHead
from models.kernel.terms import System
from models.supervision.messages import Unknown
from tests.history import sample_history
from workflows.event_outbox import EventOutbox

STREAM = "consignment/NB25-000001"


def facts(number: int, size: int) -> list[Event]:
    """Events of raw messages of a size."""
    told = sample_history(1)
    for nth in range(number):
        told.hears(Unknown(raw=f"{nth:06}" + "废" * (size // 3)), nth, System.CHECKPOINT)
    return told.events[1:]


def outbox_of(*events: Event) -> EventOutbox:
    """An outbox whose ledger has acknowledged nothing of these."""
    noted = EventOutbox(STREAM, StreamHead())
    noted.note(events)
    return noted


def last(batch: EventBatch | None) -> StreamHead:
    """What the ledger answers to a batch."""
    assert batch is not None
    return StreamHead(version=batch.after.version + len(batch.entries), hash="0" * 64)


@pytest.mark.parametrize("number, size", [(45, 60_000), (3 * EVENTS_AT_ONCE, 10)])
def test_the_oldest_part_is_recorded_first_and_the_rest_when_it_is_in(
    number: int, size: int
) -> None:
    events = facts(number, size)
    kept, sent = outbox_of(*events), list[str]()
    while not kept.empty:
        batch = kept.next_batch()
        assert batch is not None
        assert encoded(batch) <= RECORDED_AT_ONCE + 64 * len(batch.entries)
        assert len(batch.entries) <= EVENTS_AT_ONCE
        sent += [str(entry.event_id) for entry in batch.entries]
        kept.acknowledge(last(batch))
        assert kept.unsent is not kept.empty
    assert sent == [str(event.id) for event in events]


def test_what_one_message_led_to_is_recorded_at_once() -> None:
    """Half of it in the ledger would look as if the message had been dealt with."""
    events = facts(EVENTS_AT_ONCE + 1, 10)
    events[-1] = replace(events[-1], cause=events[-2].cause)
    batch = outbox_of(*events).next_batch()
    assert batch is not None
    assert len(batch.entries) == EVENTS_AT_ONCE - 1


def test_what_one_message_led_to_is_cut_only_when_it_is_too_much_for_one_batch() -> None:
    events = [replace(event, cause="manifest-1") for event in facts(EVENTS_AT_ONCE + 1, 10)]
    batch = outbox_of(*events).next_batch()
    assert batch is not None
    assert len(batch.entries) == EVENTS_AT_ONCE


def test_what_is_too_much_for_the_head_of_a_call_rides_nowhere() -> None:
    small, large = outbox_of(*facts(3, 300)), outbox_of(*facts(2, RIDING))
    assert small.rides
    assert not large.rides
    large.acknowledge(last(large.next_batch()))
    assert large.rides


def test_a_call_carries_everything_or_waits() -> None:
    """What stands behind a part that is sent is not recorded when the outside hears of it."""
    kept = outbox_of(*facts(15, 3_000))
    assert kept.rides
    assert last(kept.ride()).version == 15


def test_what_is_sent_again_while_the_ledger_is_away_has_a_limit() -> None:
    kept, carried = outbox_of(*facts(10, 3_000)), 0
    for _ in range(1_000):
        if not kept.rides:
            break
        batch = kept.ride()
        assert batch is not None
        carried += encoded(batch)
        kept.requeue()
    assert carried <= REPEATED + RIDING
    assert kept.unsent
    kept.acknowledge(last(kept.next_batch()))
    kept.note(facts(1, 300))
    assert kept.rides


def test_a_journal_that_holds_too_much_says_so_until_the_ledger_has_it() -> None:
    kept = outbox_of(*facts(BACKLOG // 60_000 + 1, 60_000))
    assert kept.full
    while not kept.empty:
        kept.acknowledge(last(kept.next_batch()))
    assert not kept.full
    assert kept.waiting == 0


def test_an_answer_that_comes_late_takes_nothing_away() -> None:
    kept = outbox_of(*facts(4, 100))
    kept.acknowledge(StreamHead(version=3, hash="3" * 64))
    kept.acknowledge(StreamHead(version=1, hash="1" * 64))
    assert kept.head.version == 3
    batch = kept.next_batch()
    assert batch is not None
    assert (batch.after.version, len(batch.entries)) == (3, 1)
