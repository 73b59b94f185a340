"""Free text in what the lists of Temporal are asked."""

import pytest

from models.visibility import condition


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
