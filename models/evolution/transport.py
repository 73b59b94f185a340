"""What is known of a box on the road."""

from models import events
from models.evolution.rows import Change, Changes

LOCKING = ("lock-applied", "lock-verified")
"""What happens once to the lock of a truck, and once more to that of the next."""


def drive(ordered: events.TransportOrdered | events.ReturnTransportOrdered) -> Change:
    """Who drives a box, with what, under which lock and for how long, on either way."""
    return {
        "plate": ordered.plate,
        "trailer": ordered.trailer,
        "driver": ordered.driver,
        "haulier": ordered.haulier,
        "lock_no": ordered.lock_no,
        "window_minutes": ordered.window_minutes,
        "gate_refused": False,
    }


CHANGES = Changes(
    box={
        events.TransportOrdered: lambda e, _, __: {"trip_no": e.trip_no, **drive(e)},
        events.TractorSwapped: lambda e, _, __: {"plate": e.plate, "driver": ""},
        events.TransshipmentApproved: lambda e, _, __: {
            "plate": e.plate,
            "trailer": "",
            "driver": "",
            "lock_no": e.lock_no,
        },
        events.LockVerified: lambda _, __, ___: {"gate_refused": False},
        events.GateRefused: lambda _, __, ___: {"gate_refused": True},
        events.GatedOut: lambda _, __, at: {"gated_out": at, "gate_refused": False},
        events.FleetStopped: lambda e, _, __: {"fleet_stopped": e.trip_no},
        events.FleetResumed: lambda _, __, ___: {"fleet_stopped": ""},
        events.BoxMissing: lambda _, __, ___: {"missing": True},
        events.BoxFound: lambda e, _, __: {"missing": False, "found_lock": e.lock_state},
        events.BoxArrived: lambda _, __, at: {"arrived": at, "missing": False},
    },
    anew={events.TransshipmentApproved: LOCKING},
)
