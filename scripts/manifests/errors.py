"""A file that cannot be read at all, said in both languages."""

from models.errors import ManifestError
from models.language import Language, Text


class Unreadable(ManifestError):
    """A manifest that cannot be read; `said` tells why, in the language that is asked for."""

    def __init__(self, text: Text, **fields: object) -> None:
        self._sentence, self._filling = text, fields
        super().__init__(self.said(Language.BOTH))

    def said(self, language: Language) -> str:
        """What was wrong, and what to do."""
        return self._sentence.said(language, **self._filling)

    def as_text(self) -> Text:
        """Both languages, so that another sentence can take it in."""
        return Text(*(_literal(self.said(each)) for each in (Language.ZH, Language.EN)))


def _literal(text: str) -> str:
    """A text without fields of its own, whatever stands in it."""
    return text.replace("{", "{{").replace("}", "}}")
