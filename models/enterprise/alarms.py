"""Which events of an enterprise people must be told about at once, and whom: a table."""

from collections.abc import Callable
from typing import Any

from models.alarms import LONGEST, said_by
from models.enterprise import events
from models.enterprise.terms import Verdict
from models.events import Body
from models.record import Event
from models.state import Alarm
from models.terms import Level, Party

_Told = list[tuple[Party, Level, str]]


def _inadequate(what: Callable[[Any], str]) -> Callable[[Any], _Told]:
    """An inadequate one only."""

    def told(body: Any) -> _Told:  # noqa: ANN401 - any event with a verdict
        if body.verdict is Verdict.ADEQUATE:
            return []
        return [(Party.ENTERPRISE, Level.L2, f"{what(body)} is inadequate: {body.note}")]

    return told


def _suspended(body: events.EnterpriseSuspended) -> _Told:
    subject = f"the pilot is suspended ({body.ground}): {body.reason}"
    return [(Party.ENTERPRISE, Level.L3, subject), (Party.DIVISION, Level.L3, subject)]


def _removed(body: events.EnterpriseRemoved) -> _Told:
    subject = f"removed from the pilot: {body.reason}"
    return [(Party.ENTERPRISE, Level.L4, subject), (Party.DIVISION_LEAD, Level.L4, subject)]


def _lapsed(body: events.EnterpriseCommandLapsed) -> _Told:
    subject = f"{body.verb} of {body.officer} was accepted and does not hold, give it again"
    whom = dict.fromkeys((body.party, Party.OPERATIONS))
    return [(party, Level.L3, f"{subject}: {body.refusal}") for party in whom]


def _cancelled(body: events.EnterpriseCancellationRequested) -> _Told:
    subject = f"somebody asked to cancel the workflow, the page stays open: {body.reason}"
    return [(party, Level.L2, subject) for party in (Party.OPERATIONS, Party.DIVISION)]


_ALARMS: dict[type[Body], Callable[[Any], _Told]] = {
    events.EnterpriseEscalated: lambda e: [(e.party, e.level, f"{e.deadline} L{e.level}")],
    events.SiteChecked: _inadequate(lambda _: "the site"),
    events.InstitutionAudited: _inadequate(lambda e: f"institution {e.institution}"),
    events.EnterpriseAudited: _inadequate(lambda _: "the annual audit"),
    events.StockReconciled: _inadequate(
        lambda e: f"the stock ({e.counted_kg} kg counted, {e.book_kg} kg in the books)"
    ),
    events.EnterpriseWarned: lambda e: [(Party.ENTERPRISE, Level.L2, f"warned: {e.reason}")],
    events.EnterpriseSuspended: _suspended,
    events.EnterpriseReinstated: lambda e: [
        (Party.ENTERPRISE, Level.L1, f"reinstated: {e.reason}")
    ],
    events.EnterpriseRemoved: _removed,
    events.EnterpriseCancellationRequested: _cancelled,
    events.EnterpriseCommandLapsed: _lapsed,
    events.StandingCarried: lambda e: (
        [(Party.OPERATIONS, Level.L3, f"not told of it: {', '.join(e.unreached)}")]
        if e.unreached
        else []
    ),
    events.EnterpriseViolationNoted: lambda e: [
        (
            Party.INSPECTION_OFFICER,
            Level.L2,
            ": ".join(filter(None, (f"{e.code} of {e.consignment}", e.note))),
        )
    ],
}


def alarms_of(event: Event) -> tuple[Alarm, ...]:
    """The alarms of an event; each has a key of its own."""
    row = _ALARMS.get(type(event.body))
    told = row(event.body) if row else []
    return tuple(
        Alarm(
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
