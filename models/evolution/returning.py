"""Returned goods."""

from models import events
from models.evolution.rows import Changes, decided_anew
from models.evolution.transport import LOCKING, drive
from models.terms import Disposal

CHANGES = Changes(
    box={
        events.ReturnSealed: lambda e, _, __: {"return_seal": e.seal_no, "return_kg": e.gross_kg},
        events.ReturnTransportOrdered: lambda e, box, __: {
            "lock_in": box.lock_no,
            "return_trip_no": e.trip_no,
            **drive(e),
        },
        events.ReturnGatedOut: lambda _, __, at: {
            "return_gated_out": at,
            "gate_refused": False,
        },
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
        events.ReturnOrdered: lambda _, s, __: decided_anew(s, Disposal.RETURN),
        events.ReturnApplied: lambda e, _, __: {"return_wanted": e.reason},
        events.ReturnApplicationRefused: lambda _, __, ___: {"return_wanted": None},
        events.ReturnPlanned: lambda e, _, __: {"carrier": e.carrier},
    },
    anew={events.ReturnTransportOrdered: LOCKING},
)
