"""Parses a request body strictly as one JSON object."""

from pydantic import JsonValue

from models.kernel import plain_json
from workers.gateway.webhook_errors import NotReadable

_OBJECT = "send one JSON object"


def parsed(text: str) -> dict[str, JsonValue]:
    """The object that a text says.

    Raises:
        NotReadable: no JSON, no object, a name that stands twice, a number beyond any, nested too
            deep.
    """
    try:
        message = plain_json.loads(text)
    except ValueError as error:
        raise NotReadable(f"the body is not JSON ({error})", _OBJECT) from error
    if not isinstance(message, dict):
        raise NotReadable(f"the body is a JSON {type(message).__name__}", _OBJECT)
    return message
