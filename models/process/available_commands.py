"""Lists the commands allowed now, each with valid sample JSON.

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

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from models.consignment.state import State
from models.enterprise import messages as enterprise
from models.enterprise.state import EnterpriseState
from models.kernel.base_types import Frozen
from models.kernel.errors import Refused
from models.kernel.message import EXAMPLE_APPROVERS, EXAMPLE_OFFICER, Command
from models.process.messages import COMMANDS
from models.rules.rulebook import rulebook

ENVELOPE = frozenset({"officer", "at", "role", "approver", "approver_role"})
"""What every command has: who, when, in which role, and who else allows it."""

_SECOND = ("approver", "approver_role")

MOST_CHOICES = 20
"""Of each kind, such as boxes, where a query must be answered within a second or two."""

_MOST_TRIED = 3000

Fields: TypeAlias = dict[str, Any]
Decides: TypeAlias = Callable[[Any], object]
"""Raises `Refused` for a command that is not legal now."""


@dataclass(frozen=True)
class CommandSubject:
    """Whom commands are given to: its state, what fields can say of it, and its decision."""

    state: Any
    kinds: Mapping[str, type[Command]]
    choices: Mapping[str, Sequence[Any]]
    """What a field of any verb says one of, by its name: the boxes, deadlines, calls there are."""
    decide: Decides
    most: int | None = None
    """So many values of a field are tried."""


def of_consignment(state: State, decide: Decides, most: int | None = None) -> CommandSubject:
    """A consignment: its boxes, deadlines, dangers, breaches, failing calls."""
    breaches = [breach.code for breach in state.breaches if not breach.excused]
    choices: dict[str, Sequence[Any]] = {
        "box": list(state.boxes),
        "boxes": [[box] for box in state.boxes],
        "deadline": _once([deadline.id for deadline in state.deadlines.values()]),
        "danger": _once([d.danger.value for d in state.deadlines.values() if d.danger]),
        "call": list(state.failing_calls),
        "code": _once(breaches),
    }
    return CommandSubject(state, COMMANDS, choices, decide, most)


def of_enterprise(
    state: EnterpriseState, decide: Decides, most: int | None = None
) -> CommandSubject:
    """An enterprise: its deadlines."""
    choices = {"deadline": list(state.deadlines)}
    return CommandSubject(state, enterprise.COMMANDS, choices, decide, most)


class Sendable(Frozen):
    """The verbs that are allowed now, each with a message that would be accepted."""

    verbs: dict[str, Fields]


def sendable(subject: CommandSubject) -> Sendable:
    """Messages to paste: the Temporal UI shows examples, but lets nobody copy them."""
    found = offers(subject, {"officer": EXAMPLE_OFFICER})
    return Sendable(verbs={each.kind.verb: _message(each.fields) for each in found})


def _message(fields: Fields) -> Fields:
    given = {name: value for name, value in fields.items() if value is not None}
    return {"officer": EXAMPLE_OFFICER, **given}


@dataclass(frozen=True)
class LegalCommand:
    """A verb that is legal now, and fields with which it is."""

    kind: type[Command]
    fields: Fields


def offers(subject: CommandSubject, envelope: Fields) -> Iterator[LegalCommand]:
    """Every verb that is legal now, in the order of the catalogue.

    `envelope` is what each is tried with: at least the officer.
    """
    for kind in subject.kinds.values():
        found = next(legal(subject, kind, envelope), None)
        if found is not None:
            yield LegalCommand(kind, found)


def legal(subject: CommandSubject, kind: type[Command], envelope: Fields) -> Iterator[Fields]:
    """The fields with which a verb is legal now, those of the example first."""
    names = asked(kind)
    axes = [values(subject, kind, name) for name in names]
    if "role" in kind.example and envelope.get("role") is None:
        # Legal only in a role, and nobody has said which.
        names, axes = [*names, "role"], [*axes, list(kind.given_by)]
    for combined in islice(product(*axes), _MOST_TRIED):
        fields = dict(zip(names, combined, strict=True))
        if _allowed(subject, kind, {**envelope, **fields}):
            yield fields


def asked(kind: type[Command]) -> list[str]:
    """The fields that a verb takes, in their order; a second person where the example has one."""
    own = [name for name in kind.model_fields if name not in ENVELOPE]
    return [*own, *(name for name in _SECOND if name in kind.example)]


def values(subject: CommandSubject, kind: type[Command], name: str) -> list[Any]:
    """What a field could say here; what the example says comes first."""
    example, field = kind.example, kind.model_fields[name]
    known = options(subject, kind, name)
    tried = kind.suggestions[name](subject.state) if name in kind.suggestions else None
    free = known is None
    known = [*(known if known is not None else tried or ())]
    silent = [] if field.is_required() else [_default(field)]
    if name == "approver":
        return list(EXAMPLE_APPROVERS)
    if name not in example:
        return _once([*silent, *known])
    shown = example[name]
    first = [shown] if shown in known or (free and tried is None) else []
    return _once([*first, *known, *silent])


def options(subject: CommandSubject, kind: type[Command], name: str) -> list[Any] | None:
    """The values that a field is chosen from; None for one that is free."""
    if name == "approver_role":
        row = rulebook(subject.state.rulebook).approval(kind.verb)
        return [party.value for party in row.approved_by] if row else []
    if name in kind.choices:
        return list(kind.choices[name](subject.state))[: subject.most]
    if name in subject.choices:
        return list(subject.choices[name])[: subject.most]
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


def variants(annotation: Any) -> dict[str, type[BaseModel]]:  # noqa: ANN401 - whatever pydantic takes
    """The models that a field holds one of, by the word that each says in `type`; or nothing."""
    if get_origin(annotation) not in (Union, UnionType):
        return {}
    kinds = get_args(annotation)
    tagged = all(
        isinstance(each, type) and issubclass(each, BaseModel) and "type" in each.model_fields
        for each in kinds
    )
    return {str(plain(each.model_fields["type"].default)): each for each in kinds} if tagged else {}


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


def _allowed(subject: CommandSubject, kind: type[Command], fields: Fields) -> bool:
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
