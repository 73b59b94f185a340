"""Permissions on paper while a system is down, and what its answer makes of them (decisions/0045).

Only a call that waits for its system can be stood in for. The permission is recorded as the answer
would have been. The call is made again under its key: an answer that says the same confirms the
paper; of two that differ the worse counts, and people are told.
"""

from datetime import datetime

from models.arrival.events import ModeDecided
from models.arrival.messages import InstructionAnswered
from models.consignment.guards import given_reason, require, require_known_box
from models.consignment.pending_event import Decided, bodies_of
from models.consignment.state import Paper, State
from models.kernel.base_types import replace
from models.kernel.event_body import Body
from models.kernel.language import listed
from models.kernel.terms import Cause, Mode, Outcome, Permission
from models.port.events import RemovalPermitted, RemovalPermitWithdrawn
from models.port.messages import RemovalAnswered
from models.process import texts
from models.process.decision_registry import INTERNAL
from models.process.messages import PermitOnPaper, Step
from models.process.next_calls import conclusion, unloading
from models.process.retraction import other_approver
from models.supervision.consequences import fall_back
from models.supervision.events import PaperConfirmed, PaperContradicted, PermittedOnPaper
from models.supervision.messages import LateAnswer
from models.texts.terms import coded

_INSTRUCTION = "instruction"

_SAID = (
    *("risk_level", "standing", "confirmed", "supplier_standing"),
    *("storage_kg", "transport_available", "port_inspection"),
)
"""What a paper tells of that on which the mode depends."""

_UNLESS_SAID = {
    "notices": Cause.ACTIVE_NOTICE,
    "open_violations": Cause.GRADE_ONE_VIOLATION,
}
"""What must be said to be none: a list that nobody has told of may hold anything."""


def permit(state: State, command: PermitOnPaper, at: datetime) -> Decided:
    """The permission, as the answer of the system would have been recorded."""
    require_known_box(state, command.box)
    require(bool(command.document.strip()), texts.DOCUMENT_MISSING)
    call = _call(state, command)
    waiting = listed(state.waiting_calls)
    require(call in state.waiting_calls, texts.NO_PAPER_NEEDED, call=call, waiting=waiting)
    approver = other_approver(command, four_eyes=True)
    bodies = _permitted(state, command, at)
    entered = PermittedOnPaper(
        permission=command.permission,
        box=command.box,
        paper=command.document.strip(),
        call=call,
        reason=given_reason(command.reason),
        officer=command.officer,
        approver=approver,
    )
    return [entered, *bodies]


def answer(state: State, step: Step, now: datetime) -> Decided:
    """What the answer of a system makes of the paper that stood in for it; empty without one."""
    match step:
        case InstructionAnswered():
            return _mode_answered(state, step, now)
        case RemovalAnswered(visit=call):
            return _removal_answered(state, step, call)
        case LateAnswer(call=call):
            paper = _waiting(state, call)
            told = paper is not None and paper.permission in _TOLD
            return [_confirmed(paper, call)] if paper is not None and told else []
        case _:
            return []


_TOLD = (Permission.UNLOADING, Permission.CONCLUSION)
"""What a system is told, and has no word in: that it took the call confirms the paper."""


def _call(state: State, command: PermitOnPaper) -> str:
    match command.permission:
        case Permission.MODE:
            return _INSTRUCTION
        case Permission.CONCLUSION:
            ends = (conclusion(outcome).key for outcome in Outcome)
            first = conclusion(Outcome.RELEASED).key
            return next((key for key in ends if key in state.waiting_calls), first)
        case Permission.REMOVAL:
            attempts = state.boxes[command.box].permit_attempts if command.box else 0
            return f"removal:{command.box}:{attempts + 1}"
        case Permission.UNLOADING:
            return unloading(state.boxes[command.box]).key if command.box else ""


def _permitted(state: State, command: PermitOnPaper, at: datetime) -> list[Body]:
    match command.permission:
        case Permission.MODE:
            return [_mode(state, command, at)]
        case Permission.REMOVAL if command.box is not None:
            return [RemovalPermitted(box=command.box, permit_no=command.document.strip())]
        case _:
            # Both are recorded ahead of the call that tells of them.
            return []


def _mode(state: State, command: PermitOnPaper, at: datetime) -> ModeDecided:
    """What nobody knows permits no pilot: the paper says what clearance would, or it is none."""
    lists = {name: getattr(command, name) or () for name in _UNLESS_SAID}
    said = {**{name: getattr(command, name) for name in _SAID}, **lists}
    (decided,) = _modes(state, InstructionAnswered.model_validate(said), at)
    require(command.mode in (Mode.PILOT, Mode.TRADITIONAL), texts.NAME_THE_MODE)
    unsaid = [cause for name, cause in _UNLESS_SAID.items() if getattr(command, name) is None]
    if command.mode is decided.mode and (command.mode is Mode.TRADITIONAL or not unsaid):
        return decided
    causes = listed(coded(cause) for cause in dict.fromkeys((*decided.causes, *unsaid)))
    require(command.mode is Mode.TRADITIONAL, texts.NOT_PILOT, causes=causes)
    return decided.model_copy(update={"mode": Mode.TRADITIONAL, "causes": (Cause.OFFICER,)})


def _modes(state: State, step: InstructionAnswered, at: datetime) -> list[ModeDecided]:
    bodies = bodies_of(INTERNAL[InstructionAnswered](_undecided(state), step, at))
    return [body for body in bodies if isinstance(body, ModeDecided)]


def _undecided(state: State) -> State:
    """The state as it was asked about: nothing is decided."""
    known = {kind: mark for kind, mark in state.marks.items() if kind != ModeDecided.name()}
    return replace(state, marks=known)


def _mode_answered(state: State, step: InstructionAnswered, now: datetime) -> Decided:
    paper = _waiting(state, _INSTRUCTION)
    if paper is None:
        return []
    (said,) = _modes(replace(state, causes=()), step, now)
    if said.mode is state.mode:
        return [_confirmed(paper, _INSTRUCTION)]
    causes = ", ".join(said.causes)
    differs = _contradicted(paper, _INSTRUCTION, f"{said.mode} {causes}".strip())
    if said.mode is Mode.PILOT:
        return [differs]
    return [differs, *fall_back(state, Cause.OFFICER, f"clearance says {causes}")]


def _removal_answered(state: State, step: RemovalAnswered, call: str) -> Decided:
    paper = _waiting(state, call)
    if paper is None:
        return []
    if step.refusal is None:
        return [_confirmed(paper, call, step.permit_no)]
    box = state.boxes[step.box]
    differs = _contradicted(paper, call, step.refusal)
    if box.permit_no != paper.document or box.inland:
        return [differs]
    taken_back = RemovalPermitWithdrawn(
        box=step.box, permit_no=paper.document, reason=step.refusal, until_decided=True
    )
    return [differs, taken_back]


def _waiting(state: State, call: str) -> Paper | None:
    paper = state.papers.get(call)
    return paper if paper is not None and paper.open else None


def _confirmed(paper: Paper, call: str, number: str = "") -> PaperConfirmed:
    of = {"permission": paper.permission, "box": paper.box, "paper": paper.document}
    return PaperConfirmed.model_validate({**of, "call": call, "number": number})


def _contradicted(paper: Paper, call: str, answered: str) -> PaperContradicted:
    of = {"permission": paper.permission, "box": paper.box, "paper": paper.document}
    return PaperContradicted.model_validate({**of, "call": call, "answer": answered})
