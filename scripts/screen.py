"""The terminal as the commands write to it: what is shown there is shown, and never obeyed."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from models.kernel.visible import visible


class Screen(Console):
    """A console whose texts are data; colours and cursor moves are its own."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """The last place that every text passes, however it was made."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(visible(segment.text), segment.style)
