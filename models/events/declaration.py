"""What the single window says of the declaration (domain 6.1)."""

from decimal import Decimal
from typing import Literal

from models.events.body import Body


class DeclarationStatusChanged(Body):
    """The single window reported a status letter, of the form with that unified number if named."""

    type: Literal["declaration-status-changed"] = "declaration-status-changed"
    letter: str
    meaning: str
    entry_id: str | None
    exported: bool = False
    seq_no: str | None = None


class DeclarationBody(Body):
    """What a status letter meant; the number is None as long as only the unified one is known."""

    letter: str
    entry_id: str | None


class Declared(DeclarationBody):
    """Customs received the declaration, or received it anew: under another number, on a new form.

    A new form has a unified number of its own; the one before it stays an alias.
    """

    type: Literal["declared"] = "declared"
    seq_no: str | None = None


class DeclarationNumbered(DeclarationBody):
    """A declaration that was received before got its 18-digit number."""

    type: Literal["declaration-numbered"] = "declaration-numbered"


class DeclarationAmended(DeclarationBody):
    """A new version of the declaration was received under the same number."""

    type: Literal["declaration-amended"] = "declaration-amended"


class DeclarationRejected(DeclarationBody):
    """The declaration was returned, or failed."""

    type: Literal["declaration-rejected"] = "declaration-rejected"


class DeclarationNeedsAction(DeclarationBody):
    """The declaration was sent back for change, is reviewed again, or suspended."""

    type: Literal["declaration-needs-action"] = "declaration-needs-action"


class DeclarationReviewed(DeclarationBody):
    """Customs finished the review of the papers."""

    type: Literal["declaration-reviewed"] = "declaration-reviewed"


class DutyDue(DeclarationBody):
    """There is duty to pay."""

    type: Literal["duty-due"] = "duty-due"


class InspectionOrdered(DeclarationBody):
    """Customs ordered an inspection of the goods."""

    type: Literal["inspection-ordered"] = "inspection-ordered"


class ReleasedUnderGuarantee(DeclarationBody):
    """Customs take a guarantee for the duty; it releases no goods by itself."""

    type: Literal["released-under-guarantee"] = "released-under-guarantee"


class DeclarationClosed(DeclarationBody):
    """Customs closed the file of the declaration."""

    type: Literal["declaration-closed"] = "declaration-closed"


class DeclarationCancelled(DeclarationBody):
    """The declaration was deleted or withdrawn: the goods must be declared anew."""

    type: Literal["declaration-cancelled"] = "declaration-cancelled"


class SummaryAccepted(DeclarationBody):
    """The summary of a two-step declaration was accepted: the full one must follow."""

    type: Literal["summary-accepted"] = "summary-accepted"


class DeclarationCompleted(DeclarationBody):
    """The full declaration followed its summary."""

    type: Literal["declaration-completed"] = "declaration-completed"


class GoodsSeized(Body):
    """Customs seized goods that nobody declared within the legal time."""

    type: Literal["goods-seized"] = "goods-seized"
    reason: str
    officer: str


class DeclaredLate(Body):
    """The goods were declared after the free days: a fee is due, in the currency of the value."""

    type: Literal["declared-late"] = "declared-late"
    days: int
    fee: Decimal
    currency: str


class ManifestStatusChanged(Body):
    """Clearance reported a status of the manifest that the bill stands on."""

    type: Literal["manifest-status-changed"] = "manifest-status-changed"
    status: str
    meaning: str


class ManifestBody(Body):
    """What a status of the manifest meant, and why, where clearance says so."""

    status: str
    reason: str = ""


class ManifestRefused(ManifestBody):
    """The manifest was not accepted: the carrier must send it again."""

    type: Literal["manifest-refused"] = "manifest-refused"


class BillReleased(ManifestBody):
    """The bill is released as cargo of its vessel: neither a permit to remove nor for use."""

    type: Literal["bill-released"] = "bill-released"


class LoadingRefused(ManifestBody):
    """The goods may not be loaded."""

    type: Literal["loading-refused"] = "loading-refused"


class DischargeRefused(ManifestBody):
    """The goods may not be discharged."""

    type: Literal["discharge-refused"] = "discharge-refused"
