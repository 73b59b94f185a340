"""What was decided on goods that failed."""

from models import events
from models.evolution.rows import Changes, known_later
from models.terms import Disposal

CHANGES = Changes(
    state={
        events.RectificationOrdered: lambda _, s, at: {
            "disposal": Disposal.RECTIFY,
            "rectified": known_later(s, at, "rectification-completed"),
        },
        events.RectificationCompleted: lambda _, __, ___: {"rectified": True},
        events.DestructionOrdered: lambda _, __, ___: {"disposal": Disposal.DESTROY},
    },
)
