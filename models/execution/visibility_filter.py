"""Builds list filters of Temporal from free text, safely quoted."""

import re

from models.kernel.errors import BadFilter
from models.kernel.language import Text

_QUOTES = "\"'`"
_ORDER = re.compile(r"(?i)\b(order|group)\s+by\b|\blimit\b")
_REFUSED = (
    (re.compile(r"--|/\*|\*/|#"), Text("注释（{sign}）", "a comment ({sign})")),
    (re.compile(r"[;\\]"), Text("符号 {sign}", "the sign {sign}")),
    (_ORDER, Text("“{sign}”", "'{sign}'")),
)
_OPEN_QUOTE = Text("引号 {sign} 没有结束", "the quotation mark {sign} is not closed")
_PARENTHESES = Text("括号不成对", "its parentheses do not match")
_NOT_IN_A_FILTER = Text("条件中不能有{what}", "a filter has no room for {what}")

_NO_COMPARISON = Text(
    "其中没有比较：请写成 {example}", "it compares nothing: write it like {example}"
)
_UNQUOTED = Text(
    "值 {value} 没有引号：请写成 {meant}，整个条件再用另一种引号括起",
    "the value {value} has no quotation marks: write {meant}, and the other kind of quotation marks"
    " around the whole filter",
)
_EXAMPLE = "\"Stage = 'ROAD'\""
_COMPARISON = re.compile(r"(?i)=|<|>|\b(starts_with|in|between|is)\b")
_VALUE = re.compile(r"(?i)(\w*)\s*(!=|<>|>=|<=|=|>|<|\bstarts_with\b)\s*([^\s()=<>!,\"]+)")
_PLAIN = re.compile(r"(?i)true|false|null|[-+]?\d+(\.\d+)?")
_QUOTED = '"'
"""What stands for anything within quotation marks."""

_UNCOMPARED = re.compile(r"[\"'`\\]")


def condition(attribute: str, value: str) -> str:
    """That an attribute has a value; whoever must be sure looks at what is found.

    No server compares with quotation marks: the text up to the first has to do.
    """
    plain = _UNCOMPARED.split(value)[0]
    operator = "=" if plain == value else " STARTS_WITH "
    return f'`{attribute}`{operator}"{plain}"'


def within(query: str) -> str:
    """A filter that somebody wrote, as one condition among ours: it cannot end before its end.

    Raises:
        BadFilter: its quotation marks or parentheses do not match, or it is more than a condition.
    """
    bare = _unquoted(query)
    for pattern, what in _REFUSED:
        if found := pattern.search(bare):
            raise BadFilter(_NOT_IN_A_FILTER, what=what.of(sign=found[0]))
    depth = 0
    for sign in bare:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            raise BadFilter(_PARENTHESES)
    if depth:
        raise BadFilter(_PARENTHESES)
    _require_quoted(bare)
    return f"({query})"


def _require_quoted(bare: str) -> None:
    """A shell eats quotation marks, and a server says of a name that it is no attribute."""
    if not _COMPARISON.search(bare):
        raise BadFilter(_NO_COMPARISON, example=_EXAMPLE)
    for name, operator, value in _VALUE.findall(bare):
        if not _PLAIN.fullmatch(value):
            meant = f"\"{name} {operator} '{value}'\"".replace('" ', '"')
            raise BadFilter(_UNQUOTED, value=value, meant=meant)


def _unquoted(query: str) -> str:
    """The query with one sign for whatever stands between its quotation marks."""
    bare, quote = "", ""
    for sign in query:
        if quote:
            quote = "" if sign == quote else quote
            bare += _QUOTED * (not quote)
        elif sign in _QUOTES:
            quote = sign
        else:
            bare += sign
    if quote:
        raise BadFilter(_OPEN_QUOTE, sign=quote)
    # A backslash within quotation marks may mean that the next one does not end them.
    return bare + "\\" * ("\\" in query)
