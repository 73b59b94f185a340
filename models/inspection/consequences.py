"""What other matters may say of the goods: a suspicion, and what it means for the pilot."""

from models.consignment.decision_tables import Bodies
from models.consignment.state import State
from models.inspection.events import NonconformanceRaised
from models.kernel.codes import ReasonCode
from models.kernel.terms import Cause, Suspicion
from models.supervision.consequences import fall_back


def suspicion(reason: str, box: str, note: str) -> NonconformanceRaised:
    """A defect that somebody has to confirm or to clear."""
    return NonconformanceRaised(reason=reason, status=Suspicion.SUSPECTED, box=box, note=note)


def suspected_in_port(state: State, reason: str, note: str) -> Bodies:
    """A defect that is suspected before gate-out ends the pilot, whoever suspects it."""
    cause = SUSPICIONS.get(reason, Cause.FOREIGN_MATTER)
    return fall_back(state, cause, f"{reason}: {note}" if note else reason)


SUSPICIONS: dict[str, Cause] = {
    ReasonCode.RAD_DOSE_RATE: Cause.RADIATION,
    ReasonCode.RAD_SURFACE: Cause.RADIATION,
    ReasonCode.RAD_NUCLIDE: Cause.RADIATION,
    ReasonCode.SOLID_WASTE: Cause.SOLID_WASTE_SUSPECTED,
    ReasonCode.APPEARANCE: Cause.DOCUMENTS_DIFFER,
    ReasonCode.MIXED_LOADING: Cause.DOCUMENTS_DIFFER,
    ReasonCode.DOC_MISMATCH: Cause.DOCUMENTS_DIFFER,
}
"""What a suspicion in the port ends the pilot for (domain 1.6); any other is foreign matter."""
