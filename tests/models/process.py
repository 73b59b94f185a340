"""The steps that the workflow would take, as soon as it can take them."""

from datetime import datetime

from models import messages as m
from models.box import Box
from models.decisions import decide_step
from models.evolve import evolve
from models.messages import Step
from models.state import State
from models.terms import Course, Outcome


def proceed(state: State, now: datetime) -> State:
    """The state after every step that is possible now."""
    while (step := possible(state)) is not None:
        cause, taken = step
        events = decide_step(state, taken, cause, now)
        assert events, f"{cause} led to nothing"
        for event in events:
            state = evolve(state, event)
    return state


def possible(state: State) -> tuple[str, Step] | None:
    """The next step that the workflow would take, and its cause."""
    if state.course is Course.INBOUND and state.ready_to_decide:
        return "instruction", m.InstructionAnswered(risk_level="R1", standing="ENROLLED")
    gone = state.course is Course.PILOT or state.picked_up
    if state.released and state.outcome is None:
        return ("close", m.Close(outcome=Outcome.RELEASED)) if gone else None
    if state.releasable and state.outcome is None:
        return "release", m.Release()
    steps = (_next_of(state, box) for box in state.boxes.values())
    pilot = state.course is Course.PILOT and not state.frozen
    return next((step for step in steps if step is not None), None) if pilot else None


def _next_of(state: State, box: Box) -> tuple[str, Step] | None:
    name = box.number
    if box.gated_out is None and box.arrived is None:
        if not box.cleared or box.permit_no or box.withheld or not state.declaration_stands:
            return None
        visit = f"removal:{name}:{box.permits_spent}"
        return visit, m.RemovalAnswered(box=name, visit=visit, permit_no="P-1", refusal=None)
    if state.openable(name) and not box.unloading_permitted:
        return f"unloading:{name}", m.PermitUnloading(box=name)
    return None
