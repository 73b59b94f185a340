"""`pytest --pure`: only tests that need no server and start no process; `make quick` runs those."""

import pytest

_SERVERS = frozenset({"postgres_dsn", "temporal_address"})
_LONG = ("drill", "browser", "process")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pure", action="store_true", help="leave out tests that need a server or a process"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("pure"):
        return
    heavy = [item for item in items if not is_pure(item)]
    config.hook.pytest_deselected(items=heavy)
    items[:] = [item for item in items if item not in heavy]


def is_pure(item: pytest.Item) -> bool:
    """Whether a test needs this process alone."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return not fixtures & _SERVERS and not any(map(item.get_closest_marker, _LONG))
