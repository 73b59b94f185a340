"""What docs/operations.md tells people to try does what it says."""

from pathlib import Path

import pytest

from tests.end_to_end.stack import Stack
from tests.end_to_end.walkthrough import walk

pytestmark = [pytest.mark.drill, pytest.mark.process, pytest.mark.timeout(300)]


def test_who_tampers_is_found(own_stack: Stack, tmp_path: Path) -> None:
    own_stack.up()

    walk("Tamper and find it", own_stack, tmp_path)


def test_what_operators_of_temporal_do_to_a_workflow_ends_no_supervision(
    own_stack: Stack, tmp_path: Path
) -> None:
    own_stack.up()
    own_stack.settings["TEMPORAL_ADDRESS"] = own_stack.file.addresses.temporal_address

    walk("What operators of Temporal do to a workflow", own_stack, tmp_path)
