"""What every test has at hand."""

pytest_plugins = ["tests.leaving", "tests.postgres", "tests.temporal"]
