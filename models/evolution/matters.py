"""What the events of all matters change, joined."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from models.events import Body
from models.evolution import (
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
from models.evolution.rows import Change
from models.state import Box, State

_ALL = tuple(
    matter.CHANGES
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

BOX: dict[type[Body], Callable[[Any, Box, datetime], Change]] = {
    kind: change for changes in _ALL for kind, change in changes.box.items()
}
STATE: dict[type[Body], Callable[[Any, State, datetime], Change]] = {
    kind: change for changes in _ALL for kind, change in changes.state.items()
}
