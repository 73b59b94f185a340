"""In the port every box is measured and scanned, and permitted to leave."""

from datetime import datetime

from models import events, messages
from models.decisions import refusals
from models.decisions.draft import Decided
from models.decisions.guards import contradiction, given_reason, need
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import emergency, fall_back, responders
from models.language import listed
from models.measurement import UNCLEAR, described, read
from models.parameters import DOSE_RATE
from models.state import State, mark_key
from models.terms import Cause, Check, Course, Danger, Suspicion, Triage, Verdict


def _triage(state: State, command: messages.TriageAlarm, _: datetime) -> Decided:
    box = state.boxes[command.box]
    need(box.radiation is Check.ALARM, refusals.NO_ALARM, box=command.box)
    need(box.triage is not Triage.SOURCE, refusals.SOURCE_FOUND, box=command.box)
    fitting = [row.code for row in state.rules.triage if row.verdict is command.verdict]
    need(
        not command.outcome or command.outcome in fitting,
        refusals.OUTCOME_UNFIT,
        outcome=command.outcome,
        verdict=command.verdict,
        fitting=listed(fitting),
    )
    return [
        events.AlarmTriaged(
            box=command.box, verdict=command.verdict, note=command.note, outcome=command.outcome
        ),
    ]


def _resume(state: State, command: messages.ResumeRemoval, _: datetime) -> Decided:
    waits = state.boxes[command.box].withheld and state.course is Course.PILOT
    need(waits, refusals.NO_PERMIT_WITHDRAWN, box=command.box)
    reason = given_reason(command.reason)
    return [events.RemovalResumed(box=command.box, reason=reason, officer=command.officer)]


def _removal_answered(state: State, step: messages.RemovalAnswered, __: datetime) -> Decided:
    """A permit that was asked for before its box had to wait is taken back at once."""
    if step.refusal is not None:
        refused = events.RemovalRefused(box=step.box, reason=step.refusal)
        return [refused, events.CallFailed(call=step.visit, reason=step.refusal)]
    permitted = events.RemovalPermitted(box=step.box, permit_no=step.permit_no)
    if not state.boxes[step.box].withheld:
        return [permitted]
    taken_back = events.RemovalPermitWithdrawn(
        box=step.box,
        permit_no=step.permit_no,
        reason="an inspection was ordered while the permit was asked for",
        until_decided=True,
    )
    return [permitted, taken_back]


def _portal_reading(state: State, fact: messages.PortalReading, at: datetime) -> Decided:
    """The values count as well as the verdict of the portal, and the worse of the two decides."""
    taken = messages.Measurement(
        parameter=DOSE_RATE,
        value=fact.dose_rate,
        unit="µSv/h",
        instrument=fact.portal_id,
        box=fact.box,
        background=fact.background,
    )
    (reading,) = read([taken], state.registration, at)
    strong = reading.verdict in {Verdict.OVER, *UNCLEAR}
    neutrons = fact.neutrons > state.rules.radiation.neutrons_above
    measured = events.RadiationMeasured(
        box=fact.box,
        result=Check.ALARM if strong or neutrons else fact.result,
        reported=fact.result,
        reading=reading,
        portal_id=fact.portal_id,
        dose_rate=fact.dose_rate,
        background=fact.background,
        neutrons=fact.neutrons,
    )
    if measured.result is fact.result:
        return [measured]
    found = [*([described(reading)] if strong else []), *([_counts(fact)] if neutrons else [])]
    known = f"portal {fact.portal_id} reported {fact.result}, yet measured {'; '.join(found)}"
    return [measured, contradiction(fact.type, known, fact.box)]


def _counts(fact: messages.PortalReading | events.RadiationMeasured) -> str:
    return f"neutrons {fact.neutrons}/s"


def _portal(_: State, after: State, body: events.RadiationMeasured, __: datetime) -> Bodies:
    if body.result is Check.PASSED:
        return []
    reason = f"portal {body.portal_id} measured {body.dose_rate} µSv/h"
    return [*emergency(after, Danger.RADIATION, body.box, reason), *_too_strong(after, body)]


def _too_strong(state: State, body: events.RadiationMeasured) -> Bodies:
    level = state.rules.safety_level_usv_h
    if body.dose_rate < level and not body.neutrons:
        return []
    neutrons = f", {_counts(body)}" if body.neutrons else ""
    why = f"{body.dose_rate} µSv/h{neutrons}; safety level {level} µSv/h"
    return responders(state, body.box, why)


_DOSE_RATE = "NC-01"
"""All that the portal itself has shown of a source that nobody named."""


def _source(_: State, after: State, body: events.AlarmTriaged, __: datetime) -> Bodies:
    """What it proved to be decides the reason."""
    if body.verdict is not Triage.SOURCE:
        return []
    reasons = {row.code: row.reason for row in after.rules.triage}
    found = events.NonconformanceRaised(
        reason=reasons.get(body.outcome) or _DOSE_RATE,
        status=Suspicion.CONFIRMED,
        box=body.box,
        note=body.note,
    )
    return [found]


def _scan(_: State, __: State, body: events.MachineInspected, ___: datetime) -> Bodies:
    if body.result is Check.PASSED:
        return []
    suspected = events.NonconformanceRaised(
        reason=body.suspects, status=Suspicion.SUSPECTED, box=body.box, note=f"scan {body.scan_id}"
    )
    return [suspected]


_ENDED = {
    "removal-permit-withdrawn": ("SV-10", "left although its permit to remove had been withdrawn"),
    "removal-permit-lapsed": ("SV-07", "left after its permit to remove had lapsed"),
}
"""What ends a permit, and the breach of leaving after that."""


def unpermitted(before: State, body: events.GatedOut, at: datetime) -> Bodies:
    """No permit to remove was in force when a box left; one that was taken back weighs more."""
    given = before.marks.get(mark_key("removal-permitted", body.box))
    if given is None or at < given.at:
        note = "left without a permit to remove"
        return [events.ViolationRecorded(code="SV-07", box=body.box, note=note)]
    ends = ((before.marks.get(mark_key(kind, body.box)), row) for kind, row in _ENDED.items())
    return [
        events.ViolationRecorded(code=code, box=body.box, note=note)
        for ended, (code, note) in ends
        if ended is not None and given.at < ended.at < at
    ]


def _offline(_: State, after: State, body: events.PortalWentOffline, __: datetime) -> Bodies:
    if after.boxes[body.box].radiation is not None:
        return []
    return fall_back(after, Cause.PORTAL_OFFLINE, f"portal {body.portal_id} is offline")


RULES = Rules(
    heard={
        messages.PortalReading: _portal_reading,
    },
    again={
        messages.ScanVerdict: lambda f: events.MachineInspected(
            box=f.box, result=f.result, scan_id=f.scan_id, suspects=f.suspects
        ),
        messages.PortalOutage: lambda f: events.PortalWentOffline(box=f.box, portal_id=f.portal_id),
    },
    verbs={
        messages.TriageAlarm: _triage,
        messages.ResumeRemoval: _resume,
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
