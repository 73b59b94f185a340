"""Registers every event type of consignments, of enterprises and of the portfolio.

Events are what the ledger records, in the past tense, with stable type strings; `docs/events.md` is
generated from them. A change of meaning is a new type. Any change of a model, also a field added
with a default, is a new `schema_version` with a function in `upcasting.py`; `tests/golden` holds on
to that.
"""

from models.arrival import events as arrival
from models.deadlines import events as deadlines
from models.declaration import events as declaration
from models.disposal import events as disposal
from models.emergency import events as emergency
from models.enterprise import events as enterprise
from models.inspection import events as inspection
from models.kernel.event_body import Body
from models.kernel.language import Text
from models.laboratory import events as laboratory
from models.port import events as port
from models.pre_shipment import events as pre_shipment
from models.returns import events as returns
from models.risk import events as risk
from models.risk import supplier_events
from models.supervision import events as supervision
from models.traditional_port import events as traditional_port
from models.transport import events as transport

CONSIGNMENT_EVENTS: tuple[type[Body], ...] = (
    *supervision.EVENTS,
    *pre_shipment.EVENTS,
    *arrival.EVENTS,
    *declaration.EVENTS,
    *port.EVENTS,
    *traditional_port.EVENTS,
    *transport.EVENTS,
    *inspection.EVENTS,
    *laboratory.EVENTS,
    *disposal.EVENTS,
    *returns.EVENTS,
    *emergency.EVENTS,
    *deadlines.EVENTS,
)
CONSIGNMENT_EVENTS_BY_TYPE: dict[str, type[Body]] = {
    kind.model_fields["type"].default: kind for kind in CONSIGNMENT_EVENTS
}
BODIES: tuple[type[Body], ...] = (
    *CONSIGNMENT_EVENTS,
    *enterprise.EVENTS,
    *risk.EVENTS,
    *supplier_events.EVENTS,
)
BY_TYPE: dict[str, type[Body]] = {kind.model_fields["type"].default: kind for kind in BODIES}
EVENT_LABELS: dict[str, Text] = {name: kind.label for name, kind in BY_TYPE.items()}


def event_name(kind: str) -> Text:
    """How an event goes in a table: by its Chinese name, and by its type, which is English.

    A type of another release goes by its type alone.
    """
    return Text(EVENT_LABELS[kind].zh, kind) if kind in EVENT_LABELS else Text(kind, kind)
