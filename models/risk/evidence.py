"""What one pass over the batches tells of all pairs: their own, their supplier's, their kind's."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from models.kernel.risk_terms import Band
from models.kernel.terms import MetalKind
from models.risk import overrides
from models.risk.exposure import Exposures
from models.risk.overrides import Grave
from models.risk.records import BatchRecord, Pair
from models.risk.spans import months_before
from models.rules.risk import RiskRules


class Evidence:
    """Batches of any age by pair, clean ones in a row, the window's looked-for ones, grave finds.

    `known` is in the order of time. `clean` and `looked_for` are by supplier and kind.
    """

    def __init__(
        self,
        known: Sequence[BatchRecord],
        window: Sequence[BatchRecord],
        exposures: Exposures,
        rules: RiskRules,
        at: datetime,
    ) -> None:
        self._exposures = exposures
        own: defaultdict[Pair, list[BatchRecord]] = defaultdict(list)
        clean: defaultdict[tuple[str, MetalKind], int] = defaultdict(int)
        looked_for: defaultdict[tuple[str, MetalKind], int] = defaultdict(int)
        graves: defaultdict[str, list[Grave]] = defaultdict(list)
        for batch in known:
            own[batch.pair].append(batch)
            key = batch.supplier, batch.kind
            clean[key] = 0 if batch.confirmed else clean[key] + self._clean(batch)
        for batch in window:
            looked_for[batch.supplier, batch.kind] += exposures.looked_for(batch, Band.MAJOR)
        since = months_before(at, rules.windows.overrides_months)
        for row in overrides.grave(known, rules):
            if row.finding.occurred_at > since:
                graves[row.pair.supplier].append(row)
        self.own: Mapping[Pair, list[BatchRecord]] = own
        self.clean: Mapping[tuple[str, MetalKind], int] = clean
        self.looked_for: Mapping[tuple[str, MetalKind], int] = looked_for
        self.graves: Mapping[str, list[Grave]] = graves

    def _clean(self, batch: BatchRecord) -> bool:
        return self._exposures.looked_for(batch, Band.MAJOR) and not batch.pending
