"""The traditional mode in the port."""

from models import events
from models.evolution.rows import Changes

CHANGES = Changes(
    state={
        events.InspectionSlotGiven: lambda e, _, __: {"slot": e.slot},
    },
)
