"""How calls are tried again: one row a kind. How long an attempt takes is added up in `outward.py`.

Every row has an end (`in_all`), or people hear of it after a while (`quiet`) and it is tried on,
or it says who sees that it is still tried (`seen`).
"""

from dataclasses import dataclass
from datetime import timedelta

from temporalio.common import RetryPolicy


@dataclass(frozen=True)
class Patience:
    """Retries of one kind of call; `in_all` None means for ever.

    After `quiet` without an answer people hear of it, and the call is made again. `heartbeat` is
    how long a call that takes many steps may go without a sign of life.
    """

    in_all: timedelta | None
    retry: RetryPolicy
    heartbeat: timedelta | None = None
    quiet: timedelta | None = None
    seen: str = ""


MARGIN = timedelta(seconds=5)
"""What an attempt may take beside waiting: a busy worker, the way to the server."""

STARTS_WITHIN = timedelta(seconds=5)
"""So long events wait at the head of a call that finds no slot; then they are recorded alone."""


def _backoff(longest: timedelta) -> RetryPolicy:
    return RetryPolicy(
        initial_interval=timedelta(seconds=1), backoff_coefficient=2, maximum_interval=longest
    )


_SOON = _backoff(timedelta(seconds=30))
_QUIET = timedelta(minutes=5)

RECORD = Patience(in_all=None, retry=_SOON, quiet=_QUIET)
ASKED = Patience(in_all=timedelta(hours=1), retry=_SOON, quiet=_QUIET)
PULL = Patience(in_all=timedelta(minutes=2), retry=_SOON)
SPREAD = Patience(
    in_all=None, retry=_SOON, heartbeat=timedelta(minutes=1), quiet=timedelta(minutes=30)
)
# An alarm is never dropped: the noticeboard has it with the first try, this is about the targets.
TELL = Patience(in_all=None, retry=_backoff(timedelta(minutes=10)), seen="noticeboard, log")
# A second attempt for a tracker that died with the first; what a target answers is no error. With
# the wait for its turn at a target that is slow, or that no tracker knows: then it has failed, and
# the workflow of the notice tries again.
SENT = Patience(in_all=timedelta(minutes=10), retry=RetryPolicy(maximum_attempts=2))
NOTED = Patience(in_all=None, retry=_backoff(timedelta(minutes=10)), seen="`guomen status`")
# Ends as a failed workflow; the same command goes on with it.
IMPORT = Patience(in_all=timedelta(days=1), retry=_SOON, heartbeat=timedelta(seconds=40))
# Ends before the next round of the schedule is missed for long.
UPKEEP = Patience(
    in_all=timedelta(hours=1), retry=_backoff(timedelta(minutes=1)), heartbeat=timedelta(minutes=5)
)
# Ends before the next round; what a round could not say, the next one says.
HEALTH = Patience(in_all=timedelta(minutes=10), retry=_backoff(timedelta(minutes=1)))

DRAIN = timedelta(seconds=15)
"""How long a stopping worker lets running activities finish; below every stop grace period."""
