"""Registers the search attributes; run again, it changes nothing."""

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from workers.errors import AttributesRefused
from workers.texts import NO_ROOM, OTHER_TYPE
from workflows.search_attributes import ALL


async def registered_attributes(client: Client) -> dict[str, int]:
    """The attributes that the namespace has beside Temporal's own: the type of each."""
    answer = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    return dict(answer.custom_attributes)


async def register_attributes(client: Client) -> list[str]:
    """Adds the attributes that the namespace lacks and names them.

    Raises:
        AttributesRefused: one of them has another type there, or there is no room for them.
    """
    known = await registered_attributes(client)
    wanted = {key.name: IndexedValueType.ValueType(key.indexed_value_type) for key in ALL}
    _need_same_types(wanted, known)
    missing = {name: kind for name, kind in wanted.items() if name not in known}
    if missing:
        await _add(client, missing)
    return sorted(missing)


def type_name(kind: int) -> str:
    """As the command line of Temporal calls a type: KeywordList, Datetime."""
    name = IndexedValueType.Name(IndexedValueType.ValueType(kind))
    return "".join(part.capitalize() for part in name.split("_")[3:])


def _need_same_types(wanted: dict[str, IndexedValueType.ValueType], known: dict[str, int]) -> None:
    for name, kind in wanted.items():
        if known.get(name, kind) != kind:
            types = {"known": type_name(known[name]), "wanted": type_name(kind)}
            raise AttributesRefused(OTHER_TYPE, name=name, **types)


async def _add(client: Client, missing: dict[str, IndexedValueType.ValueType]) -> None:
    try:
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
        )
    except RPCError as error:
        if error.status is RPCStatusCode.ALREADY_EXISTS:
            return  # another worker was faster: they are there, which is all that is wanted
        if error.status is not RPCStatusCode.INVALID_ARGUMENT:
            raise
        names = ", ".join(sorted(missing))
        raise AttributesRefused(NO_ROOM, names=names, why=error.message) from error
