"""As what consignments were registered, read from the first events of their streams."""

from collections.abc import Iterator, Sequence

from ledger import Ledger
from models.consignment.registration import Registration
from models.kernel.errors import GuomenError
from models.kernel.identity import consignment_workflow_id, tracking_no_of
from models.process.stored_events import to_event
from models.supervision.events import ConsignmentRegistered

AT_ONCE = 500


async def registrations(ledger: Ledger, tracking_nos: Sequence[str]) -> dict[str, Registration]:
    """The registrations of those that the ledger knows, by tracking number."""
    found: dict[str, Registration] = {}
    for some in _slices(tracking_nos):
        first = await ledger.read_first([consignment_workflow_id(number) for number in some])
        for recorded in first:
            try:
                body = to_event(recorded).body
            except (ValueError, LookupError, GuomenError):
                # Known, whatever it says: who starts it asks for the head of its stream as well.
                continue
            if isinstance(body, ConsignmentRegistered):
                found[tracking_no_of(recorded.stream_id)] = body.registration
    return found


def _slices(numbers: Sequence[str]) -> Iterator[Sequence[str]]:
    for begins in range(0, len(numbers), AT_ONCE):
        yield numbers[begins : begins + AT_ONCE]
