"""Accepts news about an enterprise's status only when the enterprise's own stream proves it.

Anybody who can send Updates can say that an enterprise is suspended, or no longer. So an Update is
only a hint to look: the order itself is read from the register's stream in the ledger, which the
enterprise's own workflow wrote (decisions/0032).
"""

from dataclasses import dataclass, field

from models.execution.activity_io import StatusProof
from models.execution.workflow_io import Receipt
from models.kernel.language import Text
from models.supervision.messages import ReinstatementNotice, SuspensionNotice
from workflows.update_input import rejected

_UNKNOWN = Text(
    "企业名册中没有该指令，未受理：{why}。企业的暂停与恢复只能由企业名册下达："
    "guomen enterprise act 企业代码 suspend（或reinstate）",
    "the register of enterprises has no such order, nothing was recorded: {why}. An enterprise is"
    " suspended or reinstated at its own page only: guomen enterprise act CODE suspend (or"
    " reinstate)",
)


@dataclass
class StatusClaim:
    """One such hint, and what has become of it."""

    notice: SuspensionNotice | ReinstatementNotice
    _receipt: Receipt | None = field(default=None)
    _known: bool = field(default=False)

    @property
    def settled(self) -> bool:
        """The register has been asked."""
        return self._receipt is not None

    def proven(self, proof: StatusProof) -> SuspensionNotice | ReinstatementNotice | None:
        """What the register says, in its own words; None if it says otherwise, or did once."""
        suspends = isinstance(self.notice, SuspensionNotice)
        if not proof.latest or proof.suspended is not suspends:
            return None
        said = {"id": self.notice.id, "reason": proof.reason, "cause_event": self.notice.id}
        if suspends:
            return SuspensionNotice(**said, for_good=proof.for_good)
        return ReinstatementNotice(**said)

    def settle(self, receipt: Receipt, proof: StatusProof) -> None:
        """Keep what came of it."""
        self._receipt, self._known = receipt, proof.known

    def outcome(self) -> Receipt:
        """The receipt for whoever sent it.

        Raises:
            ApplicationError: the register knows no such order.
        """
        if self._receipt is None or not self._known:
            raise rejected(_UNKNOWN, self.notice.id, "Refused")
        return self._receipt
