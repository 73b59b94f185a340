"""JSON from outside says one thing, and all of it is read."""

import json
from decimal import Decimal

import pytest

from models.kernel.plain_json import DEEPEST, loads


@pytest.mark.parametrize(
    "text, said",
    [
        ('{"reason": "a", "reason": "b"}', "the name 'reason' stands twice in one object"),
        ('{"a": {"b": 1, "b": 1}}', "the name 'b' stands twice"),
        ("[NaN]", "NaN is not a JSON number"),
        ("-Infinity", "-Infinity is not a JSON number"),
        ("[" * 100_000, "more than 32 levels deep"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "more than 32 levels deep"),
    ],
)
def test_what_can_be_read_in_two_ways_or_never_ends_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        loads(text)


def test_no_digit_of_a_number_is_lost() -> None:
    long, large, small = "0.123456789012345678901234", "12345678901234567890123", "0.10"
    read = loads(f'{{"long": {long}, "large": {large}, "small": {small}}}')
    assert [Decimal(read[name]) for name in ("long", "large")] == [Decimal(long), Decimal(large)]
    assert read["small"] == 0.1
    with pytest.raises(ValueError, match="beyond any number"):
        loads("[1e400]")


def test_what_is_plain_is_read_as_ever() -> None:
    text = '{"a": [1, 2.5, true, null, {"b": "甬"}]}'
    assert loads(text) == json.loads(text)
