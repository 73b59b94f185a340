"""What becomes of goods that failed, unless they are returned."""

from typing import Literal

from models.events.body import Body


class RectificationOrdered(Body):
    """The goods may be treated under supervision and inspected again."""

    type: Literal["rectification-ordered"] = "rectification-ordered"
    reason: str


class RectificationCompleted(Body):
    """The enterprise asks for re-inspection."""

    type: Literal["rectification-completed"] = "rectification-completed"
    note: str


class DestructionOrdered(Body):
    """The goods must be destroyed under supervision."""

    type: Literal["destruction-ordered"] = "destruction-ordered"
    reason: str


class Destroyed(Body):
    """The goods were destroyed."""

    type: Literal["destroyed"] = "destroyed"
    note: str
