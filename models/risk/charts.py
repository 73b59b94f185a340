"""Whether a supplier has turned: a chart of its batches for each band, over all enterprises."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from models.kernel.risk_terms import Band
from models.risk.exposure import Exposures, Mix, Seen, band_mixes, joint
from models.risk.records import BatchRecord, gravest
from models.risk.signals import SCALE, Chart, charted
from models.rules.risk import RiskRules


class SupplierChart(BaseModel):
    """Where the chart of a supplier stands: `height` against `limit`, in hundredths.

    `found` batches in that band, of `exposure` thousandths; `alarm_since` is when the batch was
    decided on that led it over the limit, `peak` how high it ever was.
    """

    model_config = ConfigDict(frozen=True)

    supplier: str
    band: Band
    batches: int
    found: int
    exposure: int
    height: int
    peak: int
    limit: int
    alarm_since: AwareDatetime | None
    last: AwareDatetime


def supplier_charts(batches: Sequence[BatchRecord], rules: RiskRules) -> tuple[SupplierChart, ...]:
    """The charts of all suppliers, by name and band, the gravest first.

    An alarm stays: it is for people to close, and this knows of nobody who has.
    """
    exposures = Exposures(rules)
    ordered = sorted(batches, key=lambda batch: (batch.concluded_at, batch.id))
    seen: list[Seen] = [(batch, exposures.of(batch)) for batch in ordered]
    mixes = band_mixes(seen, rules)
    own: defaultdict[str, list[Seen]] = defaultdict(list)
    for each in seen:
        own[each[0].supplier].append(each)
    return tuple(
        _chart(own[supplier], band, mixes[band], rules)
        for supplier in sorted(own)
        for band in reversed(Band)
    )


def _chart(own: Sequence[Seen], band: Band, mix: Mix, rules: RiskRules) -> SupplierChart:
    limits, chart = rules.charts["supplier"], Chart()
    found = looked = peak = 0
    since: datetime | None = None
    for batch, seen in own:
        # A batch counts once, in the gravest band that was found in it.
        hit, exposure = gravest(batch.confirmed, rules) is band, joint(seen, mix)
        chart = charted(chart, int(hit), exposure, limits)
        found, looked, peak = found + hit, looked + exposure, max(peak, chart.height)
        if chart.alarm and since is None:
            since = batch.concluded_at
    return SupplierChart(
        supplier=own[0][0].supplier,
        band=band,
        batches=len(own),
        found=found,
        exposure=looked,
        height=chart.height * 100 // SCALE,
        peak=peak * 100 // SCALE,
        limit=limits.limit,
        alarm_since=since,
        last=own[-1][0].concluded_at,
    )
