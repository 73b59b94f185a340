"""Whether exit codes are true: runs commands many times beside a running stack, and counts.

`python -m tools.exit_codes [--runs 100] [--data FOLDER]`; not 0 when one lied. It starts
the good consignments of a manifest with a bad row; the second time they are known already.
"""

import asyncio
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from scripts.console import BAD_ROWS, FAILED

SAMPLE = Path(__file__).parents[1] / "samples" / "manifest.csv"
AT_ONCE = 2


def commands(bad: Path) -> dict[tuple[str, ...], int]:
    """Command lines, and the exit code that each must have."""
    return {("list",): 0, ("show", "NOPE"): FAILED, ("import", str(bad)): BAD_ROWS}


async def count(arguments: tuple[str, ...], data: Path, runs: int) -> Counter[int]:
    """How often a command ended with which exit code; negative when a signal ended it."""
    places = asyncio.Semaphore(AT_ONCE)

    async def once() -> int:
        async with places:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "scripts.guomen", *arguments, "--data", str(data)),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            return await process.wait()

    return Counter(await asyncio.gather(*(once() for _ in range(runs))))


async def main() -> int:
    """Run, print a line a command; 0 when every exit code was true."""
    parser = ArgumentParser(prog="python -m tools.exit_codes", description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--data", type=Path, default=Path(".guomen"))
    asked = parser.parse_args()
    lied = 0
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "bad.csv"
        bad.write_text(SAMPLE.read_text(encoding="utf-8").replace(",R1,", ",R9,", 1), "utf-8")
        for arguments, wanted in commands(bad).items():
            counted = await count(arguments, asked.data, asked.runs)
            found = ", ".join(f"{times} times {code}" for code, times in sorted(counted.items()))
            print(f"guomen {' '.join(arguments)}: {found}; expected {wanted}", flush=True)
            lied += asked.runs - counted[wanted]
    return min(lied, 1)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
