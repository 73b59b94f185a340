"""Signs ranges of the ledger, so that nobody can change the past unnoticed."""

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.errors import ledger_unavailable
from ledger import LedgerUnavailable, Sealer
from models.execution.maintenance import Sealed


class AttestationActivities:
    """The door to the sealer, which has the key."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    @activity.defn
    async def seal_ledger(self) -> Sealed:
        """Seals all that no seal vouches for yet; what is not sound is left out, and named.

        Raises:
            ApplicationError: LedgerUnavailable (retried) or LedgerNotSound (final: the rest is
                sealed; something was tampered with, and `guomen verify` names every place).
        """
        try:
            done = await self._sealer.seal(activity.heartbeat)
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from error
        if done.unsound:
            first, *others = done.unsound
            more = f", and {len(others)} more" if others else ""
            raise ApplicationError(
                f"position {first.position} is not sealed: {first.why}{more}; the rest is sealed, "
                f"{done.seals} new seals; `guomen verify` says more",
                type="LedgerNotSound",
                non_retryable=True,
            )
        return Sealed(seals=done.seals, position=done.position)
