"""Values: frozen models that are copied and made in a fraction of pydantic's time.

An event costs a handful of copies and new values, and nothing of them has to be looked at twice.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict

Value = TypeVar("Value", bound=BaseModel)

_new, _set = object.__new__, object.__setattr__


class Frozen(BaseModel):
    """A value: unknown fields are ignored, so that a newer worker's snapshot still loads."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @classmethod
    def trusted(cls, **fields: object) -> Self:
        """A value of fields that are known to fit, because they come from other values.

        `model_construct` would take longer than validation: it loops over the fields in Python.
        """
        return _made(cls, {**_blank(cls), **fields}, set(fields))

    def __copy__(self) -> Self:
        """A copy in half of pydantic's time: every event copies values."""
        return self.model_copy()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The value with some fields changed; nothing is ever copied deeply, it is all frozen."""
        del deep
        fields, given = self.__dict__, self.__pydantic_fields_set__
        if not update:
            return _made(type(self), fields.copy(), given)
        # The set is shared by all copies: nobody changes it in a frozen value.
        known = given if given.issuperset(update) else given.union(update)
        return _made(type(self), {**fields, **update}, known)


@cache
def _blank(kind: type[BaseModel]) -> dict[str, Any]:
    """The fields of a kind of value in their order, with their defaults."""
    return {
        name: field.get_default(call_default_factory=True, validated_data={})
        for name, field in kind.model_fields.items()
    }


def _made(kind: type[Value], fields: dict[str, Any], given: set[str]) -> Value:
    value = _new(kind)
    _set(value, "__dict__", fields)
    _set(value, "__pydantic_fields_set__", given)
    # Values have neither, but pydantic looks for them.
    _set(value, "__pydantic_extra__", None)
    _set(value, "__pydantic_private__", None)
    return value
