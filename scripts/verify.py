"""`guomen verify`: proves that nothing recorded was changed, left out, put in or cut off."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TimeRemainingColumn

from ledger import Proof
from ledger.attestation import load_seals
from ledger.signing import load_public
from ledger.verify import verify as prove
from scripts import connection, console
from scripts.connection import DataFolder
from scripts.texts import messages as m

_Seals = Annotated[
    Path | None, typer.Option("--seals", help="Seals exported earlier: a cut-off tail shows.")
]
_Key = Annotated[
    list[Path] | None,
    typer.Option("--key", help="A public key (PEM) that may have signed seals; can be repeated."),
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")]


def verify(
    *, seals: _Seals = None, key: _Key = None, as_json: _Json = False, data: DataFolder = None
) -> int:
    """Prove the ledger: positions, versions, links, hashes computed anew, seals, raw messages.

    Exit code 0 only when all is as it was recorded; else every bad place is named.
    """
    proof = asyncio.run(_proof(data, seals, key or []))
    if as_json:
        console.print_json({"sound": proof.sound, "fault": proof.fault, **console.dumped(proof)})
    else:
        _print(proof)
    return 0 if proof.sound else console.FAILED


async def _proof(data: Path | None, seals: Path | None, keys: list[Path]) -> Proof:
    settings = connection.settings_of(data)
    kept = load_seals(seals) if seals else []
    own_key = settings.seal_key
    known = [*keys, own_key] if own_key is not None and own_key.exists() else keys
    # Whoever keeps seals knows the keys that gave them.
    trusted = {load_public(path).hex() for path in known} | {seal.public_key for seal in kept}
    with _progress() as progress:
        shown = _Shown(progress)
        return await prove(settings.database_url, kept=kept, trusted=trusted, progress=shown)


def _progress() -> Progress:
    columns = (console.say(m.VERIFYING), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    screen = console.screen(stderr=True)
    return Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)


class _Shown:
    """A bar that knows its length with the first range."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def __call__(self, done: int, of: int) -> None:
        if self._task is None:
            self._task = self._progress.add_task("", total=of)
        self._progress.update(self._task, completed=done)


def _print(proof: Proof) -> None:
    for fault in proof.faults:
        what = m.NOT_SOUND_RECEIPT if fault.record == "receipts" else m.NOT_SOUND
        print(console.say(what.of(position=fault.position, why=fault.why)))
    if proof.more:
        print(console.say(m.MORE_NOT_SOUND.of(more=f"{proof.more:,}")))
    held = m.SOUND if proof.sound else m.EXAMINED
    print(console.say(held.of(events=f"{proof.events:,}", streams=f"{proof.streams:,}")))
    if proof.messages:
        print(console.say(m.MESSAGES_EXAMINED.of(messages=f"{proof.messages:,}")))
    vouch = m.SEALS_VOUCH.of(seals=f"{proof.seals:,}", position=f"{proof.sealed_to:,}")
    print(console.say(vouch if proof.seals else m.NOT_SEALED))
