"""Which calls nobody needs to make again, because what followed proves that they were answered."""

from datetime import datetime, timedelta
from decimal import Decimal

from models.consignment.state import State
from models.disposal.events import Destroyed, DestructionOrdered
from models.inspection.events import Unloaded, UnloadingPermitted
from models.kernel.base_types import replace
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.terms import Outcome
from models.process.completed_calls import answered
from models.process.evolve import evolve, fold
from models.returns.events import ReturnOrdered, ReturnPlanned
from models.supervision.events import ConsignmentClosed
from tests.history import START, sample_box, sample_history

BOX = sample_box(1)
UNLOADED = Unloaded(box=BOX, net_kg=Decimal(21550), remarks="")


def after(*bodies: Body) -> State:
    """A consignment of which this was recorded, one event an hour."""
    state = fold(sample_history(1).events)
    assert state is not None
    for hours, body in enumerate(bodies, start=1):
        state = evolve(state, event(body, START + timedelta(hours=hours)))
    return state


def event(body: Body, at: datetime) -> Event:
    like = sample_history(1).events[0]
    return replace(like, body=body, occurred_at=at, cause=body.type)


def test_an_intention_alone_proves_nothing() -> None:
    asked = after(
        UnloadingPermitted(box=BOX),
        ReturnOrdered(reason="source"),
        DestructionOrdered(reason="source"),
    )
    assert answered(asked) == ()


def test_a_box_is_unloaded_once_it_was_permitted() -> None:
    assert answered(after(UnloadingPermitted(box=BOX), UNLOADED)) == (f"unloading:{BOX}",)


def test_a_box_that_was_unloaded_without_asking_proves_no_permission() -> None:
    assert answered(after(UNLOADED, UnloadingPermitted(box=BOX))) == ()


def test_whoever_plans_the_return_was_told_of_it() -> None:
    planned = ReturnPlanned(carrier="COSCO", booking="B1")
    assert answered(after(ReturnOrdered(reason="source"), planned)) == ("stock:RETURN",)


def test_whoever_destroys_the_goods_was_told_to() -> None:
    destroyed = Destroyed(note="")
    told = after(DestructionOrdered(reason="source"), destroyed)
    assert answered(told) == ("stock:DESTROY",)


def test_a_closed_consignment_was_concluded() -> None:
    closed = after(ConsignmentClosed(outcome=Outcome.RELEASED))
    assert answered(closed) == ("conclusion:RELEASED",)
