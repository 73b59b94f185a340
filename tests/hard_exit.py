"""Ends a test run through the door of every process: the interpreter's exit cannot be trusted."""

import pytest

from workers.process_lifecycle import exit_now

_SESSION = pytest.StashKey[pytest.Session]()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep the session: its status is final only when the other plugins have had their say."""
    session.config.stash[_SESSION] = session


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave after everything is reported."""
    if _SESSION in config.stash:
        exit_now(int(config.stash[_SESSION].exitstatus))
