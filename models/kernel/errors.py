"""Every error of the tracker outside the ledger (which has its own tree in `ledger/errors.py`).

GuomenError
├── BadFilter            a filter of a list that is more, or less, than one condition
├── BadHistory           a history of inspections that contradicts itself, or runs ahead of its time
├── Refused              a command that the rules do not allow now
│   ├── Busy             a message that cannot be taken in now, and can be later
│   └── OutsideRole      a command that the declared role does not give
├── KeyMissing           the key of a quarter's draws that cannot be had
├── ManifestError        a manifest that cannot be read at all
├── NotFound             no consignment with that number or alias
├── OfficersUnreadable   a file of officers that cannot be read
├── Oversized             more than a consignment, a batch or a message can hold
├── UnknownRule          a row that a rulebook does not have
├── UnknownRulebook      a rulebook version that is not shipped
├── UnknownSchema        an event in a schema version that this release does not know
├── UnknownService       a URL for notices that apprise does not understand
├── UnknownVerb          a command name that does not exist
├── Unreachable          a process of the stack that does not answer
└── WeakerRules          rules that bear more than a released version of them
"""

from models.kernel.language import Language, Text


class GuomenError(Exception):
    """The root: its message says what was wrong, with which value, and what to do.

    A Text with its fields is said in the language of whoever reads it; a plain string, which comes
    from outside, as it is.
    """

    def __init__(self, message: Text | str = "", /, **fields: object) -> None:
        super().__init__(message)
        self._message, self._fields = message, fields

    def said(self, language: Language) -> str:
        """The message in one language, or in both."""
        if isinstance(self._message, Text):
            return self._message.said(language, **self._fields)
        return self._message

    def __str__(self) -> str:
        return self.said(Language.BOTH)


class BadFilter(GuomenError):
    """A filter of a list that is more, or less, than one condition."""


class BadHistory(GuomenError):
    """A history of inspections that contradicts itself, or runs ahead of its time."""


class Refused(GuomenError):
    """A command that the rules do not allow now; its text is what the officer reads."""


class Busy(Refused):
    """A message that cannot be taken in now; the same may be sent again later."""


class OutsideRole(Refused):
    """A command that the declared role does not give; its text says who does."""


class KeyMissing(GuomenError):
    """The key of a quarter's draws cannot be had; its text says where it should be."""


class ManifestError(GuomenError):
    """A manifest that cannot be read at all; single bad rows are reported, not raised."""


class NotFound(GuomenError):
    """No consignment with that tracking number or alias."""


class OfficersUnreadable(GuomenError):
    """A file of officers that cannot be read: where, and what is wrong there."""


class Oversized(GuomenError):
    """More than can be held: what, how much, the limit, and how to divide it."""


class UnknownRule(GuomenError):
    """A row that a rulebook does not have."""


class UnknownRulebook(GuomenError):
    """A rulebook version that is not shipped."""


class UnknownSchema(GuomenError):
    """An event in a schema version that this release does not know."""


class UnknownService(GuomenError):
    """A URL for notices that apprise does not understand."""


class UnknownVerb(GuomenError):
    """A command name that does not exist."""


class Unreachable(GuomenError):
    """A process of the stack that does not answer."""


class WeakerRules(GuomenError):
    """Rules that bear more than a released version of them."""
