"""The catalogue of events: what the ledger records, in the past tense, with stable type strings.

One file a matter. `docs/events.md` is generated from them. A change of meaning is a new type. Any
change of a model, also a field added with a default, is a new `schema_version` with a function in
`upcasting.py`; `tests/golden` holds on to that.
"""

from models.events.arrival import *
from models.events.body import *
from models.events.deadlines import *
from models.events.declaration import *
from models.events.disposal import *
from models.events.emergency import *
from models.events.inspection import *
from models.events.port import *
from models.events.pre_shipment import *
from models.events.returning import *
from models.events.supervision import *
from models.events.transport import *
from models.events.yard import *


def _kinds(base: type[Body]) -> list[type[Body]]:
    """All event kinds below a base; the bases themselves are none."""
    below = [kind for child in base.__subclasses__() for kind in _kinds(child)]
    return below or [base]


BODIES: tuple[type[Body], ...] = tuple(_kinds(Body))
BY_TYPE: dict[str, type[Body]] = {kind.model_fields["type"].default: kind for kind in BODIES}
