"""The report as a Word file: the same tree as the PDF, with pictures, the same bytes every time."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from models.kernel.language import Language
from reports.risk.chart import FONT
from reports.risk.document import Block, Figure, Paragraph, Table, Tone
from reports.risk.report import Report, placed
from reports.risk.texts import report as r
from scripts.risk_report.pages import below, written
from scripts.risk_report.rendering import Renderer

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_COLOURS: Mapping[Tone, tuple[int, int, int]] = {
    Tone.PLAIN: (0x22, 0x22, 0x22),
    Tone.CONFIDENCE: (0x00, 0x5A, 0x8C),
    Tone.ASSUMED: (0xA3, 0x36, 0x00),
}
_SMALL, _BODY = 7, 9


class _Writer:
    """Adds block after block to a document of python-docx, which ships no types."""

    def __init__(
        self, renderer: Renderer, pictures: Mapping[str, bytes], language: Language
    ) -> None:
        self._docx, self._language, self._pictures = renderer.docx, language, pictures
        self.document: Any = renderer.docx.Document()
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, self._points(_BODY)
        east_asian = renderer.docx.oxml.ns.qn("w:eastAsia")
        for each in self.document.styles:
            if each.type == renderer.docx.enum.style.WD_STYLE_TYPE.PARAGRAPH:
                each.element.get_or_add_rPr().get_or_add_rFonts().set(east_asian, FONT)

    def text(self, said: str, size: int = _BODY, tone: Tone = Tone.PLAIN) -> None:
        run = self.document.add_paragraph().add_run(said)
        run.font.size = self._points(size)
        run.font.color.rgb = self._docx.shared.RGBColor(*_COLOURS[tone])

    def block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self.text(block.said(self._language), tone=block.tone)
            case Table():
                self._table(block)
            case Figure(chart=chart):
                picture = BytesIO(self._pictures[chart.id])
                self.document.add_picture(picture, width=self._docx.shared.Cm(16))

    def _table(self, table: Table) -> None:
        self.document.add_paragraph().add_run(
            f"{table.id}  {table.title.said(self._language)}"
        ).bold = True
        heads = [column.said(self._language) for column in table.columns]
        rows = [
            [written(cell, self._language) for cell in row] for row in table.rows[: table.printed]
        ]
        grid = self.document.add_table(rows=0, cols=len(heads), style="Table Grid")
        for row in [heads, *rows]:
            for cell, said in zip(grid.add_row().cells, row, strict=True):
                cell.paragraphs[0].add_run(said).font.size = self._points(_SMALL)
        self.text(below(table, self._language) or r.NO_ROWS.said(self._language), _SMALL)

    def _points(self, size: int) -> Any:  # noqa: ANN401 - a length of python-docx
        return self._docx.shared.Pt(size)


def word(
    made: Report, renderer: Renderer, pictures: Mapping[str, bytes], language: Language
) -> bytes:
    """The file; its charts are PNG by their ids."""
    write = _Writer(renderer, pictures, language)
    write.document.add_heading(made.title.said(language), 0)
    if made.label:
        write.text(made.label.said(language), tone=Tone.ASSUMED)
        write.document.sections[0].header.paragraphs[0].text = made.label.said(language)
    for section in made.sections:
        write.document.add_heading(f"{section.number}  {section.title.said(language)}", 1)
        for _, block in placed(section):
            write.block(block)
    properties, at = write.document.core_properties, made.origin.at.replace(tzinfo=None)
    properties.author = properties.last_modified_by = "guomen"
    properties.title = made.title.said(language)
    properties.created = properties.modified = at
    stored = BytesIO()
    write.document.save(stored)
    return rewritten(stored.getvalue())


def rewritten(archive: bytes) -> bytes:
    """The same zip with its names in order and all of one day: its bytes tell no time."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(made, "w", ZIP_DEFLATED, compresslevel=9) as new:
        for name in sorted(old.namelist()):
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()
