"""What an operator reads first: the summary line, and the current details of a consignment.

Markdown lists, not tables: the Temporal UI gives tables no padding.
"""

from datetime import datetime

from models.calendar import CHINA
from models.labels import KINDS, PARTIES, PORT_STEPS, STAGES
from models.outlook import must_act, next_due, stage
from models.registration import Registration
from models.state import Deadline, Milestone, State
from models.terms import Course, PreShipment, Stage
from models.yard import step

_LIFT = (
    '{"role": "C1_CHIEF", "resolution": "RESUME", "reason": "…", "scene_cleared": true,'
    ' "expert_report": "…", "lessons": "…"}'
)


def summary(registration: Registration) -> str:
    """One line that names a consignment in a list."""
    tonnes = registration.net_weight_kg / 1000
    boxes = len(registration.boxes)
    return (
        f"{KINDS[registration.kind]} · {tonnes:.1f} t · {boxes} box{'es' if boxes > 1 else ''}"
        f" · {registration.origin} → {registration.discharge_port} · {registration.risk_level}"
    )


def local(at: datetime) -> str:
    """An instant as people at Ningbo read it."""
    return f"{at.astimezone(CHINA):%d %b %H:%M}"


def details(state: State) -> str:
    """Where is it, is anything wrong, who must act until when, what exactly to do."""
    head = f"**{STAGES[stage(state)]}** · {state.mode.value}{_port_step(state)}"
    # The server forgets the summary of a workflow that was continued as new: it stands here too.
    lines = [summary(state.registration), "", head, "", *_who(state), *_wrong(state)]
    lines += _drawn(state)
    lines += [_deadline(d) for d in state.deadlines.values() if d.open]
    lines += [f"- `{command}`" for command in _commands(state)]
    return "\n".join(lines)


def _port_step(state: State) -> str:
    waiting = state.course is Course.TRADITIONAL and stage(state) is Stage.PORT
    return f" · {PORT_STEPS[step(state)]}" if waiting else ""


def _drawn(state: State) -> list[str]:
    """Which boxes the inspector opens: drawn once."""
    drawn = state.selection
    if drawn is None or state.conforms or state.outcome is not None:
        return []
    sampled = f", sample {', '.join(drawn.sampled)}" if drawn.sampled else ""
    emptied = f", empty {', '.join(drawn.emptied)}" if drawn.emptied else ""
    return [f"- inspection: open {', '.join(drawn.opened)}{emptied}{sampled}"]


def _wrong(state: State) -> list[str]:
    found = [f"- ⚠ overlay **{overlay}**: deadlines are frozen" for overlay in state.overlays]
    if state.emergency is not None and not state.emergency.lifted:
        danger = state.emergency.danger
        found.append(f"- ⚠ emergency **{danger}**: {state.emergency.reason}")
        rule = state.rules.emergency(danger)
        found.append(f"- at once: {rule.at_once} {rule.at_once_zh}")
    differing = [b for b in state.boxes.values() if b.return_mismatch and not b.return_accepted]
    found += [f"- ⚠ returned box {b.number}: {b.return_mismatch}" for b in differing]
    found += [f"- ⚠ degraded: **{entered}** was entered by hand" for entered in state.by_hand]
    found += [f"- ⚠ {d.reason} {d.status} {d.box or ''}".rstrip() for d in state.defects]
    found += [f"- ⚠ call {call} failed: {why}" for call, why in state.failing_calls.items()]
    return found


def _who(state: State) -> list[str]:
    party, due = must_act(state), next_due(state)
    if party is None:
        return [f"- outcome **{state.outcome}**"]
    until = f", next escalation {local(due)}" if due else ""
    return [f"- must act: **{PARTIES[party]}**{until}"]


def _deadline(deadline: Deadline) -> str:
    rule, rung = deadline.rule, deadline.next
    where = f" {deadline.box}" if deadline.box else ""
    level = f", stands at L{deadline.level}" if deadline.level else ""
    if deadline.frozen_since is not None:
        return f"- {deadline.id} {rule.title}{where}: frozen{level}"
    then = f"L{rung.level} at {local(rung.due)}" if rung else "ladder exhausted"
    return f"- {deadline.id} {rule.title} {rule.title_zh}{where}: {then}{level}"


def _commands(state: State) -> list[str]:
    """The command that unblocks the consignment, ready to copy."""
    act = f"guomen act {state.registration.tracking_no}"
    if state.failing_calls:
        return [f"""{act} retry_call '{{"call": "{call}"}}'""" for call in state.failing_calls]
    if state.emergency is not None and not state.emergency.lifted:
        if state.emergency.acknowledged_by is None:
            return [f"{act} acknowledge_emergency"]
        return [f"{act} lift_emergency '{_LIFT}'"]
    withheld = [box.number for box in state.boxes.values() if box.withheld and not box.inland]
    if withheld and state.course is Course.PILOT:
        return [f"""{act} resume_removal '{{"box": "{box}", "reason": "…"}}'""" for box in withheld]
    if state.pre_shipment is PreShipment.SUBMITTED and state.course is Course.INBOUND:
        return [f"""{act} decide_pre_shipment '{{"decision": "APPROVE"}}'"""]
    if state.failed and not state.disposal:
        return [f"""{act} decide_disposal '{{"disposal": "RECTIFY", "reason": "…"}}'"""]
    unloaded = all(box.unloaded for box in state.boxes.values())
    if state.course is Course.PILOT and unloaded and not state.conforms:
        return [f"""{act} record_inspection '{{"conform": true}}'"""]
    return []


def timer_label(deadline: Deadline, rung: Milestone) -> str:
    """What a timer waits for, as it stands in the timeline."""
    where = f" {deadline.box}" if deadline.box else ""
    what = "unanswered" if rung.fired else PARTIES[rung.party]
    return f"{deadline.id}{where} L{rung.level} {what} at {local(rung.due)}"
