"""What the models accept, a real PostgreSQL takes and gives back: value by value, at the edges."""

from datetime import timedelta
from uuid import uuid4

from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from activities.ledger_append import to_append
from ledger import Ledger
from models.consignment.registration import Registration
from models.execution.activity_io import EventBatch
from models.kernel.base_types import replace
from models.kernel.errors import Refused
from models.kernel.event import Event, to_entry
from models.kernel.message import Command
from models.kernel.stream_head import StreamHead
from models.process.decide import decide_command, decide_report, register
from models.process.messages import COMMANDS, Report
from models.process.stored_events import to_event
from tests.history import RULEBOOK, START, sample_registration
from tests.models.arriving import accepted
from tests.workflows.situations import SITUATIONS

REPORTS = accepted(Report)
# Each where it can be obeyed, or a fact instead.
STORIES = st.sampled_from(sorted(SITUATIONS)).flatmap(
    lambda story: st.tuples(
        st.just(story), accepted(COMMANDS[story]) | REPORTS if story in COMMANDS else REPORTS
    )
)


def lived() -> list[Event]:
    """Everything that some hundreds of accepted messages led to, and of registrations."""
    found: list[Event] = register(sample_registration(1), RULEBOOK, START)

    @settings(max_examples=300, database=None, derandomize=True)
    @for_any(STORIES, accepted(Registration))
    def live(told: tuple[str, Report | Command], declared: Registration) -> None:
        story, message = told
        state = SITUATIONS[story].state
        now = START + timedelta(days=200)
        try:
            if isinstance(message, Report):
                found.extend(decide_report(state, message, now))
            else:
                found.extend(decide_command(state, message, "m-1", now))
        except Refused:
            pass
        found.extend(register(declared, RULEBOOK, now))

    live()
    return found


async def test_whatever_is_accepted_is_recorded_and_read_back(ledger: Ledger) -> None:
    events = [replace(event, id=uuid4()) for event in lived()]
    assert len({event.body.type for event in events}) > 15
    entries = tuple(map(to_entry, events))
    await ledger.append(
        to_append(EventBatch(stream_id="consignment/X", after=StreamHead(), entries=entries))
    )
    assert [to_event(row) for row in await ledger.read_stream("consignment/X")] == events
