"""The goods arrive and are declared; the mode of supervision is decided, or left."""

from datetime import datetime

from models import events, messages
from models.decisions import declaration
from models.decisions.draft import Decided
from models.decisions.guards import approved, given_reason, need
from models.decisions.rows import Rules
from models.rulebook import rulebook
from models.state import State
from models.terms import Cause, Mode, RiskLevel


def _leave_the_pilot(state: State, command: messages.FallBack, _: datetime) -> Decided:
    need(
        state.may_fall_back,
        f"the pilot can be left only before gate-out; mode {state.mode}, course {state.course}",
    )
    return [events.FellBack(cause=command.cause, reason=given_reason(command.reason))]


def _decide_mode(state: State, step: messages.InstructionAnswered, at: datetime) -> Decided:
    """Pilot or traditional: all conditions of eligibility must hold (domain 3.3)."""
    if state.happened("mode-decided"):
        return []
    pinned = step.rulebook or state.rulebook
    rules, level = rulebook(pinned), _level(step.risk_level)
    in_scope = state.registration.code in rules.codes[state.registration.kind]
    obstacles = {
        Cause.NOT_APPROVED: not approved(state, at),
        Cause.RISK_LEVEL: level not in rules.pilot_levels,
        Cause.ENTERPRISE_SUSPENDED: step.standing != "ENROLLED",
        Cause.CODE_OUT_OF_SCOPE: not in_scope,
    }
    causes = (*state.causes, *(cause for cause, stands in obstacles.items() if stands))
    share = rules.proportions[level]
    return [
        events.ModeDecided(
            mode=Mode.TRADITIONAL if causes else Mode.PILOT,
            causes=causes,
            risk_level=level,
            enterprise_standing=step.standing,
            opened_share=share.opened,
            emptied_share=share.emptied,
            rulebook=pinned,
        )
    ]


def _level(text: str) -> RiskLevel:
    """A level that nobody knows is treated as the highest risk."""
    return RiskLevel(text) if text in RiskLevel.__members__ else RiskLevel.R4


RULES = Rules(
    once={
        messages.VesselDeparture: lambda f: events.Shipped(vessel=f.vessel),
        messages.VesselArrival: lambda f: events.VesselArrived(vessel=f.vessel),
        messages.Discharge: lambda _: events.Discharged(),
    },
    heard={
        messages.DeclarationStatus: declaration.decide,
    },
    verbs={
        messages.FallBack: _leave_the_pilot,
    },
    steps={
        messages.InstructionAnswered: _decide_mode,
    },
)
