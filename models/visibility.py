"""What the lists of Temporal are asked, where it has free text in it."""

import re

from models.errors import BadFilter
from models.language import Text

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
    return f"({query})"


def _unquoted(query: str) -> str:
    """The query with nothing between its quotation marks."""
    bare, quote = "", ""
    for sign in query:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in _QUOTES:
            quote = sign
        else:
            bare += sign
    if quote:
        raise BadFilter(_OPEN_QUOTE, sign=quote)
    # A backslash within quotation marks may mean that the next one does not end them.
    return bare + "\\" * ("\\" in query)
