"""The ledger against the smallest thing that could be one: a list of names for each stream."""

import asyncio

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ledger import Append, Appended, AppendVerdict, Conflict, Envelope, Head, Ledger, connect
from ledger.chain import chain_events
from tests.ledger.offers import event, offer
from tests.ledger.proving import proof_of

STREAMS = st.sampled_from(["s/1", "s/2", "s/3"])


def heads(stream: str, recorded: list[Envelope]) -> list[Head]:
    """The head of the stream after 0, 1, 2, … of these events."""
    if not recorded:
        return [Head.start(stream)]
    return [
        Head.start(stream),
        *(link.after for link in chain_events(offer(recorded, stream=stream))),
    ]


class LedgerMachine(RuleBasedStateMachine):
    """Offers what a workflow may offer, in any order, and knows what the answer must be."""

    dsn: str

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.pool = self.runner.run(connect(self.dsn, max_size=1))
        self.runner.run(
            self.pool.execute(
                "alter table ledger.events disable trigger all; truncate ledger.events"
            )
        )
        self.ledger = Ledger(self.pool)
        self.streams: dict[str, list[Envelope]] = {}
        self.positions: list[tuple[str, int]] = []
        self.names = 0

    def teardown(self) -> None:
        self.runner.run(self.pool.close())
        self.runner.close()

    def new(self, number: int) -> list[Envelope]:
        self.names += number
        return [event(f"e{self.names - offset}") for offset in range(number)]

    def resent(self, stream: str, behind: int, grown: list[Envelope]) -> Append:
        """The last events of the stream once more, and then some."""
        recorded = self.streams.get(stream, [])
        start = max(0, len(recorded) - behind)
        after = heads(stream, recorded)[start]
        return offer([*recorded[start:], *grown], after=after, stream=stream)

    def expect(self, request: Append, answer: Appended | Conflict) -> None:
        recorded = self.streams.setdefault(request.stream_id, [])
        known = request.after.version + len(request.events) <= len(recorded)
        for version in range(len(recorded), request.after.version + len(request.events)):
            recorded.append(request.events[version - request.after.version])
            self.positions.append((request.stream_id, version + 1))
        end = request.after.version + len(request.events)
        assert answer == Appended(
            verdict=AppendVerdict.DUPLICATE if known else AppendVerdict.APPENDED,
            head=heads(request.stream_id, recorded)[end],
            last_position=self.positions.index((request.stream_id, end)) + 1,
        )

    @rule(stream=STREAMS, behind=st.integers(0, 4), new=st.integers(0, 3))
    def offer_again_and_more(self, stream: str, behind: int, new: int) -> None:
        if new or (behind and self.streams.get(stream)):
            request = self.resent(stream, behind, self.new(new))
            self.expect(request, self.runner.run(self.ledger.append(request)))

    @rule(stream=STREAMS, behind=st.integers(1, 3), neighbour=STREAMS)
    def offer_something_else_beside_a_neighbour(
        self, stream: str, behind: int, neighbour: str
    ) -> None:
        if stream == neighbour or not self.streams.get(stream):
            return
        good = self.resent(neighbour, 2, self.new(1))
        stale = self.resent(stream, behind, [])
        stale = stale.model_copy(update={"events": tuple(self.new(1))})
        answers = self.runner.run(self.ledger.append_many([stale, good]))
        assert isinstance(answers[0], Conflict)
        assert answers[0].head == heads(stream, self.streams[stream])[-1]
        self.expect(good, answers[1])

    @invariant()
    def the_ledger_holds_what_the_list_holds(self) -> None:
        recorded = self.runner.run(self.ledger.read_after(0))
        assert [(event.stream_id, event.version) for event in recorded] == self.positions
        assert [event.position for event in recorded] == list(range(1, len(recorded) + 1))
        for stream, expected in self.streams.items():
            ids = [event.event_id for event in recorded if event.stream_id == stream]
            assert ids == [event.event_id for event in expected]

    @invariant()
    def the_ledger_is_sound(self) -> None:
        assert self.runner.run(proof_of(self.pool)).sound


def test_the_ledger_answers_like_a_list_for_each_stream(database_url: str) -> None:
    class MachineOfThisTest(LedgerMachine):
        dsn = database_url

    run_state_machine_as_test(
        MachineOfThisTest,
        settings=settings(max_examples=30, stateful_step_count=20),
    )
