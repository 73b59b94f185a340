"""The goods arrive and are declared; the mode of supervision is decided, or left."""

from datetime import datetime

from models.arrival import eligibility, texts
from models.arrival.events import (
    Discharged,
    ModeDecided,
    PilotApproved,
    SelectionDrawn,
    SelectionExtended,
    Shipped,
    VesselArrived,
)
from models.arrival.messages import ApprovePilot, BoxesDrawn, InstructionAnswered, LevelSeen
from models.consignment import selection
from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import approved_until, given_reason, require
from models.consignment.pending_event import Decided
from models.consignment.selection import Plan, PlanShares, Selection
from models.consignment.state import State
from models.kernel.event_types import EventType
from models.kernel.spelling import same_name
from models.kernel.terms import PreShipment, RiskLevel
from models.pre_shipment import decide
from models.risk.draw import Chances
from models.risk.supplier_stream import PinnedLevel
from models.rules.rulebook import Proportions, Rulebook, rulebook
from models.traditional_port.events import InspectionInstructed


def _decide_mode(state: State, step: InstructionAnswered, now: datetime) -> Decided:
    """Pilot or traditional, with all that the decision looked at (domain 3.3)."""
    if state.happened(EventType.MODE_DECIDED):
        return []
    pinned = step.rulebook or state.rulebook
    rules = rulebook(pinned)
    inputs = _inputs(state, step, rules)
    mode, causes = eligibility.decide(inputs, rules, now)
    shares, instructed = _shares(state, step, rules.proportions[inputs.risk_level])
    decided = ModeDecided(
        mode=mode,
        causes=causes,
        risk_level=inputs.risk_level,
        risk_why=step.risk_why,
        inputs=inputs,
        opened_share=shares.opened,
        emptied_share=shares.emptied,
        rulebook=pinned,
        instructed=instructed,
        place=step.place,
        receiving=step.receiving,
    )
    if step.chances is None:
        return [decided]
    by = _plan(rules, inputs.risk_level, shares, step.assessment)
    return [decided, _drawn(state, step.chances, by)]


def _shares(
    state: State, step: InstructionAnswered | None, table: Proportions
) -> tuple[Proportions, bool]:
    """The real proportions come with the control instruction; the table has those till then."""
    told = state.instructed
    if told is not None:
        return table.model_copy(update={"opened": told.opened, "emptied": told.emptied}), True
    named = {} if step is None else {"opened": step.opened_share, "emptied": step.emptied_share}
    shares = {what: share for what, share in named.items() if share is not None}
    return table.model_copy(update=shares), bool(shares)


def _inputs(state: State, step: InstructionAnswered, rules: Rulebook) -> eligibility.Inputs:
    goods = state.registration
    light = {row.code for row in rules.violations if row.grade != 1}
    concerned = (goods.origin, goods.supplier)
    return eligibility.Inputs(
        risk_level=eligibility.worst(step.risk_level),
        standing=step.standing,
        confirmed=step.confirmed,
        pre_shipment=_audit(state),
        approved_until=approved_until(state),
        in_scope=goods.code in rules.codes.get(goods.kind, ()),
        net_weight_kg=goods.net_weight_kg,
        storage_kg=step.storage_kg,
        transport_available=step.transport_available,
        grade_one=tuple(code for code in step.open_violations if code not in light),
        notices=tuple(
            each for each in step.notices if any(same_name(each, name) for name in concerned)
        ),
        left_for=state.causes,
        supplier_standing=step.supplier_standing,
        port_inspection=step.port_inspection,
        written_approval=state.pilot_approval,
        assessment=step.assessment,
    )


def _audit(state: State) -> PreShipment:
    """How the file stands; an approval of what was taken back since is none until somebody says."""
    doubted = any(act.event is EventType.PRE_SHIPMENT_APPROVED for act in state.undecided)
    return PreShipment.SUBMITTED if doubted else state.pre_shipment


def _approve(state: State, command: ApprovePilot, _: datetime) -> Decided:
    """In writing, by somebody who is named, and before the mode is decided."""
    require(not state.happened(EventType.MODE_DECIDED), texts.MODE_DECIDED)
    named = bool(command.document.strip() and command.approver.strip())
    require(named, texts.NAME_THE_APPROVAL)
    return [
        PilotApproved(
            document=command.document.strip(),
            approver=command.approver.strip(),
            reason=given_reason(command.reason),
            officer=command.officer,
        )
    ]


def _draw_later(state: State, step: BoxesDrawn, _: datetime) -> Decided:
    """What could not be drawn with the decision, which was made on paper."""
    if not state.awaits_draw:
        return []
    rules, level = state.rules, state.risk_level or RiskLevel.R4
    shares, _instructed = _shares(state, None, rules.proportions[level])
    return [_drawn(state, step.chances, _plan(rules, level, shares, None))]


def _plan(rules: Rulebook, level: RiskLevel, shares: Proportions, own: PinnedLevel | None) -> Plan:
    """Under the rulebook that the mode decision pinned, at the level that it found.

    A pair in census is unpacked whole, whatever level others give its goods.
    """
    used = PlanShares(opened=shares.opened, emptied=shares.emptied, sampled=shares.sampled)
    row, whole = rules.proportions[level], rules.full_unpack_share
    return selection.plan(level, row, used, whole, census=own is not None and own.census > 0)


def _drawn(state: State, chances: Chances, by: Plan) -> SelectionDrawn:
    return SelectionDrawn(selection=selection.draw(chances, _boxes(state), by))


def _boxes(state: State) -> list[str]:
    return [box.number for box in state.registration.boxes]


def _run_out(_: State, after: State, __: ModeDecided, at: datetime) -> Bodies:
    return decide.run_out(after, at)


def _instructed(_: State, after: State, body: InspectionInstructed, __: datetime) -> Bodies:
    """An instruction that comes after the draw and asks for more adds boxes, and takes none."""
    if after.selection is None:
        return []
    asked = body.opened_share, body.emptied_share
    more = selection.extended(after.selection, _boxes(after), *asked)
    return [] if more is None else [_extension(after.selection, more)]


def _level_seen(state: State, step: LevelSeen, _: datetime) -> Decided:
    """Goods under way of a pair that stands worse than they were drawn by are unpacked whole.

    A better level changes nothing, and what was inspected stays as it is.
    """
    own, drawn = step.assessment, state.selection
    if drawn is None or not state.awaits_inspection:
        return []
    worse = own.level > (state.risk_level or RiskLevel.R4) or own.census > 0
    more = selection.whole(drawn, _boxes(state)) if worse else None
    return [] if more is None else [_extension(drawn, more, own, step.because)]


def _extension(
    drawn: Selection, more: Selection, own: PinnedLevel | None = None, because: tuple[str, ...] = ()
) -> SelectionExtended:
    return SelectionExtended(
        selection=more,
        opened=more.opened[len(drawn.opened) :],
        emptied=more.emptied[len(drawn.emptied) :],
        assessment=own,
        because=because,
    )


RULES = Rules(
    single=(
        Shipped,
        VesselArrived,
        Discharged,
    ),
    commands={
        ApprovePilot: _approve,
    },
    internal={
        InstructionAnswered: _decide_mode,
        BoxesDrawn: _draw_later,
        LevelSeen: _level_seen,
    },
    consequences={
        ModeDecided: _run_out,
        InspectionInstructed: _instructed,
    },
)
