"""Where a consignment stands, and where each of its boxes: on the way they go apart."""

from models.consignment.box import Box
from models.consignment.state import State
from models.kernel.terms import Stage
from models.process import derived_status

_ON_THE_WAY = (Stage.PORT, Stage.ROAD, Stage.FACTORY)
WHOLE = ""
"""The name under which the consignment as a whole stands among its boxes."""


def stages(state: State) -> dict[str, Stage]:
    """The stage of the consignment, and of each box by its number."""
    stage = derived_status.stage(state)
    own = stage in _ON_THE_WAY
    boxes = {box.number: _of(box) if own else stage for box in state.boxes.values()}
    return {WHOLE: stage, **boxes}


def _of(box: Box) -> Stage:
    if box.arrived or box.unloaded:
        return Stage.FACTORY
    return Stage.ROAD if box.gated_out else Stage.PORT
