"""How much harm a batch does on average: the greatest weight found, in tenths of the gravest.

Its bound is that of the beta distribution with the mean and variance that the bands' Dirichlet
posterior gives, over the same grid as the rates.
"""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from models.kernel.risk_terms import Band, Measure
from models.risk.beta import Part, mixture_quantile
from models.risk.figures import bound_bp, mean_bp
from models.risk.records import BatchRecord, gravest, heaviest
from models.risk.shrink import CONFIDENCE, Bound, HyperPosterior, Unit
from models.rules.risk import RiskRules

_TENTHS = 10
_LEAST, _MOST = 1e-9, 0.999
_NESTED = (
    (Band.CRITICAL, Measure.CRITICAL),
    (Band.MAJOR, Measure.GRAVE),
    (Band.MINOR, Measure.ANY),
)


class Severities(NamedTuple):
    """How grave a batch of each band is on average, from none to one."""

    of: Mapping[Band, float]


def severities(batches: Sequence[BatchRecord], rules: RiskRules) -> Severities:
    """The mean of what was found in the portfolio; with nothing found, of the catalogue."""
    listed = {band: [rules.weights[r] for r in reasons] for band, reasons in rules.bands.items()}
    for batch in batches:
        band = gravest(batch.confirmed, rules)
        if band is not None:
            listed[band].append(heaviest(batch.confirmed, rules))
    return Severities({band: fsum(each) / len(each) / _TENTHS for band, each in listed.items()})


def harm(
    suffered: int, units: Mapping[Measure, Unit], hyper: HyperPosterior, known: Severities
) -> Bound:
    """The mean harm of a pair's batches and its bound, in bp of the gravest.

    `suffered` is the sum of what was found in them, in tenths.
    """
    looked = units[Measure.ANY].looked
    found, rates = _by_band(units)
    parts = []
    for weight, strength, scaling in hyper.weighed:
        evidence = looked + strength
        drawn = {band: strength * rate * scaling for band, rate in rates.items()}
        prior = fsum(known.of[band] * each for band, each in drawn.items())
        mean = min((suffered / _TENTHS + prior) / evidence, _MOST)
        square = fsum(
            known.of[band] ** 2 * (found[band] + each) / evidence for band, each in drawn.items()
        )
        parts.append(_matched(weight, mean, max(square - mean**2, _LEAST) / (evidence + 1)))
    total = fsum(part.weight * part.a / (part.a + part.b) for part in parts)
    return Bound(mean_bp(total), bound_bp(mixture_quantile(parts, CONFIDENCE)))


def _by_band(units: Mapping[Measure, Unit]) -> tuple[dict[Band, int], dict[Band, float]]:
    """Batches found and rates expected of each band alone: the measures lie in each other."""
    found, rates = {}, {}
    below = Unit(0, 0, 0.0)
    for band, measure in _NESTED:
        unit = units[measure]
        found[band] = unit.found - below.found
        rates[band] = max(unit.expected - below.expected, 0.0)
        below = unit
    return found, rates


def _matched(weight: float, mean: float, variance: float) -> Part:
    """The beta distribution with this mean and variance."""
    kept = max(mean, _LEAST)
    size = max(kept * (1 - kept) / variance - 1, _LEAST)
    return Part(weight, kept * size, (1 - kept) * size)
