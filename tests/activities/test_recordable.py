"""What the models accept, a real PostgreSQL takes and gives back: value by value, at the edges."""

from datetime import timedelta
from uuid import uuid4

from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from activities.recorder import to_append
from ledger import Ledger
from models import messages as m
from models.calls import Batch
from models.decisions import decide_command, decide_report, register
from models.errors import Refused
from models.record import Event, to_entry
from models.registration import Registration
from models.start import Head
from projections.history import to_event
from tests.history import RULEBOOK, START, sample_registration
from tests.models.arriving import accepted
from tests.workflows.situations import SITUATIONS

REPORTS = accepted(m.Report)
# Each where it can be obeyed, or a fact instead.
STORIES = st.sampled_from(sorted(SITUATIONS)).flatmap(
    lambda story: st.tuples(
        st.just(story), accepted(m.COMMANDS[story]) | REPORTS if story in m.COMMANDS else REPORTS
    )
)


def lived() -> list[Event]:
    """Everything that some hundreds of accepted messages led to, and of registrations."""
    found: list[Event] = register(sample_registration(1), RULEBOOK, START)

    @settings(max_examples=300, database=None, derandomize=True)
    @for_any(STORIES, accepted(Registration))
    def live(told: tuple[str, m.Report | m.Command], declared: Registration) -> None:
        story, message = told
        state = SITUATIONS[story].state
        now = START + timedelta(days=200)
        try:
            if isinstance(message, m.Report):
                found.extend(decide_report(state, message, now))
            else:
                found.extend(decide_command(state, message, "m-1", now))
        except Refused:
            pass
        found.extend(register(declared, RULEBOOK, now))

    live()
    return found


async def test_whatever_is_accepted_is_recorded_and_read_back(ledger: Ledger) -> None:
    events = [event.replace(id=uuid4()) for event in lived()]
    assert len({event.body.type for event in events}) > 15
    entries = tuple(map(to_entry, events))
    await ledger.append(to_append(Batch(stream_id="consignment/X", after=Head(), entries=entries)))
    assert [to_event(row) for row in await ledger.read_stream("consignment/X")] == events
