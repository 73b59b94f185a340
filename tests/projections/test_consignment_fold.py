"""Consignments are folded from memory if possible, else from the ledger; always the same."""

import re

from ledger import Ledger
from models.kernel.event_types import EventType
from models.process.messages import Retract
from projections import dwell
from projections.consignment_fold import Consignments
from tests.history import record, sample_history
from tests.projections.stories import approved, consignment, hauled, recorded


async def test_a_consignment_it_does_not_remember_is_read_from_the_ledger(ledger: Ledger) -> None:
    history = hauled(1)
    await record(ledger, history)
    batch = (await ledger.read_after(0))[5:9]

    touched = await Consignments(ledger).after(batch)

    assert touched["consignment/NB25-000001"].state.version == 9
    rest = await Consignments(ledger).after((await ledger.read_after(0))[9:])
    assert rest["consignment/NB25-000001"] == consignment(history)


async def test_a_batch_that_was_not_written_can_be_read_again(ledger: Ledger) -> None:
    history = approved(1)
    await record(ledger, history)
    batch = await ledger.read_after(0)
    consignments = Consignments(ledger)
    consignments.keep(await consignments.after(batch))

    again = await consignments.after(batch[2:])

    assert again["consignment/NB25-000001"] == consignment(history)


async def test_it_forgets_what_was_not_touched_for_the_longest_time(ledger: Ledger) -> None:
    await record(ledger, approved(1), approved(2), approved(3))
    consignments = Consignments(ledger, remembered=2)

    consignments.keep(await consignments.after(await ledger.read_after(0)))

    assert list(consignments._known) == ["consignment/NB25-000002", "consignment/NB25-000003"]


async def test_other_streams_are_none_of_its_business(ledger: Ledger) -> None:
    (registered, *_) = recorded(sample_history(1))
    other = registered.model_copy(update={"stream_id": "enterprise/ningbo", "event_type": "?"})
    assert await Consignments(ledger).after([other]) == {}


async def test_an_event_that_cannot_be_followed_is_named(ledger: Ledger) -> None:
    (registered, *_) = recorded(sample_history(1))
    unknown = registered.model_copy(update={"event_type": "box-eaten", "position": 7})
    consignments = Consignments(ledger)
    assert await consignments.after([unknown]) == {}
    (unread,) = consignments.unreadable.values()
    said = r"position 7, consignment/NB25-000001 version 1 \(box-eaten\) .*KeyError"
    assert re.match(said, unread.why)


async def test_what_is_taken_back_counts_in_no_row_however_the_events_come(ledger: Ledger) -> None:
    history = hauled(1)
    box = next(iter(history.state.boxes))
    wrong = Retract(officer="Lin", fact="box-arrived", box=box, reason="typo", approver="Wang Li")
    history.obeys(wrong, 100)
    await record(ledger, history)
    lines = list(await ledger.read_after(0))
    stream, one_by_one = "consignment/NB25-000001", Consignments(ledger, dwell.keeps)
    for line in lines:
        one_by_one.keep(await one_by_one.after([line]))

    at_once = (await Consignments(ledger, dwell.keeps).after(lines))[stream]
    again = await Consignments(ledger, dwell.keeps).again(stream, lines[-1].position)

    assert one_by_one._known[stream] == at_once == again
    assert at_once.state == history.state
    assert at_once.state.journal is None
    arrived = [note.event.body.type for note in at_once.notes]
    assert arrived.count(EventType.BOX_ARRIVED) == len(history.state.boxes) - 1
