"""A folder of its own for each run, so that two runs of one user beside each other share nothing.

In the usual place the second run takes away the rights that the servers of the first need, and
deletes what it believes to be old.
"""

import shutil
import tempfile
from pathlib import Path

import pytest

_FOLDER = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose it, unless someone did."""
    if config.option.basetemp is None and not hasattr(config, "workerinput"):
        config.stash[_FOLDER] = Path(tempfile.mkdtemp(prefix="guomen-tests-"))
        config.option.basetemp = config.stash[_FOLDER]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take it away."""
    if _FOLDER in config.stash:
        shutil.rmtree(config.stash[_FOLDER], ignore_errors=True)
