"""The two languages of the border: a text is written in both, and said in the wanted one."""

from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    """What people read: Chinese, English, or one after the other."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"


class Text(NamedTuple):
    """A label or a sentence in Chinese and in English, with the same `{fields}` in both."""

    zh: str
    en: str

    def said(self, language: Language, /, **fields: object) -> str:
        """In one language or both, its fields filled; a field that is a Text speaks the same.

        Raises:
            KeyError: a field that the text names is not given.
        """
        match language:
            case Language.ZH:
                return self._filled(self.zh, Language.ZH, fields)
            case Language.EN:
                return self._filled(self.en, Language.EN, fields)
            case Language.BOTH:
                zh, en = self.said(Language.ZH, **fields), self.said(Language.EN, **fields)
                return zh if zh == en else f"{zh} {en}"

    @staticmethod
    def _filled(pattern: str, language: Language, fields: dict[str, object]) -> str:
        spoken = {
            name: value.said(language) if isinstance(value, Text) else value
            for name, value in fields.items()
        }
        return pattern.format(**spoken)
