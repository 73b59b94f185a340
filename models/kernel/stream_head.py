"""Where a stream ends, as the ledger answers it."""

from models.kernel.base_types import Frozen


class StreamHead(Frozen):
    """The last link of a stream: version and hash (hex), as the ledger answers it.

    Version 0 is the beginning, before any event.
    """

    version: int = 0
    hash: str = ""
