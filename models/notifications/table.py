"""Table: which events notify whom, at which level."""

from collections.abc import Callable
from typing import Any

from models.arrival.events import ModeDecided, SelectionExtended
from models.arrival.remedies import remedies
from models.deadlines.events import (
    EntryDatedBack,
    EscalationRaised,
    EscalationUnanswered,
    EscalationWithdrawn,
)
from models.declaration.events import (
    DeclarationCancelled,
    DischargeRefused,
    LoadingRefused,
    ManifestRefused,
)
from models.disposal.events import DestructionSupervised, ResultDisputed
from models.emergency.events import DangerJoined, EmergencyRaised, RespondersCalled
from models.inspection.events import (
    CapacityShort,
    InspectionRequested,
    RequirementsWaived,
    RiskLevelsWorsened,
    UnloadingPermitWithdrawn,
)
from models.kernel.enterprise_terms import Resource
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.notification import LONGEST, Notification, said_by
from models.kernel.terms import EscalationLevel, Party
from models.laboratory.events import LabResultReceived, ReadingsQuestioned
from models.port.events import RemovalPermitWithdrawn, RemovalWithheld
from models.pre_shipment.events import PreShipmentRejected
from models.returns.events import (
    ReturnApplied,
    ReturnBreached,
    ReturnMismatched,
    ReturnTransportCalledOff,
    SupplierReviewRequested,
)
from models.risk.supplier_stream import PinnedLevel
from models.supervision.events import (
    ENVELOPE,
    GRAVE,
    CallAnswered,
    CallFailed,
    CallUnanswered,
    CancellationRequested,
    CaseReferred,
    ClockDoubted,
    CommandLapsed,
    FactAfterClosure,
    FactContradicted,
    FactNotUnderstood,
    FactRetracted,
    PaperContradicted,
    PermittedOnPaper,
    SuspensionImposed,
    ViolationRecorded,
)
from models.transport.events import (
    ArrivedOutOfHours,
    FleetResumed,
    FleetStopped,
    GateBarred,
    GateRefused,
    GateReopened,
    IncidentOnRoad,
)

_Told = tuple[Party, EscalationLevel, str] | None


def _reached(said: EscalationRaised | EscalationUnanswered | EscalationWithdrawn) -> str:
    """The deadline, the danger that it is about if one, and the level."""
    return " ".join(filter(None, (said.deadline, said.danger, f"L{said.level}")))


def _standing_effect(withdrawn: EscalationWithdrawn) -> _Told:
    if withdrawn.effect is None:
        return None
    subject = f"{_reached(withdrawn)} was unfounded, {withdrawn.effect} was done"
    return Party.INSPECTION_LEAD, EscalationLevel.L3, subject


def _after_closure(late: FactAfterClosure) -> _Told:
    """No clock of the consignment runs any more: of a danger those hear who may end it."""
    if late.danger is not None:
        subject = f"after closure, {late.danger}: {late.fact}"
        return Party.CHECKPOINT_CHIEF, EscalationLevel.L4, subject
    told = (Party.CHECKPOINT_OFFICER, EscalationLevel.L2, f"after closure: {late.fact}")
    return told if late.unexpected else None


def _unanswered(silent: EscalationUnanswered) -> _Told:
    whom = " (deputy)" if silent.deputy else ""
    subject = f"{_reached(silent)} stands unanswered{whom}"
    return silent.party, silent.level, subject


def _more_to_inspect(extended: SelectionExtended) -> _Told:
    joined = ", ".join(dict.fromkeys((*extended.opened, *extended.emptied)))
    return Party.INSPECTION_OFFICER, EscalationLevel.L2, f"more boxes to inspect: {joined}"


def _not_there(record: DestructionSupervised) -> _Told:
    """Goods that were to be destroyed and are not there: somebody else hears of it."""
    if not record.shortfall:
        return None
    subject = f"{record.weight_kg} kg destroyed, the rest is not there: {record.shortfall}"
    return Party.INSPECTION_LEAD, EscalationLevel.L3, subject


def _unanswering(report: LabResultReceived) -> _Told:
    """A report that leaves its sample waiting for another one."""
    if not (report.unlisted or report.empty):
        return None
    why = f"is not adopted, {report.issuer} is not listed" if report.unlisted else "has no reading"
    return Party.INSPECTION_OFFICER, EscalationLevel.L2, f"report {report.report_no} {why}"


def _no_room(short: CapacityShort) -> _Told:
    """Whoever may book another day, keep the truck back, choose another laboratory."""
    taken = "nobody says how much is taken" if short.taken is None else f"{short.taken} taken"
    subject = f"no room, {short.resource} of {short.holder}: {taken} of {short.holds}"
    return Party.INSPECTION_OFFICER, EscalationLevel.L2, subject


def _no_pilot(decided: ModeDecided) -> _Told:
    """Whoever can see to it that the next goods come in the pilot."""
    ways = remedies(decided.causes)
    if not ways:
        return None
    subject = f"traditional mode: {', '.join(decided.causes)}"
    return ways[0].party, EscalationLevel.L2, subject


def _doubted(doubt: ClockDoubted) -> _Told:
    """A time in a fact has a consequence of its own; a clock is told of once."""
    subject = f"{doubt.system}: {doubt.field} of {doubt.fact} cannot be {doubt.claimed.isoformat()}"
    if doubt.field != ENVELOPE:
        return Party.INSPECTION_OFFICER, EscalationLevel.L2, subject
    return (Party.OPERATIONS, EscalationLevel.L1, subject) if doubt.first else None


_ALARMS: dict[type[Body], Callable[[Any], _Told]] = {
    EscalationRaised: lambda e: (e.party, e.level, _reached(e)),
    EscalationUnanswered: _unanswered,
    ModeDecided: _no_pilot,
    PreShipmentRejected: lambda e: (
        Party.ENTERPRISE,
        EscalationLevel.L2,
        f"pre-shipment file rejected: {e.reason}",
    ),
    SuspensionImposed: lambda e: (
        Party.ENTERPRISE,
        EscalationLevel.L3,
        f"enterprise suspended: {e.reason}",
    ),
    ReturnBreached: lambda e: (
        Party.HAULIER,
        EscalationLevel.L4,
        f"return not done in time, deposit called in; carrier {e.carrier} is put on notice",
    ),
    ReturnMismatched: lambda e: (
        Party.CHECKPOINT_OFFICER,
        EscalationLevel.L3,
        f"a returned box does not match: {e.differs}",
    ),
    EmergencyRaised: lambda e: (
        Party.CHECKPOINT_OFFICER,
        EscalationLevel.L3,
        f"emergency {e.danger}: {e.reason}",
    ),
    RespondersCalled: lambda e: (
        e.parties[0],
        EscalationLevel.L4,
        f"responders take over: {e.reason}",
    ),
    DangerJoined: lambda e: (
        Party.CHECKPOINT_OFFICER,
        EscalationLevel.L3,
        f"the emergency widens, {e.danger}: {e.reason}",
    ),
    RemovalPermitWithdrawn: lambda e: (
        Party.CHECKPOINT_OFFICER,
        EscalationLevel.L3,
        f"stop at the gate, permit withdrawn: {e.reason}",
    ),
    RemovalWithheld: lambda e: (
        Party.INSPECTION_OFFICER,
        EscalationLevel.L2,
        f"no permit to remove until it is decided: {e.reason}",
    ),
    DeclarationCancelled: lambda e: (
        Party.BROKER,
        EscalationLevel.L2,
        f"declaration {e.entry_id or ''} cancelled: declare the goods anew",
    ),
    ManifestRefused: lambda e: (
        Party.BROKER,
        EscalationLevel.L2,
        f"manifest refused, have it sent again: {e.reason}",
    ),
    LoadingRefused: lambda e: (
        Party.ENTERPRISE,
        EscalationLevel.L2,
        f"the goods may not be loaded: {e.reason}",
    ),
    DischargeRefused: lambda e: (
        Party.CHECKPOINT_OFFICER,
        EscalationLevel.L3,
        f"the goods may not be discharged: {e.reason}",
    ),
    EscalationWithdrawn: _standing_effect,
    EntryDatedBack: lambda e: (
        Party.INSPECTION_OFFICER,
        EscalationLevel.L2,
        f"entered late, dated in time: {e.entry}; standing: {', '.join(e.deadlines)}",
    ),
    FactContradicted: lambda e: (
        Party.CHECKPOINT_OFFICER,
        EscalationLevel.L2,
        f"contradiction: {e.fact}; known: {e.known}",
    ),
    FactRetracted: lambda e: (
        Party.INSPECTION_LEAD,
        EscalationLevel.L2,
        f"{e.fact} is taken back by {e.officer}: {e.reason}",
    ),
    PermittedOnPaper: lambda e: (
        Party.OPERATIONS,
        EscalationLevel.L1,
        f"{e.permission} on paper {e.paper} by {e.officer}: {e.reason}",
    ),
    PaperContradicted: lambda e: (
        Party.INSPECTION_LEAD,
        EscalationLevel.L3,
        f"paper {e.paper} says {e.permission}, the system says otherwise: {e.answer}",
    ),
    FactNotUnderstood: lambda e: (
        Party.OPERATIONS,
        EscalationLevel.L2,
        f"a message from {e.system} that nobody understands",
    ),
    ClockDoubted: _doubted,
    FactAfterClosure: _after_closure,
    CaseReferred: lambda e: (Party.DIVISION, EscalationLevel.L3, f"referred to {e.to}: {e.reason}"),
    SupplierReviewRequested: lambda e: (
        Party.DIVISION,
        EscalationLevel.L2,
        f"review supplier {e.supplier}, watch for re-entry: {e.reason}",
    ),
    ArrivedOutOfHours: lambda e: (
        Party.ENTERPRISE,
        EscalationLevel.L2,
        f"box {e.box} stands before the gate outside the receiving hours {e.hours}",
    ),
    CapacityShort: _no_room,
    RiskLevelsWorsened: lambda e: (
        Party.INSPECTION_OFFICER,
        EscalationLevel.L2,
        f"supplier {e.supplier}: {e.before} -> {e.after}, {e.why}; {e.others} other pairs",
    ),
    GateRefused: lambda e: (
        Party.HAULIER,
        EscalationLevel.L2,
        f"the gate refuses trip {e.trip_no} until the lock is looked at: {e.reason}",
    ),
    GateBarred: lambda e: (
        Party.HAULIER,
        EscalationLevel.L3,
        f"no gate lets the box out: {e.reason}",
    ),
    GateReopened: lambda e: (
        Party.HAULIER,
        EscalationLevel.L1,
        f"the gate is open to the box again: {e.reason}",
    ),
    ReturnTransportCalledOff: lambda e: (
        Party.HAULIER,
        EscalationLevel.L3,
        f"trip {e.trip_no} back to the port is called off: {e.reason}",
    ),
    UnloadingPermitWithdrawn: lambda e: (
        Party.ENTERPRISE,
        EscalationLevel.L3,
        f"the box must stay shut, permission withdrawn: {e.reason}",
    ),
    ViolationRecorded: lambda e: (
        (Party.CHECKPOINT_OFFICER, EscalationLevel.L3, f"grave breach {e.code}: {e.note}")
        if e.grade == GRAVE
        else None
    ),
    FleetStopped: lambda e: (
        Party.HAULIER,
        EscalationLevel.L3,
        f"no truck of {e.haulier} leaves: {e.reason}",
    ),
    FleetResumed: lambda e: (
        Party.HAULIER,
        EscalationLevel.L1,
        f"trucks of {e.haulier} may leave again: {e.reason}",
    ),
    ResultDisputed: lambda e: (
        Party.INSPECTION_LEAD,
        EscalationLevel.L2,
        f"the enterprise disputes the result: {e.reason}",
    ),
    InspectionRequested: lambda e: (
        Party.INSPECTION_OFFICER,
        EscalationLevel.L2,
        f"the enterprise asks for an inspection: {e.reason}",
    ),
    ReturnApplied: lambda e: (
        Party.INSPECTION_LEAD,
        EscalationLevel.L2,
        f"the enterprise asks to send the goods back: {e.reason}",
    ),
    LabResultReceived: _unanswering,
    DestructionSupervised: _not_there,
    RequirementsWaived: lambda e: (
        Party.DIVISION,
        EscalationLevel.L2,
        f"{e.officer} goes without {', '.join(e.requirements)}: {e.reason}",
    ),
    SelectionExtended: _more_to_inspect,
    ReadingsQuestioned: lambda e: (
        Party.INSPECTION_OFFICER,
        EscalationLevel.L2,
        f"report {e.report_no} on {e.sample_no}: {e.readings}",
    ),
    IncidentOnRoad: lambda e: (
        Party.CHECKPOINT_OFFICER,
        EscalationLevel.L2,
        f"{e.hindrance} on the road: {e.note}",
    ),
    CallUnanswered: lambda e: (
        Party.OPERATIONS,
        EscalationLevel.L1,
        f"no answer to {e.call}: {e.reason}",
    ),
    CallAnswered: lambda e: (
        Party.OPERATIONS,
        EscalationLevel.L1,
        f"{e.call} is answered at last",
    ),
    CancellationRequested: lambda e: (
        Party.OPERATIONS,
        EscalationLevel.L2,
        f"somebody asked to cancel the workflow, supervision goes on: {e.reason}",
    ),
    CommandLapsed: lambda e: (
        e.party,
        EscalationLevel.L3,
        f"{e.verb} of {e.officer} was accepted and does not hold, give it again: {e.refusal}",
    ),
    CallFailed: lambda e: (
        Party.OPERATIONS,
        EscalationLevel.L2,
        f"call {e.call} failed: {e.reason}",
    ),
}


_ALSO: dict[type[Body], tuple[Party, ...]] = {
    ArrivedOutOfHours: (Party.CHECKPOINT_OFFICER,),
    CancellationRequested: (Party.INSPECTION_LEAD,),
    PreShipmentRejected: (Party.BROKER,),
    LoadingRefused: (Party.BROKER,),
    ManifestRefused: (Party.ENTERPRISE,),
    DestructionSupervised: (Party.DIVISION,),
    DischargeRefused: (Party.ENTERPRISE, Party.BROKER),
    GateBarred: (Party.TERMINAL, Party.ENTERPRISE),
    GateReopened: (Party.TERMINAL, Party.ENTERPRISE),
    ReturnTransportCalledOff: (Party.ENTERPRISE,),
    RequirementsWaived: (Party.INSPECTION_LEAD,),
    RiskLevelsWorsened: (Party.ENTERPRISE,),
    SuspensionImposed: (Party.INSPECTION_OFFICER,),
    UnloadingPermitWithdrawn: (Party.INSPECTION_OFFICER,),
    ViolationRecorded: (Party.INSPECTION_OFFICER,),
}
"""Who hears of it besides, where the event itself does not say so."""


_OF_RESOURCE: dict[Resource, tuple[Party, ...]] = {
    Resource.BAYS: (Party.ENTERPRISE, Party.CHECKPOINT_OFFICER),
    Resource.BOXES_A_DAY: (Party.ENTERPRISE,),
    Resource.LABORATORY: (Party.LABORATORY,),
}
"""Whose place is full, and who sends trucks there."""


def _also(body: Body) -> tuple[Party, ...]:
    match body:
        case EscalationRaised():
            return body.also
        case PaperContradicted():
            return (Party.CHECKPOINT_OFFICER, Party.OPERATIONS)
        case FactRetracted():
            # Whoever acted upon it or was told of it, and whoever must decide now.
            concerned = dict.fromkeys((*body.told, *(act.party for act in body.acts)))
            return tuple(each for each in concerned if each is not Party.INSPECTION_LEAD)
        case CapacityShort():
            return _OF_RESOURCE[body.resource]
        case CommandLapsed() if body.party is not Party.OPERATIONS:
            return (Party.OPERATIONS,)
        case FactAfterClosure() if body.danger is not None:
            return (Party.CHECKPOINT_OFFICER, Party.DIVISION)
        case ModeDecided():
            return tuple(dict.fromkeys(way.party for way in remedies(body.causes)))[1:]
        case RespondersCalled():
            return body.parties[1:]
        case SelectionExtended(assessment=PinnedLevel()):
            return (Party.ENTERPRISE,)
        case _:
            return _ALSO.get(type(body), ())


def notifications_of(event: Event) -> tuple[Notification, ...]:
    """The alarm of an event, if it is one that people must hear of."""
    row = _ALARMS.get(type(event.body))
    told = row(event.body) if row else None
    if told is None:
        return ()
    party, level, subject = told
    also = _also(event.body)
    return tuple(
        Notification(
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
