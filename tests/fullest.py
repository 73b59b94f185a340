"""Lives in which everything happens that can: how much a state may grow."""

import random
from collections.abc import Iterator
from datetime import timedelta

from models.consignment.state import State
from models.enterprise import events as of_enterprises
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import event_id
from models.process.decide import register
from models.process.event_registry import CONSIGNMENT_EVENTS
from models.process.evolve import evolve, fold
from tests.enterprises import CODE
from tests.history import RULEBOOK, START, sample_registration
from tests.models.catalogue import examples

BEGINNINGS = {"consignment-registered", "enterprise-registered"}
TEXT = "废铜五金杂件" * 5


def numbered(bodies: Iterator[Body], begins: int = 0) -> Iterator[Event]:
    """Events with ids of their own, a minute apart."""
    for number, body in enumerate(bodies, start=begins):
        cause = f"checkpoint-5f0b6d1e-7c1a-4b0e-9c53-{number:012}"
        yield Event(
            id=event_id("consignment/NB25-000001", cause, body.type, 0),
            occurred_at=START + timedelta(minutes=number),
            cause=cause,
            digest=f"{number:016x}",
            actor="checkpoint",
            body=body,
        )


def anything(boxes: list[str], chance: random.Random) -> Iterator[Body]:
    """Every event of a consignment, of each of its boxes, in any order, but for its end."""
    kinds = [
        body
        for body in examples().values()
        if isinstance(body, CONSIGNMENT_EVENTS)
        # What tells a life again is told of lives (tests/models/process/test_retraction.py).
        and body.type
        not in {*BEGINNINGS, "consignment-closed", "shipment-amended", "fact-retracted"}
    ]
    for body in chance.sample(kinds, len(kinds)):
        said = {n: TEXT for n, v in body if v == "text" and n != "fact"}
        said |= {"fact": "box-arrived"} if "fact" in type(body).model_fields else {}
        if "box" not in type(body).model_fields:
            yield body.model_copy(update=said)
            continue
        for box in boxes:
            yield body.model_copy(update={**said, "box": box})


def full(boxes: int, rounds: int = 2, seed: int = 1) -> State:
    """A consignment of so many boxes to which everything has happened several times."""
    state = fold(register(sample_registration(1, boxes), RULEBOOK, START))
    assert state is not None
    chance = random.Random(seed)  # noqa: S311 - a reproducible life
    for _ in range(rounds):
        for event in numbered(anything(list(state.boxes), chance), state.version):
            state = evolve(state, event)
    return state


def of_an_enterprise(chance: random.Random, number: int) -> Iterator[Body]:
    """So many events of an enterprise, each about something new."""
    kinds = [b for b in examples().values() if isinstance(b, of_enterprises.EnterpriseBody)]
    kinds = [body for body in kinds if body.type not in BEGINNINGS]
    for place in range(number):
        body = chance.choice(kinds)
        new: dict[str, object] = {n: f"{TEXT} {place}" for n, v in body if v == "text"}
        new |= {n: (f"{TEXT} {place}",) for n, v in body if v == ("text",)}
        yield body.model_copy(update={**new, "code": CODE} if "code" in new else new)
