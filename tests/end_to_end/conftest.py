"""One running stack for all tests that leave it as they find it."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.stack import Stack, new_stack


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those who share the stack are run by one process."""
    for item in items:
        if "shared_stack" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("shared stack"))


@pytest.fixture(scope="session")
def shared_stack() -> Iterator[Stack]:
    """`guomen up`, running."""
    with new_stack() as stack:
        stack.up()
        yield stack


@pytest.fixture
def stack(shared_stack: Stack) -> Stack:
    """The shared stack, running whatever the test before has done to it."""
    if not shared_stack.running:
        shared_stack.up()
    return shared_stack


@pytest.fixture
def own_stack() -> Iterator[Stack]:
    """A stack of one test, not started yet."""
    with new_stack() as stack:
        yield stack
