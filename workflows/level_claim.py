"""A hint that the pair of a consignment stands worse, until its supplier's stream has been asked.

Anybody who can send Updates can send one. It says nothing that counts: the consignment reads its
own level, and decides by that alone (decisions/0052).
"""

from dataclasses import dataclass

from models.arrival.messages import LevelHint
from models.execution.workflow_io import Receipt


@dataclass
class LevelClaim:
    """One such hint, and what has become of it; None until the stream has been asked."""

    hint: LevelHint
    receipt: Receipt | None = None

    def outcome(self) -> Receipt:
        """The receipt for whoever sent it.

        Raises:
            ValueError: the stream has not been asked yet.
        """
        if self.receipt is None:
            raise ValueError(f"the level of hint {self.hint.id} has not been looked at: wait")
        return self.receipt
