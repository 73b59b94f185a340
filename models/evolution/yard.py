"""The traditional mode in the port."""

from models import events
from models.evolution.rows import Changes
from models.state import Shares

CHANGES = Changes(
    state={
        events.InspectionInstructed: lambda e, _, __: {
            "instructed": Shares(opened=e.opened_share, emptied=e.emptied_share)
        },
        events.InspectionSlotGiven: lambda e, _, __: {"slot": e.slot},
    },
)
