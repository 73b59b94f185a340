"""The report as a document of typst: only strings in it, so that nothing in a text is markup."""

from collections.abc import Iterator, Mapping

from models.kernel.clock import CHINA
from models.kernel.language import Language
from reports.risk.chart import FONT
from reports.risk.document import Block, Cell, Figure, Paragraph, Table, Tone
from reports.risk.numbers import Number
from reports.risk.report import Report, placed
from reports.risk.texts import report as r

_COLOURS: Mapping[Tone, str] = {
    Tone.PLAIN: "#222222",
    Tone.CONFIDENCE: "#005a8c",
    Tone.ASSUMED: "#a33600",
}
_SETUP = """#set page(paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 18mm), numbering: "1 / 1",
  header: text(8pt, fill: rgb("#a33600"))[#{label}])
#set text(font: {font}, size: 9pt, lang: {lang}, hyphenate: false)
#set par(justify: false, leading: 0.6em)
#set table(stroke: 0.4pt + rgb("#b0b0b0"), inset: 3pt)
#show heading.where(level: 1): set block(above: 1.6em, below: 0.8em)
#show table: set text(7.5pt)
#show table: set par(leading: 0.45em)
"""


def pages(made: Report, language: Language) -> str:
    """The source of the document; its charts are files named `<chart>.svg` beside it."""
    label = made.label.said(language) if made.label else r.NOT_THEIRS.said(language)
    head = _SETUP.format(label=_string(label), font=_string(FONT), lang=_string(language.value))
    return "\n".join([head, *_body(made, language)]) + "\n"


def _body(made: Report, language: Language) -> Iterator[str]:
    title = made.title.said(language)
    yield f'#set document(title: {_string(title)}, author: "guomen")'
    yield f'#align(center, text(17pt, weight: "bold", {_string(title)}))'
    yield f"#align(center, text(9pt, {_string(made.origin.at.astimezone(CHINA).isoformat())}))"
    for section in made.sections:
        heading = f"{section.number}  {section.title.said(language)}"
        yield f"#heading(level: 1, {_string(heading)})"
        for _, block in placed(section):
            yield from _block(block, language)


def _block(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Paragraph():
            colour = _COLOURS[block.tone]
            said = f"{block.said(language)}{_ids(tuple(block.numbers.values()), language)}"
            yield f"#par(text(fill: rgb({_string(colour)}), {_string(said)}))"
        case Table():
            yield from _table(block, language)
        case Figure(chart=chart):
            file = _string(f"{chart.id}.svg")
            yield f"#align(center, image({file}, width: 92%))"
            yield _small(_ids(block.numbers, language))


def _table(table: Table, language: Language) -> Iterator[str]:
    title = f"{table.id}  {table.title.said(language)}"
    yield f"#block(above: 1.2em, below: 0.5em, strong({_string(title)}))"
    if not table.rows:
        yield _small(r.NO_ROWS.said(language))
        return
    heads = ", ".join(_strong(column.said(language)) for column in table.columns)
    yield f"#table(columns: {len(table.columns)}, table.header({heads}),"
    for row in table.rows[: table.printed]:
        yield "  " + ", ".join(_string(written(cell, language)) for cell in row) + ","
    yield ")"
    if said := below(table, language):
        yield _small(said)


def below(table: Table, language: Language) -> str:
    """What stands below a table: which numbers it holds, and how many rows are not printed."""
    numbers = [cell for row in table.rows for cell in row if isinstance(cell, Number)]
    said = _ids(tuple(numbers), language).strip()
    rows = len(table.rows)
    if rows > table.printed:
        said += f" {r.PRINTED.said(language, printed=table.printed, rows=rows)}"
    return said.strip()


def written(cell: Cell, language: Language) -> str:
    """A cell as it is read."""
    match cell:
        case Number():
            return cell.written()
        case str():
            return cell
        case _:
            return cell.said(language)


def _ids(numbers: tuple[Number, ...], language: Language) -> str:
    if not numbers:
        return ""
    named = r.NUMBERS.said(language, first=numbers[0].id, last=numbers[-1].id)
    return f" [{named}]"


def _small(text: str) -> str:
    return f'#par(text(6.5pt, fill: rgb("#777777"), {_string(text)}))'


def _strong(text: str) -> str:
    return f"strong({_string(text)})"


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
