"""What an escalation does beside notifying people: one row an effect."""

from collections.abc import Callable
from decimal import Decimal

from models.consignment.deadline import Deadline, Escalation
from models.consignment.decision_tables import Bodies
from models.consignment.state import State
from models.kernel.terms import Effect
from models.port.events import RemovalPermitLapsed
from models.pre_shipment.events import PreShipmentExpired
from models.returns.events import ReturnBreached, ReturnOrdered
from models.supervision.consequences import ANTI_SMUGGLING, fall_back, referral
from models.transport.consequences import stop_fleet
from models.transport.events import BoxMissing, GateRefused

Does = Callable[[State, Deadline, Escalation, str], Bodies]


def of_escalation(state: State, deadline: Deadline, escalation: Escalation) -> Bodies:
    """What the escalation leads to; empty for one that only notifies people."""
    why = f"{deadline.id} reached L{escalation.level}"
    return (
        []
        if escalation.effect is None
        else _EFFECTS[escalation.effect](state, deadline, escalation, why)
    )


def _fall_back(state: State, deadline: Deadline, escalation: Escalation, why: str) -> Bodies:
    cause = deadline.rule.at(escalation.level).cause
    return [] if cause is None else fall_back(state, cause, why)


def _lapse_permit(state: State, deadline: Deadline, _: Escalation, __: str) -> Bodies:
    box = deadline.box or ""
    permit = state.boxes[box].permit_no
    return [RemovalPermitLapsed(box=box, permit_no=permit)] if permit else []


def _refuse_gate(state: State, deadline: Deadline, _: Escalation, why: str) -> Bodies:
    box = deadline.box or ""
    trip = state.boxes[box].drive_no
    return [GateRefused(box=box, trip_no=trip, reason=why)] if trip else []


def _call_in_deposit(state: State, _: Deadline, __: Escalation, why: str) -> Bodies:
    """The deposit is for what has to go back, by the weight that is known."""
    left = [box for box in state.boxes.values() if not box.released]
    kilograms = sum((box.net_kg or box.net_weight_kg for box in left), Decimal(0))
    breached = ReturnBreached(
        carrier=state.carrier or "not named",
        note=why,
        deposit_cny=state.rules.return_deposit.of(kilograms),
    )
    return [breached]


def _refer(state: State, deadline: Deadline, _: Escalation, why: str) -> Bodies:
    about = f"{why}, box {deadline.box}" if deadline.box else why
    return referral(state, ANTI_SMUGGLING, about)


_EFFECTS: dict[Effect, Does] = {
    Effect.FALL_BACK: _fall_back,
    Effect.LAPSE_PERMIT: _lapse_permit,
    Effect.DECLARE_MISSING: lambda _, d, __, ___: [BoxMissing(box=d.box or "")],
    Effect.ORDER_RETURN: lambda _, __, ___, why: [ReturnOrdered(reason=why)],
    Effect.EXPIRE_APPROVAL: lambda _, __, escalation, ___: [
        PreShipmentExpired(valid_until=escalation.due)
    ],
    Effect.CALL_IN_DEPOSIT: _call_in_deposit,
    Effect.REFER_CASE: _refer,
    Effect.STOP_FLEET: lambda s, d, _, why: stop_fleet(s.boxes[d.box or ""], why),
    Effect.REFUSE_GATE: _refuse_gate,
}
