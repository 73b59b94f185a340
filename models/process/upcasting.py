"""Upcasts stored events of older schema versions.

Stored events are never rewritten. A changed model gets the next `schema_version` and one pure
function here, which makes the data of the version before into that of the next.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from pydantic import JsonValue

from models.kernel.errors import UnknownSchema
from models.process.event_registry import BY_TYPE
from models.texts.errors import NEWER_SCHEMA, NO_UPCASTER

Data: TypeAlias = dict[str, JsonValue]
Upcasters: TypeAlias = Mapping[tuple[str, int], Callable[[Data], Data]]

UPCASTERS: Upcasters = {}
"""By event type and the version it starts from, e.g. `("unloaded", 1): _with_gross_weight`."""


def upcast(event_type: str, version: int, data: Data, upcasters: Upcasters = UPCASTERS) -> Data:
    """The data of an event as the newest schema version has it; the data given stay as they are.

    Raises:
        KeyError: for an event type that this code does not know.
        UnknownSchema: for a version newer than this code knows, or one that nothing leads on from.
    """
    newest = BY_TYPE[event_type].schema_version
    if version == newest:
        return data
    if version > newest:
        raise UnknownSchema(NEWER_SCHEMA, event=event_type, version=version, newest=newest)
    for step in range(version, newest):
        if (event_type, step) not in upcasters:
            raise UnknownSchema(NO_UPCASTER, event=event_type, version=step, next=step + 1)
        data = upcasters[event_type, step](data)
    return data
