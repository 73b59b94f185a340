"""What pydantic says of a field that does not fit, in both languages; English is its own."""

from collections.abc import Mapping
from typing import Any

from models.kernel.language import Speaks, Text

# By pydantic's type of error; the fields are those of its context.
_CHINESE: Mapping[str, str] = {
    "missing": "缺少此项",
    "extra_forbidden": "没有此项",
    "enum": "应为{expected}之一",
    "literal_error": "应为{expected}之一",
    "not_recordable": "无法记录：{said}",
    "string_type": "应为文字",
    "string_too_short": "至少{min_length}个字符",
    "string_too_long": "最多{max_length}个字符",
    "string_pattern_mismatch": "格式应为{pattern}",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数，不带小数",
    "decimal_type": "应为数字",
    "decimal_parsing": "应为数字",
    "float_parsing": "应为数字",
    "finite_number": "应为有限的数字",
    "bool_type": "应为true或false",
    "bool_parsing": "应为true或false",
    "datetime_type": "应为时间，如2026-12-01T09:00",
    "datetime_parsing": "应为时间，如2026-12-01T09:00",
    "datetime_from_date_parsing": "应为时间，如2026-12-01T09:00",
    "datetime_object_invalid": "应为时间，如2026-12-01T09:00",
    "date_type": "应为日期，如2026-12-01",
    "date_parsing": "应为日期，如2026-12-01",
    "date_from_datetime_parsing": "应为日期，如2026-12-01",
    "greater_than": "应大于{gt}",
    "greater_than_equal": "应不小于{ge}",
    "less_than": "应小于{lt}",
    "less_than_equal": "应不大于{le}",
    "too_short": "至少{min_length}项",
    "too_long": "最多{max_length}项",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "union_tag_not_found": "缺少{discriminator}",
    "union_tag_invalid": "{discriminator}应为{expected_tags}之一",
}


def misfit(error: Mapping[str, Any]) -> Speaks:
    """Why a value does not fit; what pydantic alone can say stays English."""
    said = str(error["msg"])
    chinese = _CHINESE.get(str(error["type"]))
    if chinese is None:
        return Text(_plain(said), _plain(said))
    context = {key: str(value) for key, value in error.get("ctx", {}).items()}
    context["said"] = said
    try:
        return Text(_plain(chinese.format(**context)), _plain(said))
    except KeyError:
        return Text(_plain(said), _plain(said))


def _plain(text: str) -> str:
    """A text is a pattern: what somebody typed holds no fields."""
    return text.replace("{", "{{").replace("}", "}}")
