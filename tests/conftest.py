"""What every test has at hand."""

import pytest

# Modules that assert on behalf of tests, before anything imports them.
pytest.register_assert_rewrite("tests.sentences", "tests.workflows.doors")

pytest_plugins = [
    "tests.folders",
    "tests.leaving",
    "tests.memory",
    "tests.notices",
    "tests.patience",
    "tests.postgres",
    "tests.temporal",
]
