"""The rules of all matters, joined: one table for each kind of message."""

from models.decisions import (
    arrival,
    deadlines,
    declaration,
    disposal,
    emergency,
    inspection,
    port,
    pre_shipment,
    returning,
    supervision,
    transport,
    yard,
)
from models.decisions.rows import Becomes, Decides, Follows
from models.events import Body
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
        disposal,
        returning,
        emergency,
        deadlines,
    )
)

ONCE: dict[type, Becomes] = {kind: row for rules in _ALL for kind, row in rules.once.items()}
AGAIN: dict[type, Becomes] = {kind: row for rules in _ALL for kind, row in rules.again.items()}
HEARD: dict[type, Decides] = {kind: row for rules in _ALL for kind, row in rules.heard.items()}
VERBS: dict[type[Command], Decides] = {k: row for rules in _ALL for k, row in rules.verbs.items()}
STEPS: dict[type, Decides] = {kind: row for rules in _ALL for kind, row in rules.steps.items()}
FOLLOWS: dict[type[Body], Follows] = {k: row for rules in _ALL for k, row in rules.follows.items()}
