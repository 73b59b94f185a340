"""Long pure work runs without the garbage collector, and the process gets it back."""

import gc

import pytest

from projections.gc_disabled import without_collector


def test_the_collector_rests_and_comes_back_even_after_an_error() -> None:
    """A failed fold must not leave the process without one."""
    with pytest.raises(LookupError), without_collector():
        _fail_without_one()
    assert gc.isenabled()


def test_who_runs_without_one_keeps_running_without_one() -> None:
    """It is given back as it was found."""
    gc.disable()
    try:
        with without_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def _fail_without_one() -> None:
    assert not gc.isenabled()
    raise LookupError
