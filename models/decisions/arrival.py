"""The goods arrive and are declared; the mode of supervision is decided, or left."""

from datetime import datetime

from models import eligibility, events, messages, selection
from models.decisions import pre_shipment, refusals
from models.decisions.draft import Decided
from models.decisions.guards import approved_until, given_reason, need
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import withdraw_permits
from models.labels.terms import coded
from models.rulebook import Rulebook, rulebook
from models.state import State
from models.terms import RiskLevel


def _leave_the_pilot(state: State, command: messages.FallBack, _: datetime) -> Decided:
    need(
        state.may_fall_back,
        refusals.PILOT_NOT_LEFT,
        mode=coded(state.mode),
        course=coded(state.course),
    )
    return [events.FellBack(cause=command.cause, reason=given_reason(command.reason))]


def _decide_mode(state: State, step: messages.InstructionAnswered, now: datetime) -> Decided:
    """Pilot or traditional, with all that the decision looked at (domain 3.3)."""
    if state.happened("mode-decided"):
        return []
    pinned = step.rulebook or state.rulebook
    rules = rulebook(pinned)
    inputs = _inputs(state, step, rules)
    mode, causes = eligibility.decide(inputs, rules.pilot_levels, now)
    share = rules.proportions[inputs.risk_level]
    return [
        events.ModeDecided(
            mode=mode,
            causes=causes,
            risk_level=inputs.risk_level,
            inputs=inputs,
            opened_share=share.opened,
            emptied_share=share.emptied,
            rulebook=pinned,
        )
    ]


def _inputs(
    state: State, step: messages.InstructionAnswered, rules: Rulebook
) -> eligibility.Inputs:
    goods = state.registration
    grade_one = {row.code for row in rules.violations if row.grade == 1}
    return eligibility.Inputs(
        risk_level=_level(step.risk_level),
        standing=step.standing,
        pre_shipment=state.pre_shipment,
        approved_until=approved_until(state),
        in_scope=goods.code in rules.codes[goods.kind],
        net_weight_kg=goods.net_weight_kg,
        storage_kg=step.storage_kg,
        transport_available=step.transport_available,
        grade_one=tuple(code for code in step.open_violations if code in grade_one),
        notices=tuple(each for each in step.notices if each in (goods.origin, goods.supplier)),
        left_for=state.causes,
        supplier_standing=step.supplier_standing,
        port_inspection=step.port_inspection,
    )


def _draw(_: State, after: State, body: events.ModeDecided, at: datetime) -> Bodies:
    rules, goods = rulebook(body.rulebook), after.registration
    drawn = selection.draw(
        goods.tracking_no,
        body.rulebook,
        [box.number for box in goods.boxes],
        rules.proportions[body.risk_level],
        rules.full_unpack_share,
    )
    return [events.SelectionDrawn(selection=drawn), *pre_shipment.run_out(after, at)]


def _fallen(_: State, after: State, body: events.FellBack, __: datetime) -> Bodies:
    """What leaves the port under a permit leaves it in the pilot."""
    return withdraw_permits(after, f"the pilot was left: {body.cause}")


def _level(text: str) -> RiskLevel:
    """A level that nobody knows is treated as the highest risk."""
    return RiskLevel(text) if text in RiskLevel.__members__ else RiskLevel.R4


RULES = Rules(
    once={
        messages.VesselDeparture: lambda f: events.Shipped(vessel=f.vessel),
        messages.VesselArrival: lambda f: events.VesselArrived(vessel=f.vessel),
        messages.Discharge: lambda _: events.Discharged(),
    },
    verbs={
        messages.FallBack: _leave_the_pilot,
    },
    steps={
        messages.InstructionAnswered: _decide_mode,
    },
    follows={
        events.ModeDecided: _draw,
        events.FellBack: _fallen,
    },
)
