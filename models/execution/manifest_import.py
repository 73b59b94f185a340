"""The import of a manifest as its workflow sees it: what is to be started, and what became of it.

The registrations themselves wait in PostgreSQL (`workers/imports/import_store.py`): only their
numbers travel.
"""

from collections.abc import Sequence
from typing import NamedTuple

from models.consignment.registration import Registration
from models.kernel.base_types import Frozen
from models.kernel.language import Language

PAGE = 100
"""Consignments that one activity starts."""


class Tally(Frozen):
    """How many consignments were started, were known before, or could not be started at all."""

    started: int = 0
    known: int = 0
    refused: int = 0

    @property
    def done(self) -> int:
        """How many are decided."""
        return self.started + self.known + self.refused

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            started=self.started + other.started,
            known=self.known + other.known,
            refused=self.refused + other.refused,
        )


class Wish(NamedTuple):
    """What a user wants to be imported, how fast (None: as configured), and in which language."""

    file: str
    registrations: Sequence[Registration]
    rate: int | None = None
    language: Language = Language.BOTH


class ImportStart(Frozen):
    """A batch that waits in the database; `rate` in consignments a second, None as configured.

    `after` and `tally` are how far the run before has come.
    """

    batch: str
    file: str
    consignments: int
    rate: int | None = None
    page: int = PAGE
    pages_a_run: int | None = None
    language: Language = Language.BOTH
    after: int = 0
    tally: Tally = Tally()


class ImportPage(Frozen):
    """The consignments of a batch from `first` to `last`, both counted from 1."""

    batch: str
    first: int
    last: int
    rate: int | None = None


class ImportProgress(Frozen):
    """How far an import has come."""

    file: str
    consignments: int
    tally: Tally
    finished: bool
