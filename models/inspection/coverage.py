"""What of the goods was looked at, measured, opened and emptied: one place for all that tell of it.

Sections and parameters are remembered by name, for each box; of the whole batch only what names no
box. A reading that is not understood covers nothing, and neither does a look that found something.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Protocol

from models.consignment.box import Box
from models.consignment.evolution_tables import latest
from models.consignment.state import Defect, State
from models.inspection.events import Reading, SectionRecord
from models.inspection.measurement import UNCLEAR
from models.kernel.base_types import replace
from models.rules.rulebook import Rulebook

ON_SITE = "on-site"


class Work(Protocol):
    """What an officer did at the goods, as a record or a measurement tells it."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What was measured."""

    @property
    def looks(self) -> tuple[SectionRecord, ...]:
        """What was looked at."""

    @property
    def opened(self) -> tuple[str, ...]:
        """Boxes that were opened."""

    @property
    def emptied(self) -> tuple[str, ...]:
        """Boxes that were emptied, which opens them."""


def with_work(state: State, done: Work) -> State:
    """The consignment after that work."""
    open_now = tuple(dict.fromkeys((*done.opened, *done.emptied)))
    known = replace(
        state,
        opened=latest(dict.fromkeys((*state.opened, *open_now))),
        emptied=latest(dict.fromkeys((*state.emptied, *done.emptied))),
    )
    looked = _looked(known, done.looks, open_now or known.opened)
    return with_readings(looked, done.readings)


def with_readings(state: State, readings: Iterable[Reading]) -> State:
    """The consignment after these were measured, each in its box."""
    found = dict[str | None, list[str]]()
    for each in understood(readings):
        found.setdefault(each.box, []).append(each.parameter)
    return _covered(state, found)


def understood(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Those that say something, whether within a limit or over it."""
    return (each for each in readings if each.verdict not in UNCLEAR)


def owed_anew(state: State, defects: Iterable[Defect]) -> State:
    """Where these defects are looked for nobody has looked yet: what was seen before is over."""
    for defect in defects:
        gone = names_of(state.rules, defect.reason)
        of_box = None if defect.box is None else [defect.box]
        boxes = {
            number: _without(box, gone) if of_box is None or number in of_box else box
            for number, box in state.boxes.items()
        }
        left = tuple(name for name in state.checked if name not in gone)
        state = replace(state, boxes=boxes, checked=left)
    return state


def by_hand(state: State, defect: Defect) -> bool:
    """The defect is cured by treating the goods, not by amending their papers."""
    row = state.rules.nonconformance(defect.reason)
    return row is None or row.cure != "AMENDMENT"


def names_of(rules: Rulebook, reason: str) -> frozenset[str]:
    """The sections that look for a reason, and the parameters whose limits it belongs to."""
    return frozenset((*sections_of(rules, reason), *parameters_of(rules, reason)))


def sections_of(rules: Rulebook, reason: str) -> tuple[str, ...]:
    """The sections that look for a reason, the laboratory's apart."""
    base = reason.partition(".")[0]
    return tuple(s.number for s in rules.sections if base in s.reasons and s.part != "laboratory")


def parameters_of(rules: Rulebook, reason: str) -> tuple[str, ...]:
    """The parameters by whose limits a reason is found, of its sub-code alone if it has one."""
    base, dot, _ = reason.partition(".")
    found = (
        limit.parameter
        for limit in rules.limits
        if limit.reason == reason or (not dot and limit.reason.partition(".")[0] == base)
    )
    return tuple(dict.fromkeys(found))


def checked(state: State, box: str | None) -> frozenset[str]:
    """What was looked at and measured in a box, or anywhere."""
    if box is not None:
        return frozenset(state.boxes[box].checked) if box in state.boxes else frozenset()
    everywhere = chain.from_iterable(each.checked for each in state.boxes.values())
    return frozenset((*state.checked, *everywhere))


def _looked(state: State, looks: Iterable[SectionRecord], boxes: tuple[str, ...]) -> State:
    on_site = {section.number for section in state.rules.sections if section.part == ON_SITE}
    found = dict[str | None, list[str]]()
    for look in looks:
        if look.in_order:
            where = (look.boxes or boxes) if look.section in on_site else (None,)
            for box in where or (None,):
                found.setdefault(box, []).append(look.section)
    return _covered(state, found)


def _covered(state: State, found: Mapping[str | None, Iterable[str]]) -> State:
    """What names no box is about the only one there is, or about the whole batch."""
    only = next(iter(state.boxes)) if len(state.boxes) == 1 else None
    boxes, whole = dict(state.boxes), state.checked
    for told, names in found.items():
        box = told or only
        # A name of the whole batch, such as a section on the papers, is kept of it as well.
        whole = whole if told else tuple(dict.fromkeys((*whole, *names)))
        if box in boxes:
            known = boxes[box]
            boxes[box] = replace(known, checked=tuple(dict.fromkeys((*known.checked, *names))))
    return replace(state, boxes=boxes, checked=whole)


def _without(box: Box, names: frozenset[str]) -> Box:
    return replace(box, checked=tuple(name for name in box.checked if name not in names))
