"""Which calls nobody needs to make again, because what followed proves that they were answered."""

from datetime import datetime, timedelta
from decimal import Decimal

from models import events
from models.answers import answered
from models.events import Body
from models.evolve import evolve, fold
from models.record import Event
from models.state import State
from models.terms import Outcome
from tests.history import START, sample_box, sample_history

BOX = sample_box(1)
UNLOADED = events.Unloaded(box=BOX, net_kg=Decimal(21550), remarks="")


def after(*bodies: Body) -> State:
    """A consignment of which this was recorded, one event an hour."""
    state = fold(sample_history(1).events)
    assert state is not None
    for hours, body in enumerate(bodies, start=1):
        state = evolve(state, event(body, START + timedelta(hours=hours)))
    return state


def event(body: Body, at: datetime) -> Event:
    like = sample_history(1).events[0]
    return like.replace(body=body, occurred_at=at, cause=body.type)


def test_an_intention_alone_proves_nothing() -> None:
    asked = after(
        events.UnloadingPermitted(box=BOX),
        events.ReturnOrdered(reason="source"),
        events.DestructionOrdered(reason="source"),
    )
    assert answered(asked) == ()


def test_a_box_is_unloaded_once_it_was_permitted() -> None:
    assert answered(after(events.UnloadingPermitted(box=BOX), UNLOADED)) == (f"unloading:{BOX}",)


def test_a_box_that_was_unloaded_without_asking_proves_no_permission() -> None:
    assert answered(after(UNLOADED, events.UnloadingPermitted(box=BOX))) == ()


def test_whoever_plans_the_return_was_told_of_it() -> None:
    planned = events.ReturnPlanned(carrier="COSCO", booking="B1")
    assert answered(after(events.ReturnOrdered(reason="source"), planned)) == ("stock:RETURN",)


def test_whoever_destroys_the_goods_was_told_to() -> None:
    destroyed = events.Destroyed(note="")
    told = after(events.DestructionOrdered(reason="source"), destroyed)
    assert answered(told) == ("stock:DESTROY",)


def test_a_closed_consignment_was_concluded() -> None:
    closed = after(events.ConsignmentClosed(outcome=Outcome.RELEASED))
    assert answered(closed) == ("conclusion:RELEASED",)
