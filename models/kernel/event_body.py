"""Base classes of event bodies."""

from typing import Annotated, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from models.kernel.event_types import EventType
from models.kernel.incoming import recordable
from models.kernel.language import Text
from models.kernel.terms import Danger

F = TypeVar("F", bound=BaseModel)


def require_label(kind: type[BaseModel]) -> None:
    """Refuses a class with a type of its own and no label.

    Raises:
        TypeError: it has none.
    """
    if not kind.model_fields["type"].is_required() and not hasattr(kind, "label"):
        raise TypeError(f"{kind.__name__} has no label: add it to the class")


class Body(BaseModel):
    """What an event says; `type` is its stable name, `box` the container it concerns, if one."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    schema_version: ClassVar[int] = 1
    beside: ClassVar[frozenset[str]] = frozenset()
    """What may be read of the same happening in one report and not in another."""
    must_say: ClassVar[frozenset[str]] = frozenset()
    """What a report has to say of the happening, though it has a default."""
    label: ClassVar[Text]

    type: EventType

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Refuses an event without a label, at import.

        Raises:
            TypeError: it has none.
        """
        super().__pydantic_init_subclass__(**kwargs)
        require_label(cls)

    @classmethod
    def name(cls) -> EventType:
        """The type of such an event: stable, whatever the class is called."""
        return EventType(cls.model_fields["type"].default)


class Issuing(Body):
    """A decision that customs put in writing, under the number of that document."""

    document: str = ""


class BoxBody(Body):
    """What an event says of one box."""

    box: str


def unsaid(value: object) -> bool:
    """Whether nothing was said: such a field is left out of what is recorded and hashed."""
    return value is None


class DeadlineBody(Body):
    """What an event says of a deadline: of the consignment, of one box, or of one danger."""

    deadline: str
    box: str | None = None
    danger: Annotated[Danger | None, Field(exclude_if=unsaid)] = None


def reported(fact: F) -> F:
    """A fact as it is taken in: complete, and with fields that can be recorded.

    An event is not examined again when it is read back: what was recorded stays readable.

    Raises:
        PydanticCustomError: a field cannot be recorded, or is missing.
    """
    lacking = fact.must_say - fact.model_fields_set if isinstance(fact, Body) else ()
    if lacking:
        raise PydanticCustomError(
            "missing", "{fields}: field required", {"fields": ", ".join(lacking)}
        )
    return recordable(fact)
