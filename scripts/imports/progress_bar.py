"""The progress of an import: how many, how fast, how long still."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TimeRemainingColumn,
)
from rich.text import Text

from scripts import console


@contextmanager
def drawn(title: str, whole: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error while the block runs; it is told how many are done."""

    class ProgressRate(ProgressColumn):
        """Consignments a second, over the last while."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:.0f}/s")

    columns = (title, BarColumn(), MofNCompleteColumn(), ProgressRate(), TimeRemainingColumn())
    with Progress(*columns, console=console.screen(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=whole)
        yield lambda done: progress.update(task, completed=done)
