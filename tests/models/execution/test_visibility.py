"""Free text in what the lists of Temporal are asked."""

import pytest

from models.execution.visibility_filter import condition, within
from models.kernel.errors import BadFilter


@pytest.mark.parametrize(
    "value, asked",
    [
        ("甬东再生铜业", '`Enterprise`="甬东再生铜业"'),
        ("甬铜/二厂", '`Enterprise`="甬铜/二厂"'),
        ('宁波"金田"铜业', '`Enterprise` STARTS_WITH "宁波"'),
        ("Wood's Metals", '`Enterprise` STARTS_WITH "Wood"'),
        ("a\\b", '`Enterprise` STARTS_WITH "a"'),
    ],
)
def test_a_text_with_quotation_marks_is_asked_for_by_what_is_before_them(
    value: str, asked: str
) -> None:
    assert condition("Enterprise", value) == asked


@pytest.mark.parametrize(
    "query", ["x = 1 OR y = 2", "(a = 1) AND (b = 2)", "Stage = ')('", 'a = "it\'s" OR b = 1']
)
def test_a_filter_is_one_condition_among_others(query: str) -> None:
    assert within(query) == f"({query})"


@pytest.mark.parametrize(
    "query, wrong",
    [
        ("a = 1) OR (b = 2", "parentheses do not match"),
        ("(a = 1", "parentheses do not match"),
        ("a = 1)", "parentheses do not match"),
        ("a = 'x", "the quotation mark ' is not closed"),
        ("(a=1 /* ( */ ) OR (b=2 /* ) */", "a comment (/*)"),
        ("a = 1 -- ", "a comment (--)"),
        ("a = 1; b", "the sign ;"),
        (r"a = 'x\' OR b = '1'", "the sign \\"),
        ("a = 1 ORDER BY b", "'ORDER BY'"),
    ],
)
def test_a_filter_cannot_end_before_its_end(query: str, wrong: str) -> None:
    with pytest.raises(BadFilter) as refused:
        within(query)
    assert wrong in str(refused.value)


@pytest.mark.parametrize(
    "query, meant",
    [
        ("Stage=ROAD", "\"Stage = 'ROAD'\""),
        ("Overdue = true AND Stage = ROAD", "\"Stage = 'ROAD'\""),
        ("Stage = 'ROAD' AND MustAct != C2", "\"MustAct != 'C2'\""),
        ("Enterprise STARTS_WITH 甬江", "\"Enterprise STARTS_WITH '甬江'\""),
        ("`Stage` = ROAD", "= 'ROAD'\""),
    ],
)
def test_a_value_without_quotation_marks_is_answered_with_how_it_is_written(
    query: str, meant: str
) -> None:
    with pytest.raises(BadFilter, match="has no quotation marks") as refused:
        within(query)
    assert meant in str(refused.value)


@pytest.mark.parametrize("query", ["甬江再生铜业", "ROAD", "Stage ROAD"])
def test_what_compares_nothing_is_answered_with_an_example(query: str) -> None:
    with pytest.raises(BadFilter, match="compares nothing: write it like"):
        within(query)


@pytest.mark.parametrize(
    "query",
    [
        *("Overdue = true", "NetTonnes > 20.5", "EscalationLevel >= -1", "Outcome is null"),
        *("Stage = 'ROAD' AND Overdue = FALSE", "Stage IN ('ROAD', \"PORT\")", "`Stage`='ROAD'"),
        *("Enterprise STARTS_WITH '甬江 = ROAD'",),
    ],
)
def test_a_filter_that_is_in_order_is_left_as_it_is(query: str) -> None:
    assert within(query) == f"({query})"
