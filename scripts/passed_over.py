"""What a list could not read: named on standard error, and told by the exit code."""

import sys
from collections.abc import Iterable

from projections.errors import UnreadableStream
from scripts import console
from scripts.texts import messages as m


def named(found: Iterable[UnreadableStream]) -> int:
    """Say which streams are not shown as they stand; the exit code that follows from it."""
    lines = {one.stream_id: m.PASSED_OVER.of(stream=one.stream_id, why=one.why) for one in found}
    for line in lines.values():
        sys.stderr.write(f"{console.say(line)}\n")
    return console.FAILED if lines else 0
