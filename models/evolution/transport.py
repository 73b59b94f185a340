"""What is known of a box on the road."""

from models import events
from models.evolution.rows import Changes

LOCKING = ("lock-applied", "lock-verified")
"""What happens once to the lock of a truck, and once more to that of the next."""

CHANGES = Changes(
    box={
        events.TransportOrdered: lambda e, _, __: {
            "trip_no": e.trip_no,
            "plate": e.plate,
            "lock_no": e.lock_no,
            "window_minutes": e.window_minutes,
        },
        events.TractorSwapped: lambda e, _, __: {"plate": e.plate},
        events.TransshipmentApproved: lambda e, _, __: {"plate": e.plate, "lock_no": e.lock_no},
        events.GatedOut: lambda _, __, at: {"gated_out": at},
        events.BoxMissing: lambda _, __, ___: {"missing": True},
        events.BoxFound: lambda e, _, __: {"missing": False, "found_lock": e.lock_state},
        events.BoxArrived: lambda _, __, at: {"arrived": at, "missing": False},
    },
    anew={events.TransshipmentApproved: LOCKING},
)
