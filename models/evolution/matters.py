"""What the events of all matters change, joined."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from models.box import Box
from models.events import Body
from models.evolution import (
    arrival,
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
from models.evolution.rows import Change
from models.joining import joined
from models.state import State

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
        laboratory,
        disposal,
        returning,
        emergency,
        deadlines,
    )
)

BOX: dict[type[Body], Callable[[Any, Box, datetime], Change]] = joined(
    changes.box for changes in _ALL
)
STATE: dict[type[Body], Callable[[Any, State, datetime], Change]] = joined(
    changes.state for changes in _ALL
)
ANEW: dict[type[Body], tuple[str, ...]] = joined(changes.anew for changes in _ALL)
