"""Values: frozen models that are copied and made in a fraction of pydantic's time.

An event costs a handful of copies and new values, and nothing of them has to be looked at twice.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ConfigDict

Value = TypeVar("Value", bound=BaseModel)

_new = object.__new__
# What a pydantic value consists of, set without looking up by name what is to be set.
_set_fields = vars(BaseModel)["__dict__"].__set__
_set_given = vars(BaseModel)["__pydantic_fields_set__"].__set__
_set_extra = vars(BaseModel)["__pydantic_extra__"].__set__
_set_private = vars(BaseModel)["__pydantic_private__"].__set__


class Frozen(BaseModel):
    """A value: unknown fields are ignored, so that a newer worker's snapshot still loads."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @classmethod
    def trusted(cls, **fields: object) -> Self:
        """A value of fields that are known to fit, because they come from other values.

        `model_construct` would take longer than validation: it loops over the fields in Python.
        """
        blank = _blank(cls)
        return _made(cls, {**blank.fields, **fields}, blank.names)

    def completed(self, fields: Mapping[str, Any]) -> Self:
        """The value itself with some fields changed: for whoever made it, before it is shown."""
        self.__dict__.update(fields)
        return self

    def __copy__(self) -> Self:
        """A copy in half of pydantic's time: every event copies values."""
        return self.model_copy()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The value with some fields changed; nothing is ever copied deeply, it is all frozen."""
        del deep
        kind, fields = type(self), self.__dict__
        if not update:
            return _made(kind, fields.copy(), self.__pydantic_fields_set__)
        return _made(kind, {**fields, **update}, _blank(kind).names)


class _Blank(NamedTuple):
    """The fields of a kind of value in their order, with their defaults; and their names.

    All changed copies count all fields as given, and share one set of them: nobody changes the
    set of a frozen value, and to find out which were given costs as much as the copy.
    """

    fields: dict[str, Any]
    names: set[str]


@cache
def _blank(kind: type[BaseModel]) -> _Blank:
    fields = {
        name: field.get_default(call_default_factory=True, validated_data={})
        for name, field in kind.model_fields.items()
    }
    return _Blank(fields, set(fields))


def _made(kind: type[Value], fields: dict[str, Any], given: set[str]) -> Value:
    value = _new(kind)
    _set_fields(value, fields)
    _set_given(value, given)
    # Values have neither, but pydantic looks for them.
    _set_extra(value, None)
    _set_private(value, None)
    return value
