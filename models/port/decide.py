"""In the port every box is measured and scanned, and permitted to leave."""

from datetime import datetime

from models.consignment.box import Box
from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import given_reason, left_in_traditional_mode, require
from models.consignment.pending_event import Decided
from models.consignment.permissions import ended_before, overlays_at, permit_at
from models.consignment.state import State
from models.emergency.consequences import emergency, responders
from models.inspection.events import NonconformanceRaised
from models.inspection.measurement import UNCLEAR, described, read
from models.kernel.codes import ReasonCode, ViolationCode
from models.kernel.language import listed
from models.kernel.measured import Measurement
from models.kernel.parameters import DOSE_RATE
from models.kernel.terms import (
    Cause,
    CheckResult,
    Danger,
    ProcessPhase,
    ReadingVerdict,
    Suspicion,
    Triage,
)
from models.port import texts
from models.port.events import (
    AlarmTriaged,
    MachineInspected,
    PortalWentOffline,
    RadiationMeasured,
    RemovalPermitted,
    RemovalRefused,
    RemovalResumed,
)
from models.port.messages import PortalReading, RemovalAnswered, ResumeRemoval, TriageAlarm
from models.supervision.consequences import contradiction, fall_back
from models.supervision.events import CallFailed, ViolationRecorded
from models.transport.events import GatedOut


def _triage(state: State, command: TriageAlarm, _: datetime) -> Decided:
    box = state.boxes[command.box]
    require(box.radiation is CheckResult.ALARM, texts.NO_ALARM, box=command.box)
    require(box.triage is not Triage.SOURCE, texts.SOURCE_FOUND, box=command.box)
    fitting = [row.code for row in state.rules.triage if row.verdict is command.verdict]
    require(
        not command.outcome or command.outcome in fitting,
        texts.OUTCOME_UNFIT,
        outcome=command.outcome,
        verdict=command.verdict,
        fitting=listed(fitting),
    )
    return [
        AlarmTriaged(
            box=command.box, verdict=command.verdict, note=command.note, outcome=command.outcome
        ),
    ]


def _resume(state: State, command: ResumeRemoval, _: datetime) -> Decided:
    waits = state.boxes[command.box].withheld and state.course is ProcessPhase.PILOT
    require(waits, texts.NO_PERMIT_WITHDRAWN, box=command.box)
    reason = given_reason(command.reason)
    return [RemovalResumed(box=command.box, reason=reason, officer=command.officer)]


def _removal_answered(_: State, step: RemovalAnswered, __: datetime) -> Decided:
    """What was given although something had come to speak against it does not stand for long."""
    refusal = step.refusal
    if refusal is None and not step.permit_no.strip():
        refusal = "clearance gave no number of a permit"
    if refusal is not None:
        refused = RemovalRefused(box=step.box, reason=refusal)
        return [refused, CallFailed(call=step.visit, reason=refusal)]
    return [RemovalPermitted(box=step.box, permit_no=step.permit_no)]


def _portal_reading(state: State, fact: PortalReading, at: datetime) -> Decided:
    """The values count as well as the verdict of the portal, and the worse of the two decides."""
    taken = Measurement(
        parameter=DOSE_RATE,
        value=fact.dose_rate,
        unit="µSv/h",
        instrument=fact.portal_id,
        box=fact.box,
        background=fact.background,
    )
    (reading,) = read([taken], state.registration, at)
    strong = reading.verdict in {ReadingVerdict.OVER, *UNCLEAR}
    neutrons = fact.neutrons > state.rules.radiation.neutrons_above
    measured = RadiationMeasured(
        box=fact.box,
        result=CheckResult.ALARM if strong or neutrons else fact.result,
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


def _counts(fact: PortalReading | RadiationMeasured) -> str:
    return f"neutrons {fact.neutrons}/s"


def _portal(_: State, after: State, body: RadiationMeasured, __: datetime) -> Bodies:
    if body.result is CheckResult.PASSED:
        return []
    reason = f"portal {body.portal_id} measured {body.dose_rate} µSv/h"
    return [*emergency(after, Danger.RADIATION, body.box, reason), *_too_strong(after, body)]


def _too_strong(state: State, body: RadiationMeasured) -> Bodies:
    level = state.rules.safety_level_usv_h
    if body.dose_rate < level and not body.neutrons:
        return []
    neutrons = f", {_counts(body)}" if body.neutrons else ""
    why = f"{body.dose_rate} µSv/h{neutrons}; safety level {level} µSv/h"
    return responders(state, body.box, why)


_DOSE_RATE = ReasonCode.RAD_DOSE_RATE
"""All that the portal itself has shown of a source that nobody named."""


def _source(_: State, after: State, body: AlarmTriaged, __: datetime) -> Bodies:
    """What it proved to be decides the reason."""
    if body.verdict is not Triage.SOURCE:
        return []
    reasons = {row.code: row.reason for row in after.rules.triage}
    found = NonconformanceRaised(
        reason=reasons.get(body.outcome) or _DOSE_RATE,
        status=Suspicion.CONFIRMED,
        box=body.box,
        note=body.note,
    )
    return [found]


def _scan(_: State, __: State, body: MachineInspected, ___: datetime) -> Bodies:
    if body.result is CheckResult.PASSED:
        return []
    suspected = NonconformanceRaised(
        reason=body.suspects or ReasonCode.PROHIBITED_WASTE,
        status=Suspicion.SUSPECTED,
        box=body.box,
        note=f"scan {body.scan_id}",
    )
    return [suspected]


def _left(before: State, after: State, body: GatedOut, at: datetime) -> Bodies:
    """Moved before it was permitted to be: a breach, and a box that nobody knows the way of."""
    if left_in_traditional_mode(before, at):
        return []
    box = before.boxes[body.box]
    if permit_at(box.permits, at) is not None:
        return []
    code, note = _breach(before, box, at)
    found: Bodies = [ViolationRecorded(code=code, box=body.box, note=note)]
    late = code is ViolationCode.WRONG_AT_GATE
    way_known = bool(box.permits) and (late or box.trip_no is not None)
    if way_known or after.boxes[body.box].arrived:
        return found
    return found + emergency(after, Danger.MISSING_BOX, body.box, note)


def _breach(state: State, box: Box, at: datetime) -> tuple[ViolationCode, str]:
    """A stop that lay over the box weighs more than a permit that was late, or not used in time."""
    if stopped := overlays_at(state, box, at):
        return ViolationCode.USED_EARLY, f"left under {', '.join(stopped)}"
    if not box.permits:
        return ViolationCode.USED_EARLY, "left the port without a permit"
    ended = ended_before(box.permits, at)
    if ended is None:
        return ViolationCode.WRONG_AT_GATE, "left without a permit to remove"
    if ended.lapsed:
        return ViolationCode.WRONG_AT_GATE, "left after its permit to remove had lapsed"
    note = f"left although its permit to remove had been withdrawn: {ended.why}"
    return ViolationCode.USED_EARLY, note


def _offline(_: State, after: State, body: PortalWentOffline, __: datetime) -> Bodies:
    if after.boxes[body.box].radiation is not None:
        return []
    return fall_back(after, Cause.PORTAL_OFFLINE, f"portal {body.portal_id} is offline")


RULES = Rules(
    by_state={
        PortalReading: _portal_reading,
    },
    repeatable=(
        MachineInspected,
        PortalWentOffline,
    ),
    commands={
        TriageAlarm: _triage,
        ResumeRemoval: _resume,
    },
    internal={
        RemovalAnswered: _removal_answered,
    },
    consequences={
        RadiationMeasured: _portal,
        AlarmTriaged: _source,
        MachineInspected: _scan,
        PortalWentOffline: _offline,
        GatedOut: _left,
    },
)
