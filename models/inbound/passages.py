"""Splits what a gate saw of a truck: it carries no box, one, or two (domain 6.2).

A message is kept as it came, once. What it says is told box by box, to whatever consignments they
belong; a passage without a box concerns none, and is told nobody.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from models.kernel.spelling import box_number
from models.kernel.terms import System

MOST_BOXES = 2
_ONE = ("container_no", "container_no_2")
_SEVERAL = "containers"
_PASSAGE = "gate.passage"
_BY_BOX = ("lock_no", "lock_state", "lock_time", "weight_kg", "seal_nos")
"""Where these are lists of lists, or of as many values as there are boxes, each has its own."""
_SHARED_BY_NONE = ("lock_no", "lock_time", "weight_kg")
"""Said once of two boxes, nobody knows of which: left out."""
_LONGEST_ID = 128


def split(system: System, message: Mapping[str, object]) -> tuple[Mapping[str, object], ...]:
    """The messages to tell, each about one box; the message itself where there is one, or none."""
    data = message.get("data")
    if system is not System.CHECKPOINT or not isinstance(data, Mapping):
        return (message,)
    named = list(_boxes(data))
    boxes = [box for box in dict.fromkeys(named) if box]
    if not boxes:
        return () if _is_passage(message.get("type"), data) else (message,)
    several = any(isinstance(data.get(name), list) for name in (*_ONE, _SEVERAL))
    if len(boxes) > MOST_BOXES or (len(boxes) == 1 and not several and data.get(_ONE[0])):
        return (message,)
    return tuple(_of(message, data, box, named.index(box), len(boxes)) for box in boxes)


def _is_passage(kind: object, data: Mapping[str, object]) -> bool:
    """A passage that says where it was and which way: what says less is looked at by somebody."""
    return kind == _PASSAGE and all(isinstance(data.get(n), str) for n in ("direction", "place"))


def _boxes(data: Mapping[str, object]) -> Iterator[str]:
    for name in (*_ONE, _SEVERAL):
        given = data.get(name)
        for value in given if isinstance(given, list) else [given]:
            if value is not None:
                yield box_number(str(value))


def _of(
    message: Mapping[str, object], data: Mapping[str, object], box: str, place: int, boxes: int
) -> Mapping[str, object]:
    """What the message says of one of the boxes, under an id of its own if there are two."""
    said = {name: value for name, value in data.items() if name not in (*_ONE, _SEVERAL)}
    for name in _BY_BOX:
        value = said.get(name)
        own = isinstance(value, list) and (name != "seal_nos" or _nested(value))
        if own and isinstance(value, list):
            said[name] = value[place] if place < len(value) else None
        elif boxes > 1 and name in _SHARED_BY_NONE:
            said[name] = None
    about = {**message, "data": {**said, "container_no": box}}
    return about if boxes == 1 else {**about, "id": _identity(message.get("id"), box)}


def _nested(seals: list[object]) -> bool:
    return bool(seals) and all(isinstance(each, list) for each in seals)


def _identity(identity: object, box: str) -> object:
    """The same whatever order the boxes come in; what is no id stays none."""
    if not isinstance(identity, str):
        return identity
    own = f"{identity}#{box}"
    return own if len(own) <= _LONGEST_ID else f"{sha256(identity.encode()).hexdigest()}#{box}"
