"""Help pages whose cells wrap: typer's cut a line off that has no blanks, as Chinese has none."""

from rich.columns import Columns
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from typer import rich_utils


class WrappingColumns(Columns):
    """What the help says of a parameter, wrapped anywhere."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay it out as usual, and let no column cut anything off."""
        for drawn in super().__rich_console__(console, options):
            if isinstance(drawn, Table):
                for column in drawn.columns:
                    column.overflow = "fold"
            yield drawn


def wrap() -> None:
    """Let typer draw its help with such columns; it has no setting for that."""
    setattr(rich_utils, "Columns", WrappingColumns)  # noqa: B010 - typer does not export the name
