"""Hypothesis strategies for what an event may carry."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from ledger import Envelope
from ledger.canonical_json import LARGEST_INTEGER

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
ENVELOPES = st.builds(
    Envelope,
    event_id=st.uuids(),
    event_type=st.sampled_from(["box.gated-out", "申报.接受"]),
    schema_version=st.integers(1, 32767),
    occurred_at=st.datetimes(
        min_value=datetime(1900, 1, 1),  # noqa: DTZ001
        max_value=datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=st.timezones() | st.just(UTC),
    ),
    data=st.dictionaries(TEXTS, VALUES, max_size=5),
    metadata=st.dictionaries(TEXTS, TEXTS, max_size=3),
)
