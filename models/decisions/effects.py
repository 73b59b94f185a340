"""What reaching a rung does beside telling people: one row an effect."""

from collections.abc import Callable
from decimal import Decimal

from models import events
from models.decisions.rows import Bodies
from models.decisions.turns import ANTI_SMUGGLING, fall_back, referral, stop_fleet
from models.ladder import Deadline, Milestone
from models.state import State
from models.terms import Cause, Effect

Does = Callable[[State, Deadline, Milestone, str], Bodies]


def of_rung(state: State, deadline: Deadline, rung: Milestone) -> Bodies:
    """What the rung leads to; empty for one that only tells people."""
    why = f"{deadline.id} reached L{rung.level}"
    return [] if rung.effect is None else _EFFECTS[rung.effect](state, deadline, rung, why)


def _fall_back(state: State, deadline: Deadline, _: Milestone, why: str) -> Bodies:
    early = deadline.id == "D04"
    return fall_back(state, Cause.PRE_SHIPMENT_TOO_LATE if early else Cause.PICK_UP_TOO_LATE, why)


def _lapse_permit(state: State, deadline: Deadline, _: Milestone, __: str) -> Bodies:
    box = deadline.box or ""
    permit = state.boxes[box].permit_no
    return [events.RemovalPermitLapsed(box=box, permit_no=permit)] if permit else []


def _refuse_gate(state: State, deadline: Deadline, _: Milestone, why: str) -> Bodies:
    box = deadline.box or ""
    trip = state.boxes[box].drive_no
    return [events.GateRefused(box=box, trip_no=trip, reason=why)] if trip else []


def _call_in_deposit(state: State, _: Deadline, __: Milestone, why: str) -> Bodies:
    """The deposit is for what has to go back, by the weight that is known."""
    left = [box for box in state.boxes.values() if not box.released]
    kilograms = sum((box.net_kg or box.net_weight_kg for box in left), Decimal(0))
    breached = events.ReturnBreached(
        carrier=state.carrier or "not named",
        note=why,
        deposit_cny=state.rules.return_deposit.of(kilograms),
    )
    return [breached]


def _refer(state: State, deadline: Deadline, _: Milestone, why: str) -> Bodies:
    about = f"{why}, box {deadline.box}" if deadline.box else why
    return referral(state, ANTI_SMUGGLING, about)


_EFFECTS: dict[Effect, Does] = {
    Effect.FALL_BACK: _fall_back,
    Effect.LAPSE_PERMIT: _lapse_permit,
    Effect.DECLARE_MISSING: lambda _, d, __, ___: [events.BoxMissing(box=d.box or "")],
    Effect.ORDER_RETURN: lambda _, __, ___, why: [events.ReturnOrdered(reason=why)],
    Effect.EXPIRE_APPROVAL: lambda _, __, rung, ___: [
        events.PreShipmentExpired(valid_until=rung.due)
    ],
    Effect.CALL_IN_DEPOSIT: _call_in_deposit,
    Effect.REFER_CASE: _refer,
    Effect.STOP_FLEET: lambda s, d, _, why: stop_fleet(s.boxes[d.box or ""], why),
    Effect.REFUSE_GATE: _refuse_gate,
}
