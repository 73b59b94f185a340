"""Numbers that can be traced: an id, a value, the function and arguments, batches and events."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from reports.risk.chart import Value
from reports.risk.functions import FUNCTIONS, Arguments
from reports.risk.known import Known


class Unit(StrEnum):
    """What a number is of, and so how it is written."""

    COUNT = "count"
    BATCHES = "thousandths-of-a-batch"
    BP = "basis-points"
    KG = "kilograms"
    TENTHS = "tenths"
    WORD = "word"
    ROW = "row"


class EventRef(NamedTuple):
    """An event of the ledger that a batch was made of."""

    position: int
    hash: str


Events = Mapping[str, Sequence[EventRef]]
"""By batch, the events that it was made of; none of a made-up one."""


class Number(NamedTuple):
    """A number of the report.

    `batches` are ranges in the report's list of batches, `positions` ranges in the ledger, `sha256`
    that of the hashes of those events in order, None where there is none.
    """

    id: str
    value: Value | Mapping[str, Value]
    unit: Unit
    function: str
    arguments: Arguments
    batches: str
    positions: str
    sha256: str | None

    def written(self) -> str:
        """As it stands in the text; the same in every language."""
        if self.value is None:
            return "–"
        match self.unit:
            case Unit.BP:
                return f"{int(str(self.value)) / 100:.2f} %"
            case Unit.BATCHES:
                return f"{int(str(self.value)) / 1000:.1f}"
            case Unit.KG:
                return f"{int(str(self.value)) / 1000:.2f} t"
            case Unit.TENTHS:
                return f"{int(str(self.value)) / 10:.1f}"
            case Unit.COUNT | Unit.WORD | Unit.ROW:
                return str(self.value)


class Numbering:
    """Gives numbers their ids, in the order in which the report asks for them."""

    def __init__(self, known: Known, events: Events) -> None:
        self.known, self._events = known, events
        self._order = {batch.id: n for n, batch in enumerate(known.everything)}
        self._spans: dict[tuple[str, ...], tuple[str, str, str | None]] = {}
        self._counts: Counter[str] = Counter()
        self.made: dict[str, Number] = {}

    def number(self, place: str, unit: Unit, function: str, /, **arguments: str | int) -> Number:
        """The next number of a place, such as `3.2`."""
        found = FUNCTIONS[function](self.known, arguments)
        batches, positions, hashed = self._traced(found.batches)
        self._counts[place] += 1
        made = Number(
            id=f"F-{place}.{self._counts[place]}",
            value=found.value,
            unit=unit,
            function=function,
            arguments=arguments,
            batches=batches,
            positions=positions,
            sha256=hashed,
        )
        self.made[made.id] = made
        return made

    def _traced(self, batches: tuple[str, ...]) -> tuple[str, str, str | None]:
        if batches not in self._spans:
            events = sorted({e for batch in batches for e in self._events.get(batch, ())})
            hashed = sha256("".join(f"{event.hash}\n" for event in events).encode())
            self._spans[batches] = (
                ranges(self._order[batch] for batch in batches),
                ranges(event.position for event in events),
                hashed.hexdigest() if events else None,
            )
        return self._spans[batches]


def ranges(numbers: Iterable[int]) -> str:
    """Whole numbers as ranges: `1-3,7`."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(f"{a}-{b}" if a != b else f"{a}" for a, b in spans)
