"""What is known of a box in the port."""

from models import events
from models.box import Box
from models.evolution.rows import Changes
from models.terms import Check


def _measured(box: Box, result: Check) -> dict[str, object]:
    """An alarm stands until an officer judges it; a second pass does not undo it."""
    if result is Check.ALARM:
        return {"radiation": result, "triage": None}
    return {"radiation": box.radiation or result}


CHANGES = Changes(
    box={
        events.RadiationMeasured: lambda e, box, __: _measured(box, e.result),
        events.AlarmTriaged: lambda e, _, __: {"triage": e.verdict},
        events.MachineInspected: lambda e, _, __: {"machine": e.result},
        events.RemovalPermitted: lambda e, _, __: {"permit_no": e.permit_no, "refusal": None},
        events.RemovalRefused: lambda e, box, __: {
            "refusal": e.reason,
            "permits_spent": box.permits_spent + 1,
        },
        events.RemovalPermitWithdrawn: lambda e, box, __: {
            "permit_no": None,
            "permit_ended": e.permit_no,
            "withheld": e.until_decided,
            "permits_spent": box.permits_spent + 1,
        },
        events.RemovalWithheld: lambda _, __, ___: {"withheld": True},
        events.RemovalResumed: lambda _, __, ___: {"withheld": False},
        events.RemovalPermitLapsed: lambda e, box, __: {
            "permit_no": None,
            "permit_ended": e.permit_no,
            "permits_spent": box.permits_spent + 1,
        },
    },
)
