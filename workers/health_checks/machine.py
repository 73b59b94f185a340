"""Whether the processes of the embedded stack live, and the gateway answers."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

import httpx2

from models.health.findings import Fault, Finding
from workers.stack import stack_file

_LOOKS = 4
_PAUSE_S = 1.0
"""One that ends is started again within a moment; what keeps ending is gone at some look."""
_ANSWER_S = 5.0


def processes(data: Path) -> dict[str, int]:
    """The process ids of the stack that runs on a folder, by name; none when there is none."""
    stack = stack_file.running(data)
    return {"up": stack.pid, **stack.children} if stack else {}


def alive(pid: int) -> bool:
    """Whether there is such a process, whoever owns it; one that has ended unburied is none."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    with suppress(OSError):
        # The name, which may hold anything, stands in brackets; the state follows it.
        return not Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].startswith(" Z")
    return True


async def gone(data: Path) -> list[Finding]:
    """The processes that are not there, and were not started again."""
    missing: list[str] = []
    for _ in range(_LOOKS):
        missing = [name for name, pid in processes(data).items() if not alive(pid)]
        if not missing:
            return []
        await asyncio.sleep(_PAUSE_S)
    log = data.resolve() / "logs"
    return [
        Finding(fault=Fault.PROCESS_GONE, subject=name, why=str(log / f"{name}.log"))
        for name in missing
    ]


async def gateway(url: str) -> list[Finding]:
    """Nothing when it answers that it is well.

    Raises:
        httpx2.HTTPError: it does not.
    """
    async with httpx2.AsyncClient(trust_env=False, timeout=_ANSWER_S) as client:
        (await client.get(f"{url}/health")).raise_for_status()
    return []
