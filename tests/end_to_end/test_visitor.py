"""What the demo leaves open for its visitor, in real time."""

import json
import shlex
import signal

import pytest

from tests.end_to_end.stack import Stack

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(300)]


def test_the_printed_commands_do_what_they_say_when_they_are_pasted(own_stack: Stack) -> None:
    own_stack.start("demo", "--json", "--only", "NB26-000020")
    own_stack.until(lambda: "Ctrl-C stops" in own_stack.said)
    lines = [line.strip() for line in own_stack.said.splitlines()]
    pasted = [shlex.split(line)[1:] for line in lines if line.startswith("guomen act ")]
    assert [words[2] for words in pasted] == [
        *("extend_deadline", "record_inspection", "acknowledge_emergency"),
        "acknowledge_escalation",
    ]
    for words in pasted:
        happened = recorded(own_stack, words[1])
        assert "mode-decided" in happened
        assert "violation-recorded" not in happened
        said = own_stack.guomen(*words)
        assert (said.code, said.err) == (0, "")
    own_stack.until(lambda: stages(own_stack)[pasted[1][1]] == "CLOSED")
    assert stages(own_stack)[pasted[0][1]] == "ROAD"
    assert own_stack.stop(signal.SIGINT) == 0


def recorded(stack: Stack, tracking_no: str) -> list[str]:
    said = stack.guomen("timeline", tracking_no, "--json")
    return [event["event_type"] for event in json.loads(said.out)]


def stages(stack: Stack) -> dict[str, str]:
    said = stack.guomen("list", "--json")
    return {row["consignment"]: row["stage"] for row in json.loads(said.out)}
