"""The report as a pure function: the same input in any order gives the same bytes, anywhere."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from models.kernel.language import Language, Speaks, Text
from models.risk.assessment import Assessment
from models.risk.standing import Standings
from reports.risk.canonical import canonical
from reports.risk.document import (
    Block,
    Cell,
    Figure,
    Origin,
    Paragraph,
    Section,
    Source,
    Table,
    writer,
)
from reports.risk.known import Known, known
from reports.risk.numbers import Events, Number, Numbering
from reports.risk.sections import SECTIONS
from reports.risk.texts import report as r

LAYOUT = 1
"""The way in which the report is laid out: another one gives other ids to the same numbers."""


class Report(NamedTuple):
    """Sections, numbers by id in their order, and what they were reckoned from."""

    origin: Origin
    known: Known
    before: Standings
    events: Events
    sections: tuple[Section, ...]
    numbers: Mapping[str, Number]

    @property
    def title(self) -> Text:
        """What it is called."""
        return r.TITLE

    @property
    def label(self) -> Speaks | None:
        """What is said of it on every page: that it is made up, if it is."""
        return r.SAMPLE.of(seed=self.origin.seed) if self.known.synthetic else None

    def json(self) -> bytes:
        """The canonical form, both languages in it, with all that is needed to check it."""
        return canonical(_document(self)) + b"\n"

    def numbers_jsonl(self) -> bytes:
        """One number a line, in their order."""
        return b"".join(canonical(_number(each)) + b"\n" for each in self.numbers.values())


def report(
    source: Source, assessment: Assessment, origin: Origin, events: Events | None = None
) -> Report:
    """The report of an assessment; made-up batches are those whose origin has a seed.

    Raises:
        BadHistory: a batch is there twice or lies ahead of the assessment.
    """
    told = known(
        source.batches,
        assessment,
        source.rules,
        synthetic=origin.seed is not None,
        earlier=source.moves,
    )
    numbering = Numbering(told, events or {})
    sections = tuple(write(writer(number, numbering, origin)) for number, write in SECTIONS.items())
    return Report(origin, told, source.before, events or {}, sections, numbering.made)


def _document(made: Report) -> dict[str, Any]:
    told = made.known
    return {
        "layout": LAYOUT,
        "title": _said(made.title),
        "label": made.label and _said(made.label),
        "origin": {**made.origin._asdict(), "at": made.origin.at.isoformat()},
        "synthetic": told.synthetic,
        "model": told.assessment.model,
        "digest": told.assessment.digest,
        "source": {
            "batches": [batch.model_dump(mode="json") for batch in told.everything],
            "before": made.before.model_dump(mode="json"),
            "rules": told.rules.model_dump(mode="json"),
            "moves": [move.model_dump(mode="json") for move in told.earlier],
            "events": {batch: [list(e) for e in sorted(of)] for batch, of in made.events.items()},
        },
        "sections": [
            {
                "number": section.number,
                "title": _said(section.title),
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in made.sections
        ],
        "numbers": [_number(each) for each in made.numbers.values()],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            numbers = {name: each.id for name, each in block.numbers.items()}
            return {"kind": "text", "tone": block.tone, "numbers": numbers, **_said(block)}
        case Table():
            return {
                "kind": "table",
                "id": block.id,
                "title": _said(block.title),
                "columns": [_said(column) for column in block.columns],
                "rows": [[_cell(cell) for cell in row] for row in block.rows],
            }
        case Figure(chart=chart):
            return {
                "kind": "chart",
                "id": chart.id,
                "title": _said(chart.title),
                "notes": [_said(note) for note in chart.notes],
                "numbers": [each.id for each in block.numbers],
            }


def _cell(cell: Cell) -> Any:  # noqa: ANN401 - JSON
    match cell:
        case Number():
            return {"number": cell.id, "written": cell.written()}
        case str():
            return cell
        case _:
            return _said(cell)


def _number(number: Number) -> dict[str, Any]:
    return number._asdict()


def _said(what: Speaks) -> dict[str, str]:
    return {language.value: what.said(language) for language in (Language.ZH, Language.EN)}


def placed(section: Section) -> Iterator[tuple[str, Block]]:
    """The blocks of a section with their places, such as `3.2`."""
    for nth, block in enumerate(section.blocks, 1):
        yield f"{section.number}.{nth}", block
