"""What a reader decided by itself, so that the user can look at it."""

from collections.abc import Mapping
from typing import NamedTuple

from models.kernel.language import Language, Text

_NONE: Mapping[str, object] = {}


class ReaderNote(NamedTuple):
    """A remark about the file as a whole; `warning` when it may not be what was meant."""

    text: Text
    fields: Mapping[str, object] = _NONE
    warning: bool = False

    def said(self, language: Language) -> str:
        """The remark."""
        return self.text.said(language, **self.fields)
