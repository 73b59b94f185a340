"""A file that cannot be read at all."""

from models.kernel.errors import ManifestError
from models.kernel.language import Sentence, Text


class UnreadableFile(ManifestError):
    """A manifest, or a report of it, that cannot be read or written; `why` for other sentences."""

    def __init__(self, text: Text, /, **fields: object) -> None:
        super().__init__(text, **fields)
        self.why = Sentence(text, fields)
