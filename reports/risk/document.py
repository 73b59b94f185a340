"""The tree of the report: sections of paragraphs, tables and charts; every number in it has an id.

Whoever renders it (JSON, PDF, Word) adds nothing and leaves nothing out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from models.kernel.language import Language, Speaks, Text
from models.risk.records import BatchRecord
from models.risk.standing import Move, Standings
from models.rules.risk import RiskRules
from reports.risk.chart import Chart
from reports.risk.functions import drawn
from reports.risk.known import Known
from reports.risk.numbers import Number, Numbering, Unit

Cell = Speaks | str | Number


class Tone(StrEnum):
    """What a paragraph is: plain, a statement of confidence, or what is assumed or made up."""

    PLAIN = "plain"
    CONFIDENCE = "confidence"
    ASSUMED = "assumed"


class Paragraph(NamedTuple):
    """A text, and the numbers that its fields stand for."""

    text: Text
    numbers: Mapping[str, Number]
    tone: Tone

    def said(self, language: Language) -> str:
        """In one language, with its numbers written."""
        written = {name: number.written() for name, number in self.numbers.items()}
        return self.text.said(language, **written)


class Table(NamedTuple):
    """A table; all its rows are in the data, `printed` of them on paper."""

    id: str
    title: Text
    columns: tuple[Speaks, ...]
    rows: tuple[tuple[Cell, ...], ...]
    printed: int


class Figure(NamedTuple):
    """A chart, and the numbers that its rows are."""

    chart: Chart
    numbers: tuple[Number, ...]


Block = Paragraph | Table | Figure


class Section(NamedTuple):
    """A numbered section."""

    number: str
    title: Text
    blocks: tuple[Block, ...]


class Origin(NamedTuple):
    """What the report was made from, beside batches and rules.

    `position` of the ledger up to which batches were read and `head`, the hash of the event there,
    are None for what is made up; then `seed` says by which it was.
    """

    rulebook: str
    at: datetime
    position: int | None = None
    head: str | None = None
    seed: str | None = None


class Source(NamedTuple):
    """What the assessment was reckoned from: batches, how pairs stood before, the rules.

    `moves` are those before it, for it knows its own only.
    """

    batches: Sequence[BatchRecord]
    before: Standings
    rules: RiskRules
    moves: tuple[Move, ...] = ()


class Writer:
    """Writes one section: asks for numbers in order, and gives blocks their places."""

    def __init__(self, number: str, numbering: Numbering, origin: Origin) -> None:
        self.number, self.origin = number, origin
        self._numbering, self._blocks = numbering, list[Block]()
        self.place = f"{number}.0"

    @property
    def known(self) -> Known:
        """What the numbers are reckoned from."""
        return self._numbering.known

    def of(self, function: str, unit: Unit = Unit.COUNT, /, **arguments: str | int) -> Number:
        """The next number of the block that is being written."""
        return self._numbering.number(self.place, unit, function, **arguments)

    def begin(self) -> str:
        """The place of the next block."""
        self.place = f"{self.number}.{len(self._blocks) + 1}"
        return self.place

    def say(self, text: Text, tone: Tone = Tone.PLAIN, **numbers: Number) -> None:
        """A paragraph; its numbers were asked for since `begin`."""
        self._blocks.append(Paragraph(text, numbers, tone))
        self.begin()

    def confide(self, text: Text, **numbers: Number) -> None:
        """A statement of confidence."""
        self.say(text, Tone.CONFIDENCE, **numbers)

    def table(
        self,
        title: Text,
        columns: Sequence[Speaks],
        rows: Iterable[Sequence[Cell]],
        printed: int = 40,
    ) -> None:
        """A table; its rows may be made while it is written."""
        made = tuple(tuple(row) for row in rows)
        self._blocks.append(Table(f"T-{self.place}", title, tuple(columns), made, printed))
        self.begin()

    def chart(self, name: str) -> None:
        """A chart, each row of which is a number."""
        chart = drawn(self.known, name)
        numbers = tuple(
            self.of("chart-row", Unit.ROW, chart=name, row=n) for n in range(len(chart.rows))
        )
        self._blocks.append(Figure(chart, numbers))
        self.begin()

    def done(self, title: Text) -> Section:
        """The section."""
        return Section(self.number, title, tuple(self._blocks))


def writer(number: str, numbering: Numbering, origin: Origin) -> Writer:
    """A writer at the beginning of a section."""
    made = Writer(number, numbering, origin)
    made.begin()
    return made
