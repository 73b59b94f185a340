"""The rules of all matters, joined: one table for each kind of message."""

from models.decisions import (
    arrival,
    claims,
    deadlines,
    declaration,
    disposal,
    emergency,
    inspection,
    laboratory,
    port,
    pre_shipment,
    returning,
    supervision,
    transport,
    yard,
)
from models.decisions.rows import Adds, Becomes, Decides, Follows
from models.events import Body
from models.joining import joined
from models.messages import Command

_ALL = tuple(
    matter.RULES
    for matter in (
        supervision,
        pre_shipment,
        arrival,
        declaration,
        port,
        yard,
        transport,
        inspection,
        laboratory,
        disposal,
        returning,
        emergency,
        deadlines,
        claims,
    )
)

ONCE: dict[type, Becomes] = joined(rules.once for rules in _ALL)
MORE: dict[type[Body], Adds] = joined(rules.more for rules in _ALL)
AGAIN: dict[type, Becomes] = joined(rules.again for rules in _ALL)
HEARD: dict[type, Decides] = joined(rules.heard for rules in _ALL)
VERBS: dict[type[Command], Decides] = joined(rules.verbs for rules in _ALL)
STEPS: dict[type, Decides] = joined(rules.steps for rules in _ALL)
FOLLOWS: dict[type[Body], Follows] = joined(rules.follows for rules in _ALL)
