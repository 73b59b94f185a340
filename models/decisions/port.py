"""In the port every box is measured and scanned, and permitted to leave."""

from datetime import datetime

from models import events, messages
from models.decisions.draft import Decided
from models.decisions.guards import need
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import emergency, fall_back, responders
from models.state import State
from models.terms import Cause, Check, Danger, Suspicion, Triage


def _triage(state: State, command: messages.TriageAlarm, _: datetime) -> Decided:
    box = state.boxes[command.box]
    need(box.radiation is Check.ALARM, f"box {command.box} has no portal alarm to judge")
    need(box.triage is not Triage.SOURCE, f"a source was found in box {command.box} already")
    fitting = [row.code for row in state.rules.triage if row.verdict is command.verdict]
    need(
        not command.outcome or command.outcome in fitting,
        f"{command.outcome} is no outcome of {command.verdict}; there are {', '.join(fitting)}",
    )
    return [
        events.AlarmTriaged(
            box=command.box, verdict=command.verdict, note=command.note, outcome=command.outcome
        ),
    ]


def _removal_answered(_: State, step: messages.RemovalAnswered, __: datetime) -> Decided:
    if step.refusal is not None:
        refused = events.RemovalRefused(box=step.box, reason=step.refusal)
        return [refused, events.CallFailed(call=step.visit, reason=step.refusal)]
    return [events.RemovalPermitted(box=step.box, permit_no=step.permit_no)]


def _portal(_: State, after: State, body: events.RadiationMeasured, __: datetime) -> Bodies:
    if body.result is Check.PASSED:
        return []
    reason = f"portal {body.portal_id} measured {body.dose_rate} µSv/h"
    return [*emergency(after, Danger.RADIATION, body.box, reason), *responders(after, body)]


def _source(_: State, after: State, body: events.AlarmTriaged, __: datetime) -> Bodies:
    if body.verdict is not Triage.SOURCE:
        return []
    found = events.NonconformanceRaised(
        reason="NC-01", status=Suspicion.CONFIRMED, box=body.box, note=body.note
    )
    return [found, *fall_back(after, Cause.RADIATION, "a source was found")]


def _scan(_: State, after: State, body: events.MachineInspected, __: datetime) -> Bodies:
    if body.result is Check.PASSED:
        return []
    suspected = events.NonconformanceRaised(
        reason="NC-07", status=Suspicion.SUSPECTED, box=body.box, note=f"scan {body.scan_id}"
    )
    return [suspected, *fall_back(after, Cause.FOREIGN_MATTER, "foreign matter in the image")]


def _offline(_: State, after: State, body: events.PortalWentOffline, __: datetime) -> Bodies:
    if after.boxes[body.box].radiation is not None:
        return []
    return fall_back(after, Cause.PORTAL_OFFLINE, f"portal {body.portal_id} is offline")


RULES = Rules(
    again={
        messages.PortalReading: lambda f: events.RadiationMeasured(
            box=f.box,
            result=f.result,
            portal_id=f.portal_id,
            dose_rate=f.dose_rate,
            background=f.background,
            neutrons=f.neutrons,
        ),
        messages.ScanVerdict: lambda f: events.MachineInspected(
            box=f.box, result=f.result, scan_id=f.scan_id
        ),
        messages.PortalOutage: lambda f: events.PortalWentOffline(box=f.box, portal_id=f.portal_id),
    },
    verbs={
        messages.TriageAlarm: _triage,
    },
    steps={
        messages.RemovalAnswered: _removal_answered,
    },
    follows={
        events.RadiationMeasured: _portal,
        events.AlarmTriaged: _source,
        events.MachineInspected: _scan,
        events.PortalWentOffline: _offline,
    },
)
