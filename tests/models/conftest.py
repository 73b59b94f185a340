"""The sentences of `tests.given` explain themselves when they fail."""

import pytest

pytest.register_assert_rewrite("tests.given")
