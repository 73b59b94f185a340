"""Builds the summary line and the current details that the Temporal UI shows of a consignment.

Markdown lists, not tables: the Temporal UI gives tables no padding.
"""

from collections.abc import Iterator

from models.consignment.deadline import Deadline, Escalation
from models.consignment.registration import Registration
from models.consignment.state import Defect, Paper, StandingAct, State
from models.inspection.requirements import standing, told
from models.kernel.language import DOT, SPACE, Language, Sentence, Text, listed
from models.kernel.markdown import clipped, in_code, marked
from models.kernel.terms import ProcessPhase, Stage
from models.process.derived_status import must_act, next_due, stage
from models.process.event_registry import event_name
from models.process.messages import FACT_LABELS
from models.rules.calendar import minute_in_china
from models.texts import KINDS, PARTIES, PORT_STEPS, STAGES, titled
from models.texts import details as said
from models.texts.summaries import ESCALATION, ESCALATION_OF_BOX, STILL_OPEN, UNANSWERED
from models.texts.terms import label, with_code
from models.traditional_port.progress import step
from workflows.suggested_commands import unblocking

LINE_LIMIT = 120
SUMMARY_BYTES = 400
"""What a server takes as the summary of a workflow."""


def summary(registration: Registration, language: Language = Language.BOTH) -> str:
    """One line that names a consignment in a list."""
    boxes = len(registration.boxes)
    line = said.CONSIGNMENT.of(
        kind=KINDS[registration.kind],
        tonnes=f"{registration.net_weight_kg / 1000:.1f}",
        boxes=(said.BOXES if boxes > 1 else said.ONE_BOX).of(number=boxes),
        origin=registration.origin,
        port=registration.discharge_port,
        risk=registration.risk_level,
    )
    return clipped(marked(line).said(language), SUMMARY_BYTES)


def shortened(line: str) -> str:
    """A line as long as the timeline takes it."""
    return line if len(line) <= LINE_LIMIT else f"{line[: LINE_LIMIT - 1]}…"


def details(state: State, language: Language = Language.BOTH) -> str:
    """Where is it, is anything wrong, who must act until when, what exactly to do."""
    # The server forgets the summary of a workflow that was continued as new: it stands here too.
    lines = [summary(state.registration, language), "", _where(state).said(language), ""]
    lines += [marked(line).said(language) for line in _lines(state)]
    return "\n".join(lines)


def timer_label(
    deadline: Deadline, escalation: Escalation, title: Text, language: Language = Language.BOTH
) -> str:
    """What happens when a timer rings, as it stands in the timeline: by then it may be met."""
    about = _about(deadline)
    pattern = ESCALATION_OF_BOX if about else ESCALATION
    line = pattern.of(
        id=deadline.id,
        box=listed(about, SPACE),
        level=escalation.level,
        what=UNANSWERED if escalation.fired else PARTIES[escalation.party],
        open=STILL_OPEN,
        due=minute_in_china(escalation.due),
        title=title,
    )
    return shortened(marked(line).said(language))


def _where(state: State) -> Sentence:
    where, mode = STAGES[stage(state)], label(state.mode)
    if state.course is ProcessPhase.TRADITIONAL and stage(state) is Stage.PORT:
        return said.STANDS_IN_PORT.of(stage=where, mode=mode, step=PORT_STEPS[step(state)])
    return said.STANDS.of(stage=where, mode=mode)


def _lines(state: State) -> Iterator[Sentence]:
    yield from _endangered(state)
    yield from _wrong(state)
    yield _who(state)
    yield from (said.COMMAND.of(command=in_code(command)) for command in unblocking(state))
    yield from _drawn(state)
    yield from (_deadline(each) for each in state.deadlines.values() if each.open)


def _who(state: State) -> Sentence:
    party, due = must_act(state), next_due(state)
    if party is None:
        ended = label(state.outcome) if state.outcome else ""
        return said.OUTCOME.of(what=said.ENDED, outcome=ended)
    who = {"what": said.MUST_ACT, "party": PARTIES[party]}
    if due is None:
        return said.WHO.of(**who)
    return said.WHO_UNTIL.of(**who, until=said.NEXT_ESCALATION, due=minute_in_china(due))


def _endangered(state: State) -> Iterator[Sentence]:
    for overlay in state.overlays:
        yield said.OVERLAY.of(overlay=label(overlay), frozen=said.FROZEN_DEADLINES)
    known = state.open_emergency
    for each in known.open if known else ():
        rule, pattern = state.rules.emergency(each.danger), said.EMERGENCY
        fields = {"what": said.EMERGENCY_OPEN, "danger": label(each.danger), "reason": each.reason}
        yield (said.EMERGENCY_OF_BOX if each.box else pattern).of(**fields, box=each.box)
        yield said.DO.of(what=said.AT_ONCE, this=Text(rule.at_once_zh, rule.at_once))


def _wrong(state: State) -> Iterator[Sentence]:
    for box in state.boxes.values():
        if box.return_mismatch and not box.return_accepted:
            differs = {"box": box.number, "differs": box.return_mismatch}
            yield said.RETURNED_BOX.of(what=said.BOX_DIFFERS, **differs)
    yield from _forms(state)
    yield from map(_undecided, state.undecided)
    yield from map(_by_hand, state.by_hand)
    yield from map(_on_paper, state.unconfirmed.values())
    yield from (_defect(state, defect) for defect in state.defects)
    for sample in state.samples_out:
        yield said.SAMPLE.of(what=said.SAMPLE_OUT, sample=sample.number, lab=sample.lab)
    owed = standing(state)
    if owed:
        yield said.OUTSTANDING.of(what=said.STILL_OWED, owed=told(owed))
    if state.waived:
        yield said.WAIVED.of(what=said.GONE_WITHOUT, codes=", ".join(state.waived))
    free = [box.number for box in state.boxes.values() if box.released]
    if free:
        yield said.IN_PART.of(what=said.RELEASED_IN_PART, boxes=", ".join(free))
    for call, why in state.failing_calls.items():
        yield said.CALL.of(what=said.CALL_FAILED, call=call, why=why)
    for call, waits in state.unanswered_calls.items():
        yield said.CALL.of(what=said.CALL_UNANSWERED, call=call, why=waits.reason)


def _forms(state: State) -> Iterator[Sentence]:
    """The sheet of the consignment has the unified number that was registered."""
    if state.redeclared:
        yield said.DECLARED_ANEW.of(what=said.UNIFIED_NOW, number=state.seq_no)
    other = state.successor
    if other is not None and not state.cancelled:
        known = {"number": other.seq_no, "letter": other.letter}
        yield said.SUCCESSOR.of(what=said.BEFORE_DELETION, **known)


def _defect(state: State, defect: Defect) -> Sentence:
    row = state.rules.nonconformance(defect.reason)
    fields = {
        "code": defect.reason,
        "title": titled(row) if row else "",
        "status": label(defect.status),
    }
    if defect.box is None:
        return said.DEFECT.of(**fields)
    return said.DEFECT_OF_BOX.of(**fields, box=defect.box)


def _undecided(act: StandingAct) -> Sentence:
    """What was done upon a fact that was taken back, and who decides on it."""
    fields = {"what": said.TO_DECIDE, "act": event_name(act.event), "party": PARTIES[act.party]}
    if act.box is None:
        return said.TO_DECIDE_ACT.of(**fields)
    return said.TO_DECIDE_ACT_OF_BOX.of(**fields, box=act.box)


def _on_paper(paper: Paper) -> Sentence:
    """What is permitted on paper alone."""
    said_of = {"permission": label(paper.permission), "document": paper.document}
    if paper.box is None:
        return said.ON_PAPER.of(what=said.UNCONFIRMED, **said_of)
    return said.ON_PAPER_OF_BOX.of(what=said.UNCONFIRMED, box=paper.box, **said_of)


def _by_hand(entered: str) -> Sentence:
    """The type of a fact, and the box that it names, if one."""
    kind, _, box = entered.partition(" ")
    fields = {"what": said.DEGRADED, "fact": with_code(FACT_LABELS[kind], kind)}
    return said.BY_HAND_OF_BOX.of(**fields, box=box) if box else said.BY_HAND.of(**fields)


def _drawn(state: State) -> Iterator[Sentence]:
    """Which boxes the inspector opens: drawn once."""
    drawn = state.selection
    if drawn is None or state.conforms or state.outcome is not None:
        return
    shares = (
        (said.TO_OPEN, drawn.opened),
        (said.TO_EMPTY, drawn.emptied),
        (said.TO_SAMPLE, drawn.sampled),
    )
    named = [said.SHARE.of(what=what, boxes=", ".join(boxes)) for what, boxes in shares if boxes]
    yield said.INSPECTION.of(what=said.TO_INSPECT, shares=listed(named, DOT))


def _deadline(deadline: Deadline) -> Sentence:
    fields = {"id": deadline.id, "title": titled(deadline.rule), "then": _then(deadline)}
    about = _about(deadline)
    if not about:
        return said.DEADLINE.of(**fields)
    return said.DEADLINE_OF_BOX.of(**fields, box=listed(about, DOT))


def _about(deadline: Deadline) -> list[Text | str]:
    """The danger and the box that a deadline is for; nothing when it is for all."""
    danger = [label(deadline.danger)] if deadline.danger else []
    return [*danger, *([deadline.box] if deadline.box else [])]


def _then(deadline: Deadline) -> Text | Sentence:
    standing, escalation = said.STANDS_AT.of(level=deadline.level), deadline.next
    if deadline.frozen_since is not None:
        stands = said.FROZEN_STANDING.of(frozen=said.FROZEN, standing=standing)
        return stands if deadline.level else said.FROZEN
    if escalation is None:
        stands = said.EXHAUSTED_STANDING.of(exhausted=said.EXHAUSTED, standing=standing)
        return stands if deadline.level else said.EXHAUSTED
    due = {"level": escalation.level, "due": minute_in_china(escalation.due)}
    return (
        said.ESCALATION_STANDING.of(**due, standing=standing)
        if deadline.level
        else said.ESCALATION.of(**due)
    )
