"""Which events of an enterprise people must be told about at once, and whom: a table."""

from collections.abc import Callable
from typing import Any

from models.enterprise import events
from models.kernel.enterprise_terms import AuditVerdict
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.notification import LONGEST, Notification, said_by
from models.kernel.terms import EscalationLevel, Party

_Told = list[tuple[Party, EscalationLevel, str]]


def _inadequate(what: Callable[[Any], str]) -> Callable[[Any], _Told]:
    """An inadequate one only."""

    def told(body: Any) -> _Told:  # noqa: ANN401 - any event with a verdict
        if body.verdict is AuditVerdict.ADEQUATE:
            return []
        return [(Party.ENTERPRISE, EscalationLevel.L2, f"{what(body)} is inadequate: {body.note}")]

    return told


def _suspended(body: events.EnterpriseSuspended) -> _Told:
    subject = f"the pilot is suspended ({body.ground}): {body.reason}"
    return [
        (Party.ENTERPRISE, EscalationLevel.L3, subject),
        (Party.DIVISION, EscalationLevel.L3, subject),
    ]


def _removed(body: events.EnterpriseRemoved) -> _Told:
    subject = f"removed from the pilot: {body.reason}"
    return [
        (Party.ENTERPRISE, EscalationLevel.L4, subject),
        (Party.DIVISION_LEAD, EscalationLevel.L4, subject),
    ]


def _lapsed(body: events.EnterpriseCommandLapsed) -> _Told:
    subject = f"{body.verb} of {body.officer} was accepted and does not hold, give it again"
    whom = dict.fromkeys((body.party, Party.OPERATIONS))
    return [(party, EscalationLevel.L3, f"{subject}: {body.refusal}") for party in whom]


def _cancelled(body: events.EnterpriseCancellationRequested) -> _Told:
    subject = f"somebody asked to cancel the workflow, the page stays open: {body.reason}"
    return [(party, EscalationLevel.L2, subject) for party in (Party.OPERATIONS, Party.DIVISION)]


def _escalated(body: events.EnterpriseEscalated) -> _Told:
    unheard = f", no answer from {', '.join(body.silent)}" if body.silent else ""
    return [(body.party, body.level, f"{body.deadline} L{body.level}{unheard}")]


def _reported(body: events.EnterpriseDutyReported) -> _Told:
    subject = f"{body.deadline} was done by the record of {body.system}, enter it: {body.number}"
    return [(Party.INSPECTION_OFFICER, EscalationLevel.L1, subject)]


_ALARMS: dict[type[Body], Callable[[Any], _Told]] = {
    events.EnterpriseEscalated: _escalated,
    events.EnterpriseDutyReported: _reported,
    events.SiteChecked: _inadequate(lambda _: "the site"),
    events.InstitutionAudited: _inadequate(lambda e: f"institution {e.institution}"),
    events.EnterpriseAudited: _inadequate(lambda _: "the annual audit"),
    events.StockReconciled: _inadequate(
        lambda e: f"the stock ({e.counted_kg} kg counted, {e.book_kg} kg in the books)"
    ),
    events.EnterpriseWarned: lambda e: [
        (Party.ENTERPRISE, EscalationLevel.L2, f"warned: {e.reason}")
    ],
    events.EnterpriseSuspended: _suspended,
    events.EnterpriseReinstated: lambda e: [
        (Party.ENTERPRISE, EscalationLevel.L1, f"reinstated: {e.reason}")
    ],
    events.EnterpriseRemoved: _removed,
    events.EnterpriseCancellationRequested: _cancelled,
    events.EnterpriseCommandLapsed: _lapsed,
    events.StandingCarried: lambda e: (
        [(Party.OPERATIONS, EscalationLevel.L3, f"not told of it: {', '.join(e.unreached)}")]
        if e.unreached
        else []
    ),
    events.EnterpriseViolationNoted: lambda e: [
        (
            Party.INSPECTION_OFFICER,
            EscalationLevel.L2,
            ": ".join(filter(None, (f"{e.code} of {e.consignment}", e.note))),
        )
    ],
}


def notifications_of(event: Event) -> tuple[Notification, ...]:
    """The alarms of an event; each has a key of its own."""
    row = _ALARMS.get(type(event.body))
    told = row(event.body) if row else []
    return tuple(
        Notification(
            key=f"{event.id}/{party}",
            party=party,
            level=level,
            subject=subject[:LONGEST],
            box=None,
            at=event.occurred_at,
            kind=event.body.type,
            said=said_by(event.body),
        )
        for party, level, subject in told
    )
