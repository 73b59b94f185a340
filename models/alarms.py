"""Which events people must be told about at once, and whom: a table."""

from collections.abc import Callable
from typing import Any

from models import events
from models.record import Event
from models.state import Alarm
from models.terms import Level, Party

LONGEST = 300
"""Characters of one value in a notice: whoever wants all of it opens the consignment."""

LATEST = 20
"""Alarms that a state shows; who tells people keeps those that nobody was told of."""

_Told = tuple[Party, Level, str] | None


def _standing_effect(withdrawn: events.EscalationWithdrawn) -> _Told:
    if withdrawn.effect is None:
        return None
    subject = f"{withdrawn.deadline} L{withdrawn.level} was unfounded, {withdrawn.effect} was done"
    return Party.INSPECTION_LEAD, Level.L3, subject


def _unanswered(silent: events.EscalationUnanswered) -> _Told:
    whom = " (deputy)" if silent.deputy else ""
    subject = f"{silent.deadline} L{silent.level} stands unanswered{whom}"
    return silent.party, silent.level, subject


_ALARMS: dict[type[events.Body], Callable[[Any], _Told]] = {
    events.EscalationRaised: lambda e: (e.party, e.level, f"{e.deadline} L{e.level}"),
    events.EscalationUnanswered: _unanswered,
    events.PreShipmentRejected: lambda e: (
        Party.ENTERPRISE,
        Level.L2,
        f"pre-shipment file rejected: {e.reason}",
    ),
    events.SuspensionImposed: lambda e: (
        Party.ENTERPRISE,
        Level.L3,
        f"enterprise suspended: {e.reason}",
    ),
    events.ReturnBreached: lambda e: (
        Party.HAULIER,
        Level.L4,
        f"return not done in time, deposit called in; carrier {e.carrier} is put on notice",
    ),
    events.ReturnMismatched: lambda e: (
        Party.CHECKPOINT_OFFICER,
        Level.L3,
        f"a returned box does not match: {e.differs}",
    ),
    events.EmergencyRaised: lambda e: (
        Party.CHECKPOINT_OFFICER,
        Level.L3,
        f"emergency {e.danger}: {e.reason}",
    ),
    events.RespondersCalled: lambda e: (
        e.parties[0],
        Level.L4,
        f"responders take over: {e.reason}",
    ),
    events.DangerJoined: lambda e: (
        Party.CHECKPOINT_OFFICER,
        Level.L3,
        f"the emergency widens, {e.danger}: {e.reason}",
    ),
    events.RemovalPermitWithdrawn: lambda e: (
        Party.CHECKPOINT_OFFICER,
        Level.L3,
        f"stop at the gate, permit withdrawn: {e.reason}",
    ),
    events.RemovalWithheld: lambda e: (
        Party.INSPECTION_OFFICER,
        Level.L2,
        f"no permit to remove until it is decided: {e.reason}",
    ),
    events.DeclarationCancelled: lambda e: (
        Party.BROKER,
        Level.L2,
        f"declaration {e.entry_id or ''} cancelled: declare the goods anew",
    ),
    events.ManifestRefused: lambda e: (
        Party.BROKER,
        Level.L2,
        f"manifest refused, have it sent again: {e.reason}",
    ),
    events.LoadingRefused: lambda e: (
        Party.ENTERPRISE,
        Level.L2,
        f"the goods may not be loaded: {e.reason}",
    ),
    events.DischargeRefused: lambda e: (
        Party.CHECKPOINT_OFFICER,
        Level.L3,
        f"the goods may not be discharged: {e.reason}",
    ),
    events.EscalationWithdrawn: _standing_effect,
    events.EntryDatedBack: lambda e: (
        Party.INSPECTION_OFFICER,
        Level.L2,
        f"entered late, dated in time: {e.entry}; standing: {', '.join(e.deadlines)}",
    ),
    events.FactContradicted: lambda e: (
        Party.CHECKPOINT_OFFICER,
        Level.L2,
        f"contradiction: {e.fact}; known: {e.known}",
    ),
    events.FactNotUnderstood: lambda e: (
        Party.OPERATIONS,
        Level.L2,
        f"a message from {e.system} that nobody understands",
    ),
    events.FactAfterClosure: lambda e: (
        (Party.CHECKPOINT_OFFICER, Level.L2, f"after closure: {e.fact}") if e.unexpected else None
    ),
    events.CaseReferred: lambda e: (Party.DIVISION, Level.L3, f"referred to {e.to}: {e.reason}"),
    events.SupplierReviewRequested: lambda e: (
        Party.DIVISION,
        Level.L2,
        f"review supplier {e.supplier}, watch for re-entry: {e.reason}",
    ),
    events.GateRefused: lambda e: (
        Party.HAULIER,
        Level.L2,
        f"the gate refuses trip {e.trip_no} until the lock is looked at: {e.reason}",
    ),
    events.FleetStopped: lambda e: (
        Party.HAULIER,
        Level.L3,
        f"no truck of {e.haulier} leaves: {e.reason}",
    ),
    events.FleetResumed: lambda e: (
        Party.HAULIER,
        Level.L1,
        f"trucks of {e.haulier} may leave again: {e.reason}",
    ),
    events.ResultDisputed: lambda e: (
        Party.INSPECTION_LEAD,
        Level.L2,
        f"the enterprise disputes the result: {e.reason}",
    ),
    events.ReturnApplied: lambda e: (
        Party.INSPECTION_LEAD,
        Level.L2,
        f"the enterprise asks to send the goods back: {e.reason}",
    ),
    events.LabResultReceived: lambda e: (
        (
            Party.INSPECTION_OFFICER,
            Level.L2,
            f"report {e.report_no} is not adopted, {e.issuer} is not listed",
        )
        if e.unlisted
        else None
    ),
    events.ReadingsQuestioned: lambda e: (
        Party.INSPECTION_OFFICER,
        Level.L2,
        f"report {e.report_no} on {e.sample_no}: {e.readings}",
    ),
    events.IncidentOnRoad: lambda e: (
        Party.CHECKPOINT_OFFICER,
        Level.L2,
        f"{e.hindrance} on the road: {e.note}",
    ),
    events.CallUnanswered: lambda e: (
        Party.OPERATIONS,
        Level.L1,
        f"no answer to {e.call}: {e.reason}",
    ),
    events.CallAnswered: lambda e: (
        Party.OPERATIONS,
        Level.L1,
        f"{e.call} is answered at last",
    ),
    events.CancellationRequested: lambda e: (
        Party.OPERATIONS,
        Level.L2,
        f"somebody asked to cancel the workflow, supervision goes on: {e.reason}",
    ),
    events.CommandLapsed: lambda e: (
        e.party,
        Level.L3,
        f"{e.verb} of {e.officer} was accepted and does not hold, give it again: {e.refusal}",
    ),
    events.CallFailed: lambda e: (
        Party.OPERATIONS,
        Level.L2,
        f"call {e.call} failed: {e.reason}",
    ),
}


def _also(body: events.Body) -> tuple[Party, ...]:
    match body:
        case events.EscalationRaised():
            return body.also
        case events.CancellationRequested():
            return (Party.INSPECTION_LEAD,)
        case events.CommandLapsed() if body.party is not Party.OPERATIONS:
            return (Party.OPERATIONS,)
        case events.PreShipmentRejected() | events.LoadingRefused():
            return (Party.BROKER,)
        case events.ManifestRefused():
            return (Party.ENTERPRISE,)
        case events.DischargeRefused():
            return (Party.ENTERPRISE, Party.BROKER)
        case events.RespondersCalled():
            return body.parties[1:]
        case _:
            return ()


def said_by(body: events.Body) -> dict[str, str]:
    """What an event says in plain words: its filled fields, without what came raw."""
    said = body.model_dump(mode="json", exclude={"type", "raw"}, exclude_none=True)
    plain = {name: value for name, value in said.items() if not isinstance(value, dict)}
    return {name: _plain(value)[:LONGEST] for name, value in plain.items()}


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def alarms_of(event: Event) -> tuple[Alarm, ...]:
    """The alarm of an event, if it is one that people must hear of."""
    row = _ALARMS.get(type(event.body))
    told = row(event.body) if row else None
    if told is None:
        return ()
    party, level, subject = told
    also = _also(event.body)
    return tuple(
        Alarm(
            key=str(event.id) if number == 0 else f"{event.id}:{each}",
            party=each,
            level=level,
            subject=subject[:LONGEST],
            box=event.box,
            at=event.occurred_at,
            kind=event.body.type,
            said=said_by(event.body),
        )
        for number, each in enumerate((party, *also))
    )
