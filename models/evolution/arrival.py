"""The mode, and what was drawn for the inspection."""

from models import events
from models.evolution.rows import Change, Changes, latest
from models.state import State
from models.terms import Mode, Suspicion


def _ashore(state: State) -> Change:
    """What the papers had confirmed is to be seen on the goods, now that they are there."""
    seen = tuple(
        d.replace(
            afloat=False,
            status=Suspicion.SUSPECTED if d.status is Suspicion.CONFIRMED else d.status,
        )
        if d.afloat
        else d
        for d in state.defects
    )
    return {"defects": seen}


CHANGES = Changes(
    state={
        events.VesselArrived: lambda _, s, __: _ashore(s),
        events.Discharged: lambda _, s, __: _ashore(s),
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
            "causes": latest(s.causes, e.cause),
        },
    },
)
