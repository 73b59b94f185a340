"""The mode, and what was drawn for the inspection."""

from models import events
from models.evolution.rows import Changes
from models.terms import Mode

CHANGES = Changes(
    state={
        events.ModeDecided: lambda e, _, __: {
            "mode": e.mode,
            "causes": e.causes,
            "risk_level": e.risk_level,
            "rulebook": e.rulebook,
        },
        events.SelectionDrawn: lambda e, _, __: {"selection": e.selection},
        events.SelectionExtended: lambda e, _, __: {"selection": e.selection},
        events.FellBack: lambda e, s, __: {
            "mode": Mode.TRADITIONAL,
            "causes": (*s.causes, e.cause),
        },
    },
)
