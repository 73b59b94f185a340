"""How batches count when the portfolio is divided by a factor."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Factor, Measure
from models.kernel.terms import Suspicion
from models.risk.exposure import BANDS, Exposures, Mix, Seen, joint, mixes
from models.risk.figures import MILLE
from models.risk.records import BatchRecord, Finding
from models.rules.risk import RiskRules

OF_BATCH: Mapping[Factor, Callable[[BatchRecord], str]] = {
    Factor.KIND: lambda batch: batch.kind,
    Factor.CATEGORY: lambda batch: batch.category,
    Factor.CODE: lambda batch: batch.code,
    Factor.ORIGIN: lambda batch: batch.origin,
    Factor.PORT: lambda batch: batch.load_port,
    Factor.SUPPLIER: lambda batch: batch.supplier,
    Factor.ENTERPRISE: lambda batch: batch.enterprise,
}
"""Factors that a batch has from the start; a reason and a stage are those of its findings."""


class Entry(NamedTuple):
    """A batch as one value counts it."""

    value: str
    batch: BatchRecord
    exposure: int
    found: bool
    pending: bool


class Counting:
    """How the batches of a window count."""

    def __init__(
        self, window: Sequence[BatchRecord], rules: RiskRules, of: Measure | ReasonCode
    ) -> None:
        exposures = Exposures(rules)
        self._seen: list[Seen] = [(batch, exposures.of(batch)) for batch in window]
        if isinstance(of, ReasonCode):
            self._reasons: tuple[ReasonCode, ...] = (of,)
            self._mix: Mix = {of: MILLE}
        else:
            self._reasons = tuple(r for band in BANDS[of] for r in rules.bands[band])
            self._mix = mixes(self._seen, rules)[of]

    def entries(self, factor: Factor) -> Iterator[Entry]:
        """Every batch, once for each value that it can have."""
        match factor:
            case Factor.REASON:
                yield from self._by_reason()
            case Factor.STAGE:
                yield from self._by_stage()
            case _:
                for batch, seen in self._seen:
                    found = _of(batch, self._reasons)
                    yield _entry(OF_BATCH[factor](batch), batch, joint(seen, self._mix), found)

    def _by_reason(self) -> Iterator[Entry]:
        for reason in self._reasons:
            for batch, seen in self._seen:
                yield _entry(reason, batch, seen[reason], _of(batch, (reason,)))

    def _by_stage(self) -> Iterator[Entry]:
        """Whoever is found at one stage might have been found at any."""
        found = [_of(batch, self._reasons) for batch, _ in self._seen]
        for stage in sorted({each.stage for of_batch in found for each in of_batch if each.stage}):
            for (batch, seen), each in zip(self._seen, found, strict=True):
                here = [finding for finding in each if finding.stage is stage]
                yield _entry(stage, batch, joint(seen, self._mix), here)


def _of(batch: BatchRecord, reasons: Container[ReasonCode]) -> list[Finding]:
    """What stands or is suspected for these reasons."""
    if not batch.findings:
        return []
    return [each for each in (*batch.confirmed, *batch.pending) if each.reason in reasons]


def _entry(value: str, batch: BatchRecord, exposure: int, findings: Iterable[Finding]) -> Entry:
    states = {finding.suspicion for finding in findings}
    found = Suspicion.CONFIRMED in states
    return Entry(value, batch, exposure, found, bool(states) and not found)
