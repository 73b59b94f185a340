"""The documents that customs issue with a decision, each under a number (domain 1.7)."""

from datetime import datetime

from models.consignment.state import State
from models.kernel.clock import CHINA
from models.kernel.event_body import Body, Issuing


def numbered(state: State, body: Body, at: datetime) -> Body:
    """The body with the number of its document, if it is one that is put in writing."""
    if not isinstance(body, Issuing):
        return body
    return body.model_copy(update={"document": _number(state, body.type, at)})


def _number(state: State, decision: str, at: datetime) -> str:
    """Kind, office, year, the consignment's own running number, and how many there were before.

    Everything is known to the consignment: nobody else has to be asked for the next number.
    """
    row = next((row for row in state.rules.issued if decision in row.events), None)
    if row is None:
        return ""
    office = (state.entry_id or "")[:4] or state.rules.office
    running = state.registration.tracking_no.partition("-")[2]
    stem = f"{row.prefix}-{office}-{at.astimezone(CHINA):%Y}-{running}"
    before = sum(number.startswith(f"{row.prefix}-") for number in state.issued)
    return f"{stem}-{before + 1}"
