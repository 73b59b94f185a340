"""Returned goods on their way out of the country."""

from datetime import datetime

from models import events, messages
from models.decisions.draft import Decided
from models.decisions.guards import ashore, given_reason, need, need_no_emergency, need_not_released
from models.decisions.rows import Rules
from models.state import State
from models.terms import Disposal


def _return(state: State, command: messages.OrderReturn, _: datetime) -> Decided:
    need_no_emergency(state)
    need(state.disposal is not Disposal.RETURN, "the return has been ordered already")
    need_not_released(state)
    need(ashore(state), "the goods have not arrived; reject the pre-shipment file instead")
    return [events.ReturnOrdered(reason=given_reason(command.reason))]


RULES = Rules(
    once={
        messages.ReturnPlan: lambda f: events.ReturnPlanned(carrier=f.carrier, booking=f.booking),
        messages.ReturnDeparture: lambda _: events.ReturnDeparted(),
        messages.ReturnGateIn: lambda f: events.ReturnGatedIn(box=f.box),
        messages.ReturnLoading: lambda f: events.ReturnLoaded(vessel=f.vessel),
        messages.ReturnExit: lambda f: events.ReturnExited(vessel=f.vessel),
    },
    verbs={
        messages.OrderReturn: _return,
    },
)
