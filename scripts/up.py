"""`guomen up`: the whole tracker on this machine, in the foreground."""

from pathlib import Path

from scripts.connection import DataFolder


def up(data: DataFolder = None) -> None:
    """Run database, Temporal and every process until Ctrl-C; the data folder survives."""
    # The stack loads half of the house: the other verbs do without.
    from workers import door  # noqa: PLC0415

    door.run(_serve(data or Path(".guomen")))


async def _serve(data: Path) -> None:
    from workers import door  # noqa: PLC0415
    from workers.stack import EmbeddedStack  # noqa: PLC0415

    stopping = door.stopping()
    async with EmbeddedStack(data) as stack:
        print(f"Temporal UI   {stack.addresses.temporal_ui}")
        print(f"gateway       {stack.addresses.gateway_url}")
        print(f"data          {data.resolve()}")
        print("next          guomen import samples/manifest.csv   (Ctrl-C stops)", flush=True)
        await stopping.wait()
        print("stopping", flush=True)
