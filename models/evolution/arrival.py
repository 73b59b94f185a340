"""Declaration and mode."""

from models import events
from models.evolution.rows import Changes
from models.terms import Mode

CHANGES = Changes(
    state={
        events.DeclarationStatusChanged: lambda e, _, __: {"declaration": e.letter},
        events.Declared: lambda e, _, __: {"entry_id": e.entry_id},
        events.ModeDecided: lambda e, _, __: {
            "mode": e.mode,
            "causes": e.causes,
            "risk_level": e.risk_level,
            "rulebook": e.rulebook,
        },
        events.FellBack: lambda e, s, __: {
            "mode": Mode.TRADITIONAL,
            "causes": (*s.causes, e.cause),
        },
    },
)
