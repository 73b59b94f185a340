"""Every function by which a number of the report comes about: by name, from what is known.

A number names its function and its arguments; whoever checks a report calls the same again. All
are whole numbers: batches, kilograms, thousandths of a batch, basis points.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Channel, Measure, Why
from models.kernel.terms import MetalKind, RiskLevel
from models.risk.assessment import Figures, PairAssessment
from models.risk.beta import exact_bound
from models.risk.figures import WHOLE, bound_bp
from models.risk.leakage import detection, limit_csp3
from models.risk.records import BatchRecord, Pair
from reports.risk.chart import Chart, Value
from reports.risk.charts import CHARTS
from reports.risk.charts.leakage import unpacked
from reports.risk.known import Known, has

Arguments = Mapping[str, str | int]


class Found(NamedTuple):
    """What a function gives: a value, or those of a row, and the batches it was reckoned from."""

    value: Value | Mapping[str, Value]
    batches: tuple[str, ...] = ()


Function = Callable[[Known, Arguments], Found]


@lru_cache(maxsize=4 * len(CHARTS))
def drawn(known: Known, name: str) -> Chart:
    """A chart of what is known, made once."""
    return CHARTS[name](known)


def _batches(known: Known, told: Arguments) -> Found:
    chosen = _chosen(known, told)
    return Found(len(chosen), _ids(chosen))


def _kilograms(known: Known, told: Arguments) -> Found:
    chosen = _chosen(known, told)
    return Found(sum(batch.net_kg for batch in chosen), _ids(chosen))


def _found(known: Known, told: Arguments) -> Found:
    measure = Measure(str(told["measure"]))
    chosen = [b for b in _chosen(known, told) if known.counts(b.confirmed, measure)]
    return Found(len(chosen), _ids(chosen))


def _pending(known: Known, told: Arguments) -> Found:
    measure = Measure(str(told["measure"]))
    chosen = [
        batch
        for batch in _chosen(known, told)
        if known.counts(batch.pending, measure) and not known.counts(batch.confirmed, measure)
    ]
    return Found(len(chosen), _ids(chosen))


def _exposure(known: Known, told: Arguments) -> Found:
    chosen = _chosen(known, told)
    return Found(known.exposure(chosen, Measure(str(told["measure"]))), _ids(chosen))


def _rate(known: Known, told: Arguments) -> Found:
    """Found of exposure; none below the exposure from which percentages are printed."""
    measure, chosen = Measure(str(told["measure"])), _chosen(known, told)
    exposure, found = known.exposure(chosen, measure), known.found(chosen, measure)
    few = exposure < known.rules.small.percent_from * 1000
    return Found(None if few else found * WHOLE * 1000 // exposure, _ids(chosen))


def _reason_found(known: Known, told: Arguments) -> Found:
    chosen = [b for b in _chosen(known, told) if has(b, ReasonCode(str(told["reason"])))]
    return Found(len(chosen), _ids(chosen))


def _not_final(known: Known, told: Arguments) -> Found:
    """Batches without a final result of a channel."""
    channel = Channel(str(told["channel"]))
    return _which(known, lambda batch: channel not in batch.inspected.done)


def _uncovered(known: Known, _told: Arguments) -> Found:
    return _which(known, lambda batch: bool(batch.inspected.uncovered))


def _suspected(known: Known, _told: Arguments) -> Found:
    return _which(known, lambda batch: bool(batch.pending))


def _abroad(known: Known, _told: Arguments) -> Found:
    return _which(known, lambda batch: any(f.abroad for f in batch.findings))


def _escaped(known: Known, _told: Arguments) -> Found:
    return _which(known, lambda batch: any(f.escaped for f in batch.confirmed))


def _figure(known: Known, told: Arguments) -> Found:
    """One figure of a pair, as it was assessed."""
    assessed = _assessed(known, told)
    figures = next(each for each in assessed.figures if each.measure == told["measure"])
    return Found(_field(figures, told), _own(known, told))


def _pair(known: Known, told: Arguments) -> Found:
    return Found(_field(_assessed(known, told), told), _own(known, told))


def _last_found(known: Known, told: Arguments) -> Found:
    """The day of the last confirmed finding of a pair."""
    own = [batch for batch in known.selected(_of_pair(told)) if batch.confirmed]
    last = max((f.occurred_at for batch in own for f in batch.confirmed), default=None)
    return Found(None if last is None else last.date().isoformat(), _ids(own))


def _pairs(known: Known, told: Arguments) -> Found:
    """How many pairs there are: at a level, proposed for one, of an enterprise."""
    chosen = [
        pair
        for pair, each in known.pairs.items()
        if told.get("level") in (None, each.level)
        and told.get("proposed") in (None, each.proposed)
        and told.get("enterprise") in (None, pair.enterprise)
    ]
    return Found(len(chosen))


def _worse_if_confirmed(known: Known, told: Arguments) -> Found:
    """Pairs whose bound allows a worse level only, were all that is pending confirmed."""
    measure = Measure(str(told["measure"]))
    ceilings = known.rules.ceilings[measure]
    chosen = [
        pair
        for pair, each in known.pairs.items()
        for figures in each.figures
        if figures.measure is measure and ceilings.level(figures.if_confirmed) > figures.level
    ]
    return Found(len(chosen))


def _portfolio(known: Known, told: Arguments) -> Found:
    measure = Measure(str(told["measure"]))
    of = next(each for each in known.assessment.portfolio if each.measure is measure)
    value: Value = getattr(of, str(told["field"]))
    return Found(value, _ids(known.batches))


def _missed(known: Known, _told: Arguments) -> Found:
    return Found(known.assessment.missed_ppm, _ids(known.batches))


def _moves(known: Known, told: Arguments) -> Found:
    moves = [each for each in known.moves if each.why is Why(str(told["why"]))]
    causes = [finding for move in moves for finding in move.because]
    return Found(len(moves), known.holding(causes))


def _told_of(known: Known, told: Arguments) -> Found:
    """What is known of an enterprise beside its goods: the most, or whether of any pair."""
    rows = [s for s in known.assessment.standings if s.pair.enterprise == told["enterprise"]]
    values = [getattr(row.circumstances, str(told["field"])) for row in rows]
    return Found(max((each for each in values if each is not None), default=None))


def _rule(known: Known, told: Arguments) -> Found:
    """A value of the rules, by its path."""
    value = known.rules.model_dump(mode="json")
    for part in str(told["path"]).split("."):
        value = value[part]
    return Found(value)


def _none_found(_known: Known, told: Arguments) -> Found:
    """What the rate is below with 95 % when so many were looked at whole and all were clean."""
    return Found(bound_bp(exact_bound(0, int(told["batches"]))))


def _of_plan(known: Known, told: Arguments) -> Found:
    """What a plan for R1 lets through at the worst rate (AOQL), by boxes or by laboratory."""
    rules, emptied = known.rules, _detected(known, told)
    budget, watched = rules.leakage, rules.switching.watched
    if told["channel"] == "laboratory":
        sampled = int(told.get("sampled", rules.plan[RiskLevel.R1].sampled)) / WHOLE
        return Found(bound_bp(limit_csp3(budget.clean_laboratory, sampled, watched)))
    return Found(bound_bp(limit_csp3(budget.clean_boxes, emptied, watched)))


def _detection(known: Known, told: Arguments) -> Found:
    """The chance in bp that the one bad box of a batch is emptied under a plan."""
    return Found(int(_detected(known, told) * WHOLE))


def _to_see(known: Known, told: Arguments) -> Found:
    """Tenths of batches until a pair with such a rate is found out: 1 / (rate x chance)."""
    return Found(round(10 / (int(told["rate"]) / WHOLE * _detected(known, told))))


def _whole(known: Known, told: Arguments) -> Found:
    chosen = unpacked(known, RiskLevel(str(told["level"])))
    return Found(len(chosen), _ids(chosen))


def _leaked(known: Known, told: Arguments) -> Found:
    chosen = [b for b in unpacked(known, RiskLevel(str(told["level"]))) if b.inspected.beyond]
    return Found(len(chosen), _ids(chosen))


def _leak_bound(known: Known, told: Arguments) -> Found:
    chosen = unpacked(known, RiskLevel(str(told["level"])))
    leaked = sum(batch.inspected.beyond > 0 for batch in chosen)
    return Found(bound_bp(exact_bound(leaked, len(chosen))), _ids(chosen))


def _emptied(known: Known, told: Arguments) -> Found:
    """Boxes emptied as it was done, or as a share of all boxes with a least number a batch."""
    if "share" not in told:
        return Found(sum(b.inspected.emptied for b in known.batches), _ids(known.batches))
    share, least = int(told["share"]), int(told["least"])
    boxes = (batch.inspected.boxes for batch in known.batches)
    tenths = sum(max(10 * n * share // WHOLE, 10 * min(least, n)) for n in boxes)
    return Found(tenths // 10, _ids(known.batches))


def _row(known: Known, told: Arguments) -> Found:
    """A row of a chart."""
    row = drawn(known, str(told["chart"])).rows[int(told["row"])]
    return Found(row.values, row.batches)


def _detected(known: Known, told: Arguments) -> float:
    plan, floor = known.rules.plan[RiskLevel.R1], known.rules.floor.least
    changes = {
        "emptied": int(told.get("emptied", plan.emptied)),
        "at_least": int(told.get("least", plan.at_least)),
    }
    boxes = known.rules.leakage.boxes_a_batch
    return detection(plan.model_copy(update=changes), floor, boxes)


_FILTERS = frozenset({"enterprise", "supplier", "kind", "category", "origin", "load_port", "level"})


def _chosen(known: Known, told: Arguments) -> list[BatchRecord]:
    return list(known.selected({name: str(told[name]) for name in _FILTERS & set(told)}))


def _which(known: Known, holds: Callable[[BatchRecord], bool]) -> Found:
    chosen = [batch for batch in known.batches if holds(batch)]
    return Found(len(chosen), _ids(chosen))


def _of_pair(told: Arguments) -> Mapping[str, str]:
    return {name: str(told[name]) for name in Pair._fields}


def _own(known: Known, told: Arguments) -> tuple[str, ...]:
    return _ids(known.selected(_of_pair(told)))


def _assessed(known: Known, told: Arguments) -> PairAssessment:
    enterprise, supplier, kind = _of_pair(told).values()
    return known.pairs[Pair(enterprise, supplier, MetalKind(kind))]


def _field(of: Figures | PairAssessment, told: Arguments) -> Value:
    value: Value = getattr(of, str(told["field"]))
    return value


def _ids(batches: Iterable[BatchRecord]) -> tuple[str, ...]:
    return tuple(batch.id for batch in batches)


FUNCTIONS: Mapping[str, Function] = {
    "batches": _batches,
    "kilograms": _kilograms,
    "found": _found,
    "pending": _pending,
    "exposure": _exposure,
    "rate": _rate,
    "reason-found": _reason_found,
    "not-final": _not_final,
    "uncovered": _uncovered,
    "suspected": _suspected,
    "abroad": _abroad,
    "escaped": _escaped,
    "figure": _figure,
    "pair": _pair,
    "last-found": _last_found,
    "pairs": _pairs,
    "worse-if-confirmed": _worse_if_confirmed,
    "portfolio": _portfolio,
    "missed-ppm": _missed,
    "moves": _moves,
    "told-of": _told_of,
    "rule": _rule,
    "none-found": _none_found,
    "aoql": _of_plan,
    "detection": _detection,
    "to-see": _to_see,
    "whole-unpacks": _whole,
    "leaked": _leaked,
    "leak-bound": _leak_bound,
    "emptied": _emptied,
    "chart-row": _row,
}
