"""The tables of all matters become one, and none hides a row of another."""

import pytest

from models.kernel.registry import joined


def test_every_row_of_every_matter_is_found() -> None:
    """In the order of the matters."""
    assert list(joined([{"a": 1}, {}, {"c": 3, "b": 2}]).items()) == [("a", 1), ("c", 3), ("b", 2)]


def test_a_row_that_would_hide_another_is_refused() -> None:
    """Two matters that answer the same message are a mistake, not an order of precedence."""
    with pytest.raises(ValueError, match=r"there is more than one row for \['a'\]"):
        joined([{"a": 1, "b": 2}, {"a": 1}])
