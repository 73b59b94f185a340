"""What an operator reads first: the summary line, and the current details of a consignment.

Markdown lists, not tables: the Temporal UI gives tables no padding.
"""

from collections.abc import Iterator

from models.calendar import minute_in_china
from models.labels import FACTS, KINDS, PARTIES, PORT_STEPS, STAGES, titled
from models.labels import details as said
from models.labels.summaries import RUNG, RUNG_OF_BOX, STILL_OPEN, UNANSWERED
from models.labels.terms import label, with_code
from models.ladder import Deadline, Milestone
from models.language import DOT, Language, Sentence, Text, listed
from models.markdown import clipped, in_code, marked
from models.outlook import must_act, next_due, stage
from models.registration import Registration
from models.state import Defect, State
from models.terms import Course, Stage
from models.yard import step
from workflows.commands import unblocking

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
    deadline: Deadline, rung: Milestone, title: Text, language: Language = Language.BOTH
) -> str:
    """What happens when a timer rings, as it stands in the timeline: by then it may be met."""
    pattern = RUNG_OF_BOX if deadline.box else RUNG
    line = pattern.of(
        id=deadline.id,
        box=deadline.box,
        level=rung.level,
        what=UNANSWERED if rung.fired else PARTIES[rung.party],
        open=STILL_OPEN,
        due=minute_in_china(rung.due),
        title=title,
    )
    return shortened(marked(line).said(language))


def _where(state: State) -> Sentence:
    where, mode = STAGES[stage(state)], label(state.mode)
    if state.course is Course.TRADITIONAL and stage(state) is Stage.PORT:
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
    if known is None:
        return
    danger, rule = label(known.danger), state.rules.emergency(known.danger)
    yield said.EMERGENCY.of(what=said.EMERGENCY_OPEN, danger=danger, reason=known.reason)
    yield said.DO.of(what=said.AT_ONCE, this=Text(rule.at_once_zh, rule.at_once))


def _wrong(state: State) -> Iterator[Sentence]:
    for box in state.boxes.values():
        if box.return_mismatch and not box.return_accepted:
            differs = {"box": box.number, "differs": box.return_mismatch}
            yield said.RETURNED_BOX.of(what=said.BOX_DIFFERS, **differs)
    yield from _forms(state)
    yield from map(_by_hand, state.by_hand)
    yield from (_defect(state, defect) for defect in state.defects)
    for sample in state.samples_out:
        yield said.SAMPLE.of(what=said.SAMPLE_OUT, sample=sample.number, lab=sample.lab)
    if state.unopened:
        yield said.UNOPENED.of(what=said.DRAWN_UNOPENED, boxes=", ".join(state.unopened))
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


def _by_hand(entered: str) -> Sentence:
    """The type of a fact, and the box that it names, if one."""
    kind, _, box = entered.partition(" ")
    fields = {"what": said.DEGRADED, "fact": with_code(FACTS[kind], kind)}
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
    if deadline.box is None:
        return said.DEADLINE.of(**fields)
    return said.DEADLINE_OF_BOX.of(**fields, box=deadline.box)


def _then(deadline: Deadline) -> Text | Sentence:
    standing, rung = said.STANDS_AT.of(level=deadline.level), deadline.next
    if deadline.frozen_since is not None:
        stands = said.FROZEN_STANDING.of(frozen=said.FROZEN, standing=standing)
        return stands if deadline.level else said.FROZEN
    if rung is None:
        stands = said.EXHAUSTED_STANDING.of(exhausted=said.EXHAUSTED, standing=standing)
        return stands if deadline.level else said.EXHAUSTED
    due = {"level": rung.level, "due": minute_in_china(rung.due)}
    return (
        said.RUNG_STANDING.of(**due, standing=standing) if deadline.level else said.RUNG.of(**due)
    )
