"""How long each kind of call may take and how it is retried: one row a kind."""

from dataclasses import dataclass, replace
from datetime import timedelta

from temporalio.common import RetryPolicy


@dataclass(frozen=True)
class Patience:
    """Time-outs and retries of one kind of call; `in_all` None means for ever.

    After `quiet` without an answer people hear of it, and the call is made again. `heartbeat` is
    how long a call that takes many steps may go without a sign of life.
    """

    attempt: timedelta
    in_all: timedelta | None
    retry: RetryPolicy
    heartbeat: timedelta | None = None
    quiet: timedelta | None = None


_BACKOFF = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=30),
)

RECORD = Patience(attempt=timedelta(seconds=30), in_all=None, retry=_BACKOFF)
LOOKUP = Patience(
    attempt=timedelta(seconds=10),
    in_all=timedelta(hours=1),
    retry=_BACKOFF,
    quiet=timedelta(minutes=5),
)
MUTATION = replace(LOOKUP, attempt=timedelta(seconds=30))
PULL = Patience(attempt=timedelta(seconds=10), in_all=timedelta(minutes=2), retry=_BACKOFF)
REGISTER = Patience(attempt=timedelta(seconds=30), in_all=None, retry=_BACKOFF)
SPREAD = Patience(
    attempt=timedelta(hours=1), in_all=None, retry=_BACKOFF, heartbeat=timedelta(minutes=1)
)
# People are told even if it takes a day to find somebody who tells them.
NOTIFY = Patience(attempt=timedelta(seconds=10), in_all=timedelta(hours=24), retry=_BACKOFF)

DRAIN = timedelta(seconds=15)
"""How long a stopping worker lets running activities finish; below every stop grace period."""
