"""What can go wrong with the processes themselves.

ProcessError (a GuomenError)
├── NotConfigured        a setting is missing or cannot be read
├── StackTaken           another stack runs on the same data folder
├── DidNotStart          a part of the stack ended or stayed silent before it was ready
└── AttributesRefused    the namespace has no room for our search attributes, or other ones
"""

from models.kernel.errors import GuomenError


class ProcessError(GuomenError):
    """Whatever keeps a process from running."""


class NotConfigured(ProcessError):
    """A setting is missing or cannot be read."""


class StackTaken(ProcessError):
    """Another stack runs on the same data folder."""


class DidNotStart(ProcessError):
    """A part of the stack ended or stayed silent before it was ready."""


class AttributesRefused(ProcessError):
    """The Temporal namespace has no room for our search attributes, or has other types for them."""
