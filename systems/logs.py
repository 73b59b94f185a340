"""The log of a system: where something broke, never with which values, as messages name people."""

import logging
import re
import traceback
from types import TracebackType

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_QUOTED = re.compile(r"""(?<!\w)(?:'[^'\n]*'|"[^"\n]*")(?!\w)""")


class DiscreetFormatter(logging.Formatter):
    """One line an entry; of an error its type and its way."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """What is quoted is what somebody sent."""
        return _QUOTED.sub("'***'", super().format(record))

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - the name in `logging`
        """Without the messages of the error and of those before it."""
        error: BaseException | None = ei[1]
        lines: list[str] = []
        while error is not None:
            way = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__)).format()
            lines += [*(line.rstrip("\n") for line in way), type(error).__name__]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def configure() -> None:
    """Set up logging once, at the start of a process."""
    logging.raiseExceptions = False  # an entry that fails would be printed with all it was given
    handler = logging.StreamHandler()
    handler.setFormatter(DiscreetFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.captureWarnings(capture=True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # one line a webhook is too many
