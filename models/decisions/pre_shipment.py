"""The enterprise's file is audited before the goods sail."""

from datetime import datetime, timedelta

from models import events, messages
from models.decisions.draft import Decided
from models.decisions.guards import ashore, given_reason, need
from models.decisions.rows import Bodies, Rules
from models.state import State
from models.terms import Audit, Outcome, PreShipment


def _pre_shipment(state: State, command: messages.DecidePreShipment, at: datetime) -> Decided:
    need(
        state.pre_shipment is PreShipment.SUBMITTED,
        f"the pre-shipment file is {state.pre_shipment}; only a SUBMITTED one can be decided",
    )
    match command.decision:
        case Audit.APPROVE:
            valid = at + timedelta(days=state.rules.approval_valid_days)
            return [events.PreShipmentApproved(valid_until=valid)]
        case Audit.SUPPLEMENT:
            return [events.SupplementRequested(reason=given_reason(command.reason))]
        case Audit.REJECT:
            need(not ashore(state), "the goods have arrived; order the return (order_return)")
            return [events.PreShipmentRejected(reason=given_reason(command.reason))]


def _rejection(_: State, __: State, ___: events.PreShipmentRejected, ____: datetime) -> Bodies:
    return [events.ConsignmentClosed(outcome=Outcome.REJECTED)]


RULES = Rules(
    again={
        messages.PreShipmentFile: lambda f: events.PreShipmentSubmitted(documents=f.documents),
    },
    verbs={
        messages.DecidePreShipment: _pre_shipment,
    },
    follows={
        events.PreShipmentRejected: _rejection,
    },
)
