"""Workers in tests are patient: the machine may stand still for longer than a workflow may.

The SDK fails a workflow task that takes two seconds by the clock on the wall. Beside other work, or
on a virtual machine that is paused, that finds the machine guilty, not the workflow. It is tried
again and harms nobody, but the query of a test fails. A workflow that really never yields is still
found, only later.
"""

from typing import Any

import pytest
from temporalio.worker._workflow import _WorkflowWorker

SECONDS = 60
_LIMIT = "_deadlock_timeout_seconds"
_original = _WorkflowWorker.__init__


def _patient(self: Any, *args: Any, **named: Any) -> None:
    _original(self, *args, **named)
    if getattr(self, _LIMIT, None) is None:
        raise AttributeError(f"the SDK's worker has no {_LIMIT} any more: see tests/patience.py")
    setattr(self, _LIMIT, SECONDS)


def pytest_configure() -> None:
    """For every worker of this process."""
    pytest.MonkeyPatch().setattr(_WorkflowWorker, "__init__", _patient)
