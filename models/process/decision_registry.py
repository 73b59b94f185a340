"""The rules of all matters, joined: one table for each kind of message."""

from models.arrival.decide import RULES as ARRIVAL
from models.consignment.decision_tables import Consequence, Decides, Supplement
from models.deadlines.decide import RULES as DEADLINES
from models.deadlines.enterprise_claims import RULES as ENTERPRISE_CLAIMS
from models.declaration.decide import RULES as DECLARATION
from models.disposal.decide import RULES as DISPOSAL
from models.emergency.decide import RULES as EMERGENCY
from models.inspection.decide import RULES as INSPECTION
from models.kernel.event_body import Body
from models.kernel.message import Command
from models.kernel.registry import gathered, joined
from models.laboratory.decide import RULES as LABORATORY
from models.port.decide import RULES as PORT
from models.pre_shipment.decide import RULES as PRE_SHIPMENT
from models.returns.decide import RULES as RETURNS
from models.supervision.decide import RULES as SUPERVISION
from models.traditional_port.decide import RULES as TRADITIONAL_PORT
from models.transport.decide import RULES as TRANSPORT

_ALL = (
    SUPERVISION,
    EMERGENCY,
    INSPECTION,
    LABORATORY,
    TRANSPORT,
    PORT,
    TRADITIONAL_PORT,
    RETURNS,
    DISPOSAL,
    PRE_SHIPMENT,
    ARRIVAL,
    DECLARATION,
    DEADLINES,
    ENTERPRISE_CLAIMS,
)
"""In the order of the rooms: what follows from an event in several is recorded in this order."""

SINGLE: frozenset[type[Body]] = frozenset(kind for rules in _ALL for kind in rules.single)
SUPPLEMENTS: dict[type[Body], Supplement] = joined(rules.supplements for rules in _ALL)
REPEATABLE: frozenset[type[Body]] = frozenset(kind for rules in _ALL for kind in rules.repeatable)
BY_STATE: dict[type, Decides] = joined(rules.by_state for rules in _ALL)
COMMANDS: dict[type[Command], Decides] = joined(rules.commands for rules in _ALL)
INTERNAL: dict[type, Decides] = joined(rules.internal for rules in _ALL)
CONSEQUENCES: dict[type[Body], tuple[Consequence, ...]] = gathered(
    rules.consequences for rules in _ALL
)
