"""Immutable value types with fast copies.

`Frozen` is what crosses a border, made and checked by pydantic. `Value` is what the fold makes of
values that were checked before: a plain dataclass, because an event costs a handful of copies and
some hundred looks at their fields, and each takes a fraction of the time that a model needs.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform

from pydantic import BaseModel, ConfigDict

__all__ = ["Frozen", "Value", "replace"]


class Frozen(BaseModel):
    """A checked value; unknown fields are ignored: a newer worker's snapshot still loads."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Value:
    """A value that is made of checked ones and trusts them; its subclasses are frozen dataclasses.

    pydantic reads and writes it wherever it is a field of a model, and checks what it reads.
    """

    __pydantic_config__: ClassVar[ConfigDict] = Frozen.model_config
    _blank: ClassVar[Mapping[str, object]]
    _needed: ClassVar[frozenset[str]]

    def __init_subclass__(cls) -> None:
        """Make the subclass a dataclass; its fields are set in one step, not one by one."""
        made: Any = dataclass(frozen=True, kw_only=True, init=False)(cls)
        # Defaults are made once and shared, for nobody changes them.
        cls._blank = {field.name: _default(field) for field in fields(made)}
        cls._needed = frozenset(name for name, value in cls._blank.items() if value is MISSING)

    def __init__(self, **given: object) -> None:
        """Set all fields, those that are not given to their defaults.

        Raises:
            TypeError: a field is missing, or there is none of that name.
        """
        if not self._needed <= given.keys():
            missing = ", ".join(sorted(self._needed - given.keys()))
            raise TypeError(f"{type(self).__name__} needs {missing}")
        named = {**self._blank, **given}
        if len(named) != len(self._blank):
            raise self._unknown(given)
        _set_fields(self, named)

    def __replace__(self, **changes: object) -> Self:
        """A copy with some fields changed: this is what `replace` does.

        Raises:
            TypeError: there is no field of that name.
        """
        named = {**self.__dict__, **changes}
        if len(named) != len(self._blank):
            raise self._unknown(changes)
        copy = _new(type(self))
        _set_fields(copy, named)
        return copy

    def _unknown(self, named: Mapping[str, object]) -> TypeError:
        unknown = ", ".join(sorted(named.keys() - self._blank))
        return TypeError(f"{type(self).__name__} has no {unknown}")


_new = object.__new__
# What the values of the fields are kept in: a frozen value can only be set as a whole.
_set_fields = vars(Value)["__dict__"].__set__


if TYPE_CHECKING:
    # mypy checks the arguments of this one against the fields.
    from dataclasses import replace
else:
    # The same in a fraction of its time.
    replace = Value.__replace__


def _default(field: Field[Any]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()
