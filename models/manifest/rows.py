"""What a manifest is read from and what comes back: a row, a flaw of a cell, a problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.kernel.language import Language, Sentence, Text

Fields = Mapping[str, object]
_NONE: Fields = {}


class CellError(NamedTuple):
    """Why a text is not a value, and what to write instead; both are filled from `fields`."""

    reason: Text
    fix: Text
    fields: Fields = _NONE

    def said(self, form: Text) -> Sentence:
        """Both in one sentence."""
        return form.of(reason=self.reason.of(**self.fields), fix=self.fix.of(**self.fields))


@dataclass(frozen=True)
class ManifestRow:
    """One box with its consignment: text by column, the column as the file writes it.

    `number` is where to find it: the line of a text file, the row of a sheet, the consignment of
    a JSON list. `flaws` are columns that the reader of the file has found wrong already.
    """

    number: int
    cells: Mapping[str, str]
    sheet: str = ""
    flaws: Mapping[str, CellError] = field(default_factory=dict)


@dataclass(frozen=True)
class ManifestProblem:
    """One thing wrong: where, which value, why, what to do; `row` is None for the whole file.

    `column` is our name of the column and `written` that of the file; `original` is the row.
    """

    row: int | None
    column: str
    value: str
    flaw: CellError
    warning: bool = False
    written: str = ""
    original: ManifestRow | None = None

    @property
    def sheet(self) -> str:
        """The sheet of a workbook; empty elsewhere."""
        return "" if self.original is None else self.original.sheet

    def reason(self, language: Language) -> str:
        """What is wrong."""
        return self.flaw.reason.said(language, **self.flaw.fields)

    def fix(self, language: Language) -> str:
        """What to do."""
        return self.flaw.fix.said(language, **self.flaw.fields)
