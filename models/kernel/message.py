"""Base classes of messages."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import ConfigDict, Field

from models.kernel.event_body import require_label, unsaid
from models.kernel.incoming import Incoming, Instant, Quantity
from models.kernel.language import Text
from models.kernel.registry import joined
from models.kernel.terms import Party

__all__ = ["Command", "Instant", "Message", "Quantity", "RawFact", "Update", "unsaid"]

T = TypeVar("T")
U = TypeVar("U", bound="Update")

EXAMPLE_BOX = "CSQU3054383"
EXAMPLE_OFFICER = "Chen Wei"
EXAMPLE_APPROVERS = ("Wang Li", "Gao Feng")
"""Of two, one is another person than the officer, whoever that is."""

WHOEVER_IS_NOTIFIED: tuple[Party, ...] = ()
"""Given by whoever was notified, in whatever role."""


def fields(**values: T) -> Mapping[str, T]:
    """Fields of a message by name, as a class attribute."""
    return values


def by_verb(kinds: Iterable[type[U]]) -> dict[str, type[U]]:
    """Messages by the name of their Update.

    Raises:
        ValueError: two of them have the same.
    """
    return joined({kind.verb: kind} for kind in kinds)


class Message(Incoming):
    """A value that reaches a consignment; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class RawFact(Message):
    """What a system reports and no event says in the same fields: rules make events of it."""

    label: ClassVar[Text]

    type: str

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Refuses a fact without a label, at import.

        Raises:
            TypeError: it has none.
        """
        super().__pydantic_init_subclass__(**kwargs)
        require_label(cls)


class Update(Message):
    """A message that a workflow takes as an Update of that name; `example` is valid JSON for it.

    A class that lacks what belongs to it fails at import; one that others derive from is declared
    with `abstract=True`.
    """

    verb: ClassVar[str]
    label: ClassVar[Text]
    example: ClassVar[Mapping[str, Any]]

    def __init_subclass__(cls, *, abstract: bool = False) -> None:
        """Refuses a class without its attributes.

        Raises:
            TypeError: names those that it lacks.
        """
        super().__init_subclass__()
        lacking = [] if abstract else [name for name in cls._needed() if not hasattr(cls, name)]
        if lacking:
            raise TypeError(f"{cls.__name__} has no {', '.join(lacking)}: add it to the class")

    @classmethod
    def _needed(cls) -> tuple[str, ...]:
        return ("verb", "label", "example")

    @classmethod
    def sample(cls) -> dict[str, Any]:
        """A message of this kind as it is sent: valid JSON data."""
        return dict(cls.example)

    @classmethod
    def described(cls) -> str:
        """What the message does, and an example to paste: the Temporal UI has no form."""
        purpose = (cls.__doc__ or "").strip().partition("\n\n")[0]
        return f"{purpose} Example: {json.dumps(cls.sample(), ensure_ascii=False)}"


class Command(Update, abstract=True):
    """What an officer wants; `at` is when it happened in the world, by default now.

    `role` is the one that the sender says the officer acts in; None when nobody said so. What the
    rulebook wants two persons for names the second one: `approver` allows it as `approver_role`.
    """

    given_by: ClassVar[tuple[Party, ...]]
    """The parties that give it; whoever stands above one of them may do so as well."""
    choices: ClassVar[Mapping[str, Callable[[Any], Sequence[Any]]]] = {}
    """The values that a field is chosen from, given the state of whom the command is for."""
    suggestions: ClassVar[Mapping[str, Callable[[Any], Sequence[Any]]]] = {}
    """Values that a free field could have there, where that of the example may not fit."""

    officer: str
    at: Instant | None = None
    # Left out when nobody said so: such a command reads, and is hashed, as before there were roles.
    role: Annotated[Party | None, Field(exclude_if=unsaid)] = None
    approver: Annotated[str | None, Field(exclude_if=unsaid)] = None
    approver_role: Annotated[Party | None, Field(exclude_if=unsaid)] = None

    @classmethod
    def _needed(cls) -> tuple[str, ...]:
        return (*super()._needed(), "given_by")

    @classmethod
    def sample(cls) -> dict[str, Any]:
        """A command of this kind as it is sent: valid JSON data, in the name of some officer."""
        return {"officer": EXAMPLE_OFFICER, **cls.example}
