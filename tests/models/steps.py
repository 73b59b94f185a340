"""The steps that the process takes as soon as it can, when every system answers at once."""

from datetime import datetime

from models.consignment.state import State
from models.kernel.terms import Outcome
from models.port.messages import RemovalAnswered
from models.process.decide import decide_step
from models.process.evolve import evolve
from models.process.messages import Step
from models.process.next_calls import (
    TO_PORT,
    CallName,
    NextCall,
    closing,
    conclusion,
    next_calls,
    step_ahead,
    unloading,
)
from models.returns.messages import ReturnTripAnswered
from tests.draws import with_chances
from tests.models.stories import INSTRUCTED, trip


def proceed(state: State, now: datetime, *silent: CallName) -> State:
    """The state after every step that is possible now; the `silent` calls get no answer."""
    while (step := possible(state, *silent)) is not None:
        cause, taken = step
        events = decide_step(state, with_chances(taken, state.registration, now), cause, now)
        assert events, f"{cause} led to nothing"
        for event in events:
            state = evolve(state, event)
    return state


def possible(state: State, *silent: CallName) -> tuple[str, Step] | None:
    """The next step and its cause, None when the process waits."""
    completed = intended(state)
    while (end := closing(state, completed)) is None:
        due = [call for call in next_calls(state, completed) if call.activity not in silent]
        if not due:
            return None
        call, ahead = due[0], step_ahead(state, due[0])
        if ahead is not None:
            return ahead
        completed.add(call.key)
        step = answer(call)
        if step is not None:
            return call.key, step
    return end


def intended(state: State) -> set[str]:
    """The calls whose intention is recorded: whoever is asked here has answered by then."""
    permitted = [box.number for box in state.boxes.values() if box.unloading_permitted]
    released = [conclusion(Outcome.RELEASED).key] if state.released else []
    return {*released, *(unloading(state.boxes[box]).key for box in permitted)}


def answer(call: NextCall) -> Step | None:
    """What a system answers, as a step; None when the answer says nothing."""
    match call.activity:
        case "fetch_instruction":
            return INSTRUCTED
        case "permit_removal":
            return RemovalAnswered(box=call.box, visit=call.key, permit_no="P-1", refusal=None)
        case "order_transport":
            ordered = trip(call.box)
            return ReturnTripAnswered(**ordered.model_dump()) if call.about == TO_PORT else ordered
        case _:
            return None
