"""The goods arrive and are declared; the mode of supervision is decided, or left."""

from datetime import datetime
from decimal import Decimal

from models import eligibility, events, messages, selection
from models.decisions import pre_shipment, refusals
from models.decisions.draft import Decided
from models.decisions.guards import approved_until, given_reason, need
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import withdraw_permits
from models.labels.terms import coded
from models.rulebook import Proportions, Rulebook, rulebook
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
    shares, instructed = _shares(state, step, rules.proportions[inputs.risk_level])
    return [
        events.ModeDecided(
            mode=mode,
            causes=causes,
            risk_level=inputs.risk_level,
            inputs=inputs,
            opened_share=shares.opened,
            emptied_share=shares.emptied,
            rulebook=pinned,
            instructed=instructed,
            place=step.place,
        )
    ]


def _shares(
    state: State, step: messages.InstructionAnswered, table: Proportions
) -> tuple[Proportions, bool]:
    """The real proportions come with the control instruction; the table has those till then."""
    told = state.instructed
    named = {
        "opened": step.opened_share if told is None else told.opened,
        "emptied": step.emptied_share if told is None else told.emptied,
    }
    shares = {what: share for what, share in named.items() if share is not None}
    return table.model_copy(update=shares), bool(shares)


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
    drawn = _drawn(after, body.opened_share, body.emptied_share)
    return [events.SelectionDrawn(selection=drawn), *pre_shipment.run_out(after, at)]


def _instructed(_: State, after: State, body: events.InspectionInstructed, __: datetime) -> Bodies:
    """An instruction that comes after the draw and asks for more adds boxes, and takes none."""
    if after.selection is None:
        return []
    further = _drawn(after, body.opened_share, body.emptied_share)
    more = selection.extended(after.selection, further)
    if more is None:
        return []
    return [
        events.SelectionExtended(
            selection=more,
            opened=more.opened[len(after.selection.opened) :],
            emptied=more.emptied[len(after.selection.emptied) :],
        )
    ]


def _drawn(state: State, opened: Decimal, emptied: Decimal) -> selection.Selection:
    """Under the rulebook that the mode decision pinned, at the level that it found."""
    rules, goods = state.rules, state.registration
    shares = rules.proportions[state.risk_level or RiskLevel.R4]
    return selection.draw(
        goods.tracking_no,
        state.rulebook,
        [box.number for box in goods.boxes],
        shares.model_copy(update={"opened": opened, "emptied": emptied}),
        rules.full_unpack_share,
    )


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
        events.InspectionInstructed: _instructed,
        events.FellBack: _fallen,
    },
)
