"""Sealing the ledger: so that nobody, not even its owner, can change the past unnoticed."""

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.errors import ledger_unavailable
from ledger import LedgerUnavailable, NotSound, Sealer
from models.upkeep import Sealed


class Seal:
    """The door to the sealer, which has the key."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    @activity.defn
    async def seal_ledger(self) -> Sealed:
        """Seals all that was recorded since the last seal.

        Raises:
            ApplicationError: LedgerUnavailable (retried) or LedgerNotSound (final: the ledger was
                tampered with, and `guomen verify` names the place).
        """
        seals, position = 0, 0
        try:
            while (seal := await self._sealer.seal()) is not None:
                seals, position = seals + 1, seal.last_position
                activity.heartbeat(position)
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from error
        except NotSound as error:
            raise ApplicationError(str(error), type="LedgerNotSound", non_retryable=True) from error
        return Sealed(seals=seals, position=position)
