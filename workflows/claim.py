"""What somebody says a consignment has to hear of its enterprise: nothing, until it is proven.

Anybody who can send Updates can say that an enterprise is suspended, or no longer. So an Update is
only a hint to look: the order itself is read from the register's stream in the ledger, which the
enterprise's own workflow wrote (decisions/0032).
"""

from dataclasses import dataclass, field

from models.calls import Proof
from models.language import Text
from models.messages import EnterpriseReinstated, EnterpriseSuspended
from models.start import Receipt
from workflows.arriving import rejected

_UNKNOWN = Text(
    "企业名册中没有该指令，未受理：{why}。企业的暂停与恢复只能由企业名册下达："
    "guomen enterprise act 企业代码 suspend（或reinstate）",
    "the register of enterprises has no such order, nothing was recorded: {why}. An enterprise is"
    " suspended or reinstated at its own page only: guomen enterprise act CODE suspend (or"
    " reinstate)",
)


@dataclass
class Claim:
    """One such hint, and what has become of it."""

    told: EnterpriseSuspended | EnterpriseReinstated
    _receipt: Receipt | None = field(default=None)
    _known: bool = field(default=False)

    @property
    def settled(self) -> bool:
        """The register has been asked."""
        return self._receipt is not None

    def proven(self, proof: Proof) -> EnterpriseSuspended | EnterpriseReinstated | None:
        """What the register says, in its own words; None if it says otherwise, or did once."""
        suspends = isinstance(self.told, EnterpriseSuspended)
        if not proof.latest or proof.suspended is not suspends:
            return None
        said = {"id": self.told.id, "reason": proof.reason, "cause_event": self.told.id}
        if suspends:
            return EnterpriseSuspended(**said, for_good=proof.for_good)
        return EnterpriseReinstated(**said)

    def settle(self, receipt: Receipt, proof: Proof) -> None:
        """Keep what came of it."""
        self._receipt, self._known = receipt, proof.known

    def outcome(self) -> Receipt:
        """The receipt for whoever sent it.

        Raises:
            ApplicationError: the register knows no such order.
        """
        if self._receipt is None or not self._known:
            raise rejected(_UNKNOWN, self.told.id, "Refused")
        return self._receipt
