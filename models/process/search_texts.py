"""Lists the numbers by which an operator may search for a consignment.

The read model (`projections/consignment_fold.py`) has those of the past too; here are those of now.
"""

from collections.abc import Iterator

from models.consignment.state import State
from models.kernel.terms import ProcessPhase


def aliases(state: State) -> tuple[str, ...]:
    """Each number once, the most asked for first, so that a short list has what matters."""
    return tuple(dict.fromkeys(number for number in _numbers(state) if number))


def news(state: State) -> tuple[str, ...]:
    """Of these, what came after the registration and somebody will ask for by now.

    Nobody asks for a declaration before the goods are ashore, nor for a truck in the port: until
    then a number can wait for the next change of the stage.
    """
    ashore = state.course is not ProcessPhase.INBOUND
    gone = [box for box in state.boxes.values() if box.inland]
    numbers = [*state.entries, *state.redeclared] if ashore else []
    for box in gone:
        numbers += [box.plate, box.lock_no, box.return_seal or "", *box.return_seals]
    return tuple(number for number in numbers if number)


def _numbers(state: State) -> Iterator[str]:
    known, boxes = state.registration, state.boxes.values()
    yield from reversed(state.entries)
    yield from reversed(state.unified)
    yield known.bill_no
    for column in ("number", "plate", "lock_no", "return_seal", "seal"):
        yield from (getattr(box, column) or "" for box in boxes)
    for box in boxes:
        yield from box.return_seals
