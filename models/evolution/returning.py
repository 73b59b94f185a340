"""Returned goods."""

from models import events
from models.evolution.rows import Changes
from models.evolution.transport import LOCKING
from models.terms import Disposal

CHANGES = Changes(
    box={
        events.ReturnSealed: lambda e, _, __: {"return_seal": e.seal_no, "return_kg": e.gross_kg},
        events.ReturnTransportOrdered: lambda e, box, __: {
            "lock_in": box.lock_no,
            "return_trip_no": e.trip_no,
            "plate": e.plate,
            "lock_no": e.lock_no,
            "window_minutes": e.window_minutes,
        },
        events.ReturnGatedOut: lambda _, __, at: {"return_gated_out": at},
        events.ReturnGatedIn: lambda e, _, at: {
            "returned": at,
            "missing": False,
            "return_seals": e.seals,
            "return_weighed": e.gross_kg,
        },
        events.ReturnMismatched: lambda e, _, __: {"return_mismatch": e.differs},
        events.ReturnAccepted: lambda _, __, ___: {"return_accepted": True},
    },
    state={
        events.ReturnOrdered: lambda _, __, ___: {"disposal": Disposal.RETURN},
        events.ReturnPlanned: lambda e, _, __: {"carrier": e.carrier},
    },
    anew={events.ReturnTransportOrdered: LOCKING},
)
