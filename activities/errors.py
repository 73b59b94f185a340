"""Maps failures of calls to named application errors, retryable or not.

- RemoteUnavailable: no answer, or a server error; tried again
- RemoteRefused: the system says that the request is wrong; a person must look
- LedgerUnavailable: the database does not answer; tried again
- LedgerBehind: the ledger has lost what it once acknowledged; tried again until it is refilled
- LedgerConflict: another run has written this stream; the run goes on from what it has
- DrawKeyLost: the key of the draws cannot be had; tried again until somebody brings it back
- NothingRecorded: the ledger has nothing of a stream; its run begins again

What is tried again is raised `from None`: with the stack of a client below it a failure is so long
that the server drops its message, and the Temporal UI says only that it was too long.
"""

from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from models.kernel.errors import KeyMissing
from models.kernel.language import Language
from models.kernel.limits import LARGEST_ANSWER
from models.risk.texts import NOTHING_DRAWN


def remote_unavailable(system: str, why: str) -> ApplicationError:
    """No answer yet; expected now and then, so it does not count as an error of ours."""
    return ApplicationError(
        f"{system} does not answer ({why}); it is asked again",
        type="RemoteUnavailable",
        category=ApplicationErrorCategory.BENIGN,
    )


def remote_refused(system: str, status: int | str, text: str) -> ApplicationError:
    """The system understood and says no: asking again cannot help."""
    return ApplicationError(
        f"{system} refuses the request ({status}): {text[:LARGEST_ANSWER]}",
        type="RemoteRefused",
        non_retryable=True,
    )


def ledger_unavailable(why: str) -> ApplicationError:
    """PostgreSQL is away; nothing is lost, the batch waits in Temporal's history."""
    return ApplicationError(why, type="LedgerUnavailable", category=ApplicationErrorCategory.BENIGN)


def ledger_behind(why: str) -> ApplicationError:
    """A restored backup: the consignment waits, and goes on once the ledger is whole again."""
    return ApplicationError(
        f"the ledger has lost events that it had acknowledged, run `guomen refill`: {why}",
        type="LedgerBehind",
    )


def nothing_recorded(stream: str) -> ApplicationError:
    """Whoever asks has to begin again: the ledger knows no better."""
    return ApplicationError(
        f"nothing of {stream} is recorded", type="NothingRecorded", non_retryable=True
    )


def draw_key_lost(error: KeyMissing) -> ApplicationError:
    """Nothing is drawn without its key: the consignment waits until it is there."""
    why = error.said(Language.BOTH)
    return ApplicationError(NOTHING_DRAWN.said(Language.BOTH, why=why), type="DrawKeyLost")


def ledger_conflict(why: str) -> ApplicationError:
    """The stream was continued by somebody else."""
    return ApplicationError(why, type="LedgerConflict", non_retryable=True)
