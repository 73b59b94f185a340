"""What every test has at hand."""

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says something of the machine, and nothing of the code.
settings.register_profile("guomen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("guomen")

# Modules that assert on behalf of tests, before anything imports them.
pytest.register_assert_rewrite("tests.bdd", "tests.workflows.fake_activities")

pytest_plugins = [
    "tests.folders",
    "tests.hard_exit",
    "tests.memory",
    "tests.notices",
    "tests.patience",
    "tests.postgres",
    "tests.pure",
    "tests.temporal",
]
