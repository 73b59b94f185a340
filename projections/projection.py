"""What a projection is: a name, and a pure function from what is folded to rows of a table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from projections.consignment_fold import CONSIGNMENT, Keeps, StreamSubject, never


class ViewRow(BaseModel):
    """A row of a read model: its fields are the columns of the table."""

    model_config = ConfigDict(frozen=True)

    consignment: str


@dataclass(frozen=True, slots=True)
class Projection:
    """What to keep: all rows of a consignment, in a table with a column `consignment`.

    Of another subject the same, with a column of its name. The table belongs to this projection
    alone, and follows the ledger by a checkpoint of its name. What the state forgets and the rows
    need, `keeps` puts among the notes of the consignment.
    """

    name: str
    table: str
    rows: Callable[[Any], Iterable[BaseModel]]
    keeps: Keeps = never
    subject: StreamSubject[Any] = CONSIGNMENT

    @property
    def delete(self) -> str:
        """The statement that removes all rows of the consignments, or other subjects, $1."""
        return f"delete from {self.table} where {self.subject.column} = any($1)"  # noqa: S608 - ours

    @property
    def insert(self) -> str:
        """The statement that writes the rows $1, a JSON array of objects."""
        rows = f"jsonb_populate_recordset(null::{self.table}, $1)"
        return f"insert into {self.table} select * from {rows}"  # noqa: S608 - our own name
