"""Whether what the demo leaves open escalates by itself, in real time: takes three minutes.

`python -m tools.visitor` runs a demo of one consignment on a folder of its own, waits
until the late truck and the unanswered alarm have escalated, then pastes the printed commands.
"""

import json
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE_S = 240
GUOMEN = (sys.executable, "-m", "scripts.guomen")
# By the verb that answers it: the first level of each deadline is due within two minutes.
RINGS = {
    "extend_deadline": "D08",
    "acknowledge_emergency": "D18",
    "acknowledge_escalation": "D12",
}


def offered(demo: "subprocess.Popen[str]") -> Iterator[list[str]]:
    """The commands that the demo prints for its visitor."""
    assert demo.stdout is not None  # noqa: S101 - it was asked for
    for line in demo.stdout:
        words = shlex.split(line) if line.strip().startswith("guomen act ") else []
        if words:
            yield words[1:]
        if "Ctrl-C stops" in line:
            return


def guomen(*arguments: str) -> str:
    """What a command prints.

    Raises:
        CalledProcessError: its exit code is not 0.
    """
    done = subprocess.run(  # noqa: S603 - our own command
        (*GUOMEN, *arguments), check=True, capture_output=True, text=True
    )
    return done.stdout


def escalated(tracking_no: str, data: str) -> set[str]:
    """The deadlines of a consignment that have escalated."""
    events = json.loads(guomen("timeline", tracking_no, "--json", "--data", data))
    return {e["data"]["deadline"] for e in events if e["event_type"] == "escalation-raised"}


def main() -> int:
    """Run the demo and play the visitor; 0 when everything rang and every command was taken."""
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "data")
        demo = subprocess.Popen(  # noqa: S603 - our own command
            (*GUOMEN, "demo", "--only", "NB26-000020", "--data", data),
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            commands = list(offered(demo))
            started = time.monotonic()
            waiting = {words[1]: RINGS[words[2]] for words in commands if words[2] in RINGS}
            while waiting and time.monotonic() < started + PATIENCE_S:
                for number in [n for n, name in waiting.items() if name in escalated(n, data)]:
                    name = waiting.pop(number)
                    print(f"{number}: {name} escalated after {time.monotonic() - started:.0f} s")
                time.sleep(1)
            for words in commands:
                guomen(*words)
                print(f"taken: guomen {shlex.join(words)}")
        finally:
            demo.send_signal(signal.SIGINT)
            code = demo.wait()
    print(f"the demo ended with {code}")
    return 1 if waiting or code else 0


if __name__ == "__main__":
    sys.exit(main())
