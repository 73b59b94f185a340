"""The audit of the enterprise's file."""

from datetime import datetime

from models import events
from models.evolution.rows import Changes, known_later
from models.state import State
from models.terms import PreShipment


def _submitted(state: State, at: datetime) -> dict[str, object]:
    """A file that is older than the decision on it changes nothing."""
    decided = ("pre-shipment-approved", "pre-shipment-rejected", "supplement-requested")
    return {} if known_later(state, at, *decided) else {"pre_shipment": PreShipment.SUBMITTED}


CHANGES = Changes(
    state={
        events.PreShipmentSubmitted: lambda _, s, at: _submitted(s, at),
        events.SupplementRequested: lambda _, __, ___: {"pre_shipment": PreShipment.SUPPLEMENT},
        events.PreShipmentApproved: lambda e, __, ___: {
            "pre_shipment": PreShipment.APPROVED,
            "approved_until": e.valid_until,
        },
        events.PreShipmentRejected: lambda _, __, ___: {"pre_shipment": PreShipment.REJECTED},
    },
)
