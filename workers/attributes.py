"""Registers the search attributes; run again, it changes nothing."""

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from workflows.attributes import ALL


async def register_attributes(client: Client) -> list[str]:
    """Adds the attributes that the namespace lacks and names them."""
    namespace = client.namespace
    known = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=namespace)
    )
    missing = {
        key.name: IndexedValueType.ValueType(key.indexed_value_type)
        for key in ALL
        if key.name not in known.custom_attributes
    }
    if missing:
        try:
            await client.operator_service.add_search_attributes(
                AddSearchAttributesRequest(namespace=namespace, search_attributes=missing)
            )
        except RPCError as error:
            # Another worker was faster: they are there, which is all that is wanted.
            if error.status is not RPCStatusCode.ALREADY_EXISTS:
                raise
    return sorted(missing)
