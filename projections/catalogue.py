"""Every projection there is, by its name."""

from projections.deadlines import DEADLINES
from projections.dwell import DWELL
from projections.enterprises import ENTERPRISES
from projections.escalations import ESCALATIONS
from projections.occupancy import OCCUPANCY
from projections.projection import Projection
from projections.reasons import REASONS
from projections.risk_batches import RISK_BATCHES
from projections.risk_cells import RISK_CELLS
from projections.risk_levels import RISK_LEVELS, RISK_PAIRS
from projections.status import STATUS
from projections.waivers import WAIVERS

PROJECTIONS: tuple[Projection, ...] = (
    STATUS,
    DEADLINES,
    DWELL,
    REASONS,
    ESCALATIONS,
    WAIVERS,
    OCCUPANCY,
    ENTERPRISES,
    RISK_BATCHES,
    RISK_LEVELS,
    RISK_PAIRS,
    RISK_CELLS,
)
BY_NAME: dict[str, Projection] = {projection.name: projection for projection in PROJECTIONS}
