"""Classifies errors of Temporal: transient, or for a person to look at.

The one place that sorts the statuses of gRPC. What is final is final however often it is said: a
payload that is too large, a name that cannot be, a right that is missing.
"""

from temporalio.client import RPCTimeoutOrCancelledError, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from activities.errors import remote_refused, remote_unavailable

AGAIN = frozenset(
    {
        RPCStatusCode.ABORTED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.INTERNAL,
        RPCStatusCode.RESOURCE_EXHAUSTED,
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.UNKNOWN,
    }
)
"""Somebody is away or busy: the same call may succeed later."""

GONE = frozenset({RPCStatusCode.NOT_FOUND, RPCStatusCode.FAILED_PRECONDITION})
"""Nobody is there any more to be told."""

BUSY = "Busy"
"""The type of an error by which a workflow says that it takes nothing in for now."""

# gRPC has one status for "slow down" and for "larger than a message may be".
_TOO_LARGE = "larger than max"


def is_too_large(error: RPCError) -> bool:
    """Whether Temporal refuses one message for its size, however often it is sent."""
    return error.status is RPCStatusCode.RESOURCE_EXHAUSTED and _TOO_LARGE in error.message


def is_transient(error: BaseException) -> bool:
    """Whether the same call may succeed later."""
    if isinstance(error, RPCTimeoutOrCancelledError):
        return True
    if isinstance(error, RPCError):
        return error.status in AGAIN and not is_too_large(error)
    if isinstance(error, WorkflowUpdateFailedError):
        return isinstance(error.cause, ApplicationError) and error.cause.type == BUSY
    return False


def unheard(who: str, error: RPCError | WorkflowUpdateFailedError) -> ApplicationError:
    """The failure of an activity that could not tell another workflow something."""
    if is_transient(error):
        return remote_unavailable(who, str(error))
    status = error.status.name if isinstance(error, RPCError) else "refused"
    cause = error.cause if isinstance(error, WorkflowUpdateFailedError) else error
    return remote_refused(who, status, str(cause))
