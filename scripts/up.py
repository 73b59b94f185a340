"""`guomen up`: the whole tracker on this machine, in the foreground."""

from pathlib import Path

from scripts import console
from scripts.connection import DataFolder
from scripts.texts import messages as m
from workers import process_lifecycle
from workers.stack.stack import EmbeddedStack


def up(data: DataFolder = None) -> None:
    """Run database, Temporal and every process until Ctrl-C; the data folder survives."""
    process_lifecycle.run(_serve(data or Path(".guomen")))


async def _serve(data: Path) -> None:
    stopping = process_lifecycle.stop_event()
    async with EmbeddedStack(data) as stack:
        serves: tuple[tuple[console.Words, console.Words], ...] = (
            (m.TEMPORAL_UI, stack.addresses.temporal_ui),
            (m.GATEWAY, stack.addresses.gateway_url),
            (m.DATA, str(data.resolve())),
            (m.NEXT, "guomen import samples/manifest.csv"),
            (m.AND_THEN, "guomen world play"),
        )
        for what, where in serves:
            print(console.say(m.WHERE.of(what=what, where=where)))
        print(console.say(m.HOW_TO_STOP), flush=True)
        await stopping.wait()
        print(console.say(m.STOPPING), flush=True)
