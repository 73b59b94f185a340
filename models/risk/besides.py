"""What a stricter plan may have found besides, in boxes that nobody has looked into."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil, floor, fsum

from models.kernel.risk_terms import Channel, Measure
from models.risk.comparison import Expected
from models.risk.exposure import joint, mixes
from models.risk.history import within
from models.risk.rates import Portfolio
from models.risk.records import BatchRecord, Inspected
from models.risk.replayed import Replayed
from models.risk.shrink import HyperPosterior, Unit
from models.rules.risk import RiskRules

_LOW, _HIGH = 0.025, 0.975


def besides(
    records: Sequence[BatchRecord], rows: Sequence[Replayed], rules: RiskRules, at: datetime
) -> Expected:
    """Rate times exposure gained, over the batches that would have been looked at more.

    The interval takes each pair at its own 95 %, all of them high or low together: it is wide.
    """
    window = within(records, at, rules.windows.rates_months)
    more = [row for row in rows if row.stricter]
    if not window or not more:
        return Expected(mean=0, least=0, most=0)
    portfolio = Portfolio(window, rules)
    rate, exposures = portfolio.rates[Measure.ANY], portfolio.exposures
    mix = mixes([(batch, exposures.of(batch)) for batch in window], rules)[Measure.ANY]
    mean, least, most = 0.0, 0.0, 0.0
    for row in more:
        record = row.played.record
        wider = record.model_copy(update={"inspected": _wider(row)})
        gained = joint(exposures.of(wider), mix) - joint(exposures.of(record), mix)
        unit = rate.unit(record.pair)
        mean += gained * _mean(rate.hyper, unit)
        least += gained * rate.hyper.quantile(unit, _LOW)
        most += gained * rate.hyper.quantile(unit, _HIGH)
    return Expected(mean=round(mean), least=floor(least), most=ceil(most))


def _wider(row: Replayed) -> Inspected:
    """As it was looked at, and what the other rules would have added."""
    looked, taken = row.played.record.inspected, row.least
    sampled = (Channel.LABORATORY,) if taken.sampled else ()
    new = taken.sampled and Channel.LABORATORY not in looked.done
    return looked.model_copy(
        update={
            "opened": max(looked.opened, taken.opened),
            "emptied": max(looked.emptied, taken.emptied),
            "done": tuple(dict.fromkeys((*looked.done, *sampled))),
            "unanalysed": () if new else looked.unanalysed,
        }
    )


def _mean(hyper: HyperPosterior, unit: Unit) -> float:
    parts = list(hyper.parts(unit))
    weight = fsum(part.weight for part in parts)
    return fsum(part.weight * part.a / (part.a + part.b) for part in parts) / weight
