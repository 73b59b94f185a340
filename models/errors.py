"""Every error of the tracker outside the ledger (which has its own tree in `ledger/errors.py`).

GuomenError
├── Refused              a command that the rules do not allow now
├── ManifestError        a manifest that cannot be read at all
├── NotFound             no consignment with that number or alias
├── UnknownRule          a row that a rulebook does not have
├── UnknownRulebook      a rulebook version that is not shipped
├── UnknownSchema        an event in a schema version that this release does not know
├── UnknownService       a URL for notices that apprise does not understand
├── UnknownVerb          a command name that does not exist
└── Unreachable          a process of the stack that does not answer
"""


class GuomenError(Exception):
    """The root: its message says what was wrong, with which value, and what to do."""


class Refused(GuomenError):
    """A command that the rules do not allow now; its text is what the officer reads."""


class ManifestError(GuomenError):
    """A manifest that cannot be read at all; single bad rows are reported, not raised."""


class NotFound(GuomenError):
    """No consignment with that tracking number or alias."""


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
