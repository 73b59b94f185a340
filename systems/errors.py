"""What a system refuses, as one tree.

SystemsError
 ├── KeyMissing            400  a mutating call without an Idempotency-Key
 ├── NotKnown              404  no such declaration, trip, lot, ...
 ├── KeyReused             409  the same Idempotency-Key with another call
 └── HappeningNotUnderstood 422 a type or data no such system knows
"""

from http import HTTPStatus
from typing import ClassVar


class SystemsError(Exception):
    """A call that cannot be answered as asked; says what is wrong and what to do."""

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST

    def __init__(self, error: str, fix: str) -> None:
        """Keep both halves of the answer: what is wrong, and what would put it right."""
        super().__init__(f"{error}; {fix}")
        self.error = error
        self.fix = fix


class KeyMissing(SystemsError):
    """A mutating call came without an Idempotency-Key."""


class NotKnown(SystemsError):
    """Nothing is kept under that number."""

    status = HTTPStatus.NOT_FOUND


class KeyReused(SystemsError):
    """An Idempotency-Key came back with another call."""

    status = HTTPStatus.CONFLICT


class HappeningNotUnderstood(SystemsError):
    """The world told a system something it has no field for."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
