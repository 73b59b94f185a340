"""The nine parts of the score: it explains a level, and breaks ties by one step to worse.

Four parts follow bounds and rise with them; the others are tables over what has been told. What
nobody has told counts whole.
"""

from collections.abc import Mapping
from typing import NamedTuple

from models.kernel.risk_terms import Measure
from models.risk.standing import Circumstances
from models.rules.risk import Ceilings, RiskRules

_MOST_VIOLATIONS = 5
_WHOLE = 100


class Bounds(NamedTuple):
    """The bounds that the score follows, in bp: of the supplier, the pair, the way it came."""

    supplier: int
    pair: int
    way: int
    critical: int


def score(told: Circumstances, bounds: Bounds, rules: RiskRules) -> Mapping[str, int]:
    """Points by factor; none is best, the most of each add up to 100."""
    most = rules.score.most
    any_of, critical = rules.ceilings[Measure.ANY], rules.ceilings[Measure.CRITICAL]
    violations = _MOST_VIOLATIONS if told.violations is None else told.violations
    form = rules.score.forms.get(told.form, most["form"])
    return {
        "credit": rules.score.credit.get(told.credit, most["credit"]),
        "record": min(violations, _MOST_VIOLATIONS) * most["record"] // _MOST_VIOLATIONS,
        "supplier": _risen(most["supplier"], bounds.supplier, any_of),
        "pair": _risen(most["pair"], bounds.pair, any_of),
        "origin": _risen(most["origin"], bounds.way, any_of),
        "form": min(most["form"], form + rules.score.watched_codes.get(told.code, 0)),
        "reasons": _risen(most["reasons"], bounds.critical, critical),
        "evidence": most["evidence"] * (_WHOLE - told.evidence) // _WHOLE,
        "radiation": most["radiation"] if told.portal_alarm else 0,
    }


def _risen(most: int, bound: int, ceilings: Ceilings) -> int:
    """Points that rise with a bound, whole from where R4 begins; rounded up."""
    return -(-most * min(bound, ceilings.r3) // ceilings.r3)
