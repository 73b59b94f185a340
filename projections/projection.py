"""What a projection is: a name, and a pure function from a consignment to rows of a table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from projections.consignments import Consignment, Keeps, never


class Row(BaseModel):
    """A row of a read model: its fields are the columns of the table."""

    model_config = ConfigDict(frozen=True)

    consignment: str


@dataclass(frozen=True, slots=True)
class Projection:
    """What to keep: all rows of a consignment, in a table with a column `consignment`.

    The table belongs to this projection alone, and follows the ledger by a checkpoint of its name.
    What the state forgets and the rows need, `keeps` puts among the notes of the consignment.
    """

    name: str
    table: str
    rows: Callable[[Consignment], Iterable[Row]]
    keeps: Keeps = never

    @property
    def delete(self) -> str:
        """The statement that removes all rows of the consignments $1."""
        return f"delete from {self.table} where consignment = any($1)"  # noqa: S608 - our own name

    @property
    def insert(self) -> str:
        """The statement that writes the rows $1, a JSON array of objects."""
        rows = f"jsonb_populate_recordset(null::{self.table}, $1)"
        return f"insert into {self.table} select * from {rows}"  # noqa: S608 - our own name
