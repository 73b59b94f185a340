"""Which commands are legal now, found by asking the decisions themselves.

Nothing here says when a verb is allowed: a table of guards would say the rules a second time, and
the two would part. Instead every verb is tried, with the values that this consignment could give
it: each of its boxes, deadlines, suspicions, failing calls (`choices`), each word of a closed
vocabulary, and the example of the catalogue where a field is free. A verb is offered when one of
these commands is not refused. So what is offered can be done, with the fields that were found. What
is not offered could at most be done with a free text that no example has.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice, product
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from models.errors import Refused
from models.messages import Command
from models.roles import given_by

ENVELOPE = frozenset({"officer", "at", "role"})
"""What every command has: who, when, in which role."""

_MOST_TRIED = 3000

Fields: TypeAlias = dict[str, Any]
Choices: TypeAlias = Mapping[str, Sequence[Any]]
"""What a field can say here, by `verb.field` or by `field` for every verb that has it."""


@dataclass(frozen=True)
class Subject:
    """Whom commands are given to: the examples, what its fields can say, and its decision."""

    kinds: Mapping[str, type[Command]]
    examples: Mapping[str, Mapping[str, Any]]
    choices: Choices
    """The boxes, deadlines, suspicions that there are: a field says one of these."""
    tries: Choices
    """What is tried for a field that is free, where the example of the catalogue does not fit."""
    decide: Callable[[Any], object]
    """Raises `Refused` for a command that is not legal now."""


@dataclass(frozen=True)
class Offer:
    """A verb that is legal now, and fields with which it is."""

    kind: type[Command]
    fields: Fields


def offers(subject: Subject, envelope: Fields) -> Iterator[Offer]:
    """Every verb that is legal now, in the order of the catalogue.

    `envelope` is what each is tried with: at least the officer.
    """
    for kind in subject.kinds.values():
        found = next(legal(subject, kind, envelope), None)
        if found is not None:
            yield Offer(kind, found)


def legal(subject: Subject, kind: type[Command], envelope: Fields) -> Iterator[Fields]:
    """The fields with which a verb is legal now, those of the example first."""
    names = [name for name in kind.model_fields if name not in ENVELOPE]
    axes = [values(subject, kind, name) for name in names]
    if "role" in subject.examples[kind.verb] and envelope.get("role") is None:
        # Legal only in a role, and nobody has said which.
        names, axes = [*names, "role"], [*axes, list(given_by(kind))]
    for combined in islice(product(*axes), _MOST_TRIED):
        fields = dict(zip(names, combined, strict=True))
        if _allowed(subject, kind, {**envelope, **fields}):
            yield fields


def values(subject: Subject, kind: type[Command], name: str) -> list[Any]:
    """What a field could say here; what the example says comes first."""
    example, field = subject.examples[kind.verb], kind.model_fields[name]
    known = options(subject, kind, name)
    tried = subject.tries.get(f"{kind.verb}.{name}")
    free = known is None
    known = [*(known if known is not None else tried or ())]
    silent = [] if field.is_required() else [_default(field)]
    if name not in example:
        return _once([*silent, *known])
    shown = example[name]
    first = [shown] if shown in known or (free and tried is None) else []
    return _once([*first, *known, *silent])


def options(subject: Subject, kind: type[Command], name: str) -> list[Any] | None:
    """The values that a field is chosen from; None for one that is free."""
    here = subject.choices.get(f"{kind.verb}.{name}", subject.choices.get(name))
    if here is not None:
        return list(here)
    return vocabulary(kind.model_fields[name].annotation) or None


def _once(found: list[Any]) -> list[Any]:
    return [value for n, value in enumerate(found) if value not in found[:n]]


def enumeration(annotation: Any) -> type[Enum] | None:  # noqa: ANN401 - whatever pydantic takes
    """The vocabulary of a field that is one of its words, or nothing."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Enum) else None
    if get_origin(annotation) not in (Annotated, Literal, Union, UnionType):
        return None
    for each in get_args(annotation):
        found = type(each) if isinstance(each, Enum) else enumeration(each)
        if found is not None:
            return found
    return None


def vocabulary(annotation: Any) -> list[Any]:  # noqa: ANN401 - whatever pydantic takes
    """The words of a closed vocabulary; empty for a field that is free."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return vocabulary(get_args(annotation)[0])
    if origin in (Union, UnionType):
        inner = [each for each in get_args(annotation) if each is not NoneType]
        return vocabulary(inner[0]) if len(inner) == 1 else []
    if origin is Literal:
        return [plain(each) for each in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [each.value for each in annotation]
    return [False, True] if annotation is bool else []


def _allowed(subject: Subject, kind: type[Command], fields: Fields) -> bool:
    try:
        subject.decide(kind.model_validate(fields))
    except (Refused, ValidationError):
        return False
    return True


def _default(field: FieldInfo) -> Any:  # noqa: ANN401 - of any field
    return plain(field.get_default(call_default_factory=True))


def plain(value: Any) -> Any:  # noqa: ANN401 - of any field
    """A value as it stands in JSON."""
    return value.value if isinstance(value, Enum) else value
