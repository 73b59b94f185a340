"""What the lists of Temporal are asked, where it has free text in it."""

import re

_UNCOMPARED = re.compile(r"[\"'`\\]")


def condition(attribute: str, value: str) -> str:
    """That an attribute has a value; whoever must be sure looks at what is found.

    No server compares with quotation marks: the text up to the first has to do.
    """
    plain = _UNCOMPARED.split(value)[0]
    operator = "=" if plain == value else " STARTS_WITH "
    return f'`{attribute}`{operator}"{plain}"'
