"""Joins the fold tables of all matters."""

from models.arrival.evolve import CHANGES as ARRIVAL
from models.consignment.box import Box
from models.consignment.state import State
from models.deadlines.evolve import CHANGES as DEADLINES
from models.declaration.evolve import CHANGES as DECLARATION
from models.disposal.evolve import CHANGES as DISPOSAL
from models.emergency.evolve import CHANGES as EMERGENCY
from models.inspection.evolve import CHANGES as INSPECTION
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.fold import Table, table
from models.kernel.registry import joined
from models.laboratory.evolve import CHANGES as LABORATORY
from models.port.evolve import CHANGES as PORT
from models.pre_shipment.evolve import CHANGES as PRE_SHIPMENT
from models.returns.evolve import CHANGES as RETURNS
from models.supervision.evolve import CHANGES as SUPERVISION
from models.traditional_port.evolve import CHANGES as TRADITIONAL_PORT
from models.transport.evolve import CHANGES as TRANSPORT

_ALL = (
    SUPERVISION,
    PRE_SHIPMENT,
    ARRIVAL,
    DECLARATION,
    PORT,
    TRADITIONAL_PORT,
    TRANSPORT,
    INSPECTION,
    LABORATORY,
    DISPOSAL,
    RETURNS,
    EMERGENCY,
    DEADLINES,
)

BOX: Table[Box] = table(row for changes in _ALL for row in changes.box)
STATE: Table[State] = table(row for changes in _ALL for row in changes.state)
ANEW: dict[type[Body], tuple[EventType, ...]] = joined(changes.anew for changes in _ALL)
