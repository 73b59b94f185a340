"""Which calls the events prove to have been answered, so that nobody needs to make them again.

An intention is recorded ahead of its call: that it stands in the ledger proves nothing. What only
an answered call can lead to does. Everything else is asked again under the same idempotency key.
"""

from collections.abc import Iterator

from models.state import State, mark_key

_RETURNING = ("return-planned", "return-departed", "return-exited")
_DESTROYED = ("destroyed",)


def stock_key(tag: str, state: State) -> str:
    """The key of telling the enterprise what it may do; after an undone turn it is told anew."""
    return f"stock:{tag}:{state.reinstated}" if state.reinstated else f"stock:{tag}"


def answered(state: State) -> tuple[str, ...]:
    """The keys of the calls that need not be made again, in order of their names."""
    return tuple(sorted(_proven(state)))


def _proven(state: State) -> Iterator[str]:
    for box in state.boxes:
        if _followed(state, "unloading-permitted", ("unloaded",), box):
            yield f"unloading:{box}"
    if _followed(state, "return-ordered", _RETURNING):
        yield stock_key("RETURN", state)
    if _followed(state, "destruction-ordered", _DESTROYED):
        yield stock_key("DESTROY", state)
    if state.outcome is not None:
        # The consignment is closed only when clearance has taken the conclusion.
        yield f"conclusion:{state.outcome}"


def _followed(state: State, asked: str, done: tuple[str, ...], box: str | None = None) -> bool:
    """The enterprise did what it was told, after it could have been told."""
    told = state.marks.get(mark_key(asked, box))
    marks = (state.marks.get(mark_key(kind, box)) for kind in done)
    return told is not None and any(mark is not None and mark.at > told.at for mark in marks)
