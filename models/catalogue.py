"""Every event that any stream may hold: of consignments, and of enterprises."""

from models import events
from models.enterprise import events as enterprise
from models.events import Body

BODIES: tuple[type[Body], ...] = (*events.BODIES, *enterprise.BODIES)
BY_TYPE: dict[str, type[Body]] = {kind.model_fields["type"].default: kind for kind in BODIES}
