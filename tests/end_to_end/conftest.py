"""One running stack for all tests that leave it as they find it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stack import Stack, stack_on


@pytest.fixture(scope="session")
def shared_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """`guomen up`, running."""
    with stack_on(tmp_path_factory.mktemp("stack") / "data") as stack:
        stack.up()
        yield stack


@pytest.fixture
def stack(shared_stack: Stack) -> Stack:
    """The shared stack, under the short name."""
    return shared_stack


@pytest.fixture
def own_stack(tmp_path: Path) -> Iterator[Stack]:
    """A stack of one test, not started yet."""
    with stack_on(tmp_path / "data") as stack:
        yield stack
