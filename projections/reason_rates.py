"""The rates of what was found: of the batches in which somebody looked for it (risk.md, exposure).

A rate divides by exposure: who looks at less finds less. An open suspicion is pending: it is not
bad, and its batch was not looked at for that reason.
"""

from collections.abc import Iterable, Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict

from models.kernel.codes import ReasonCode
from models.kernel.identity import tidy_name
from models.kernel.risk_terms import Factor, Measure
from models.risk.profile import Profile, ProfileLine
from projections.group_by import By
from projections.risk_window import RiskWindow

_FACTORS: Mapping[By, Factor] = {
    By.REASON: Factor.REASON,
    By.STAGE: Factor.STAGE,
    By.ENTERPRISE: Factor.ENTERPRISE,
    By.SUPPLIER: Factor.SUPPLIER,
    By.KIND: Factor.KIND,
    By.ORIGIN: Factor.ORIGIN,
}
_REASONS = {reason.value: reason for reason in ReasonCode}


class ReasonRate(BaseModel):
    """How often a reason was found where it was looked for; among batches that were decided on.

    `exposure` in thousandths of a batch; `rate` of what was found over it, the shrunk `mean`, and
    what the true rate is below with 95 %, in basis points: `upper` shrunk, `alone` from these
    batches only. `few` says that a percentage claims too much.
    """

    model_config = ConfigDict(frozen=True)

    decided: int
    found: int
    pending: int
    exposure: int
    rate: int | None
    mean: int
    upper: int
    alone: int
    few: bool

    @classmethod
    def of(cls, line: ProfileLine) -> Self:
        """The rate of a line; None where nobody has looked."""
        rate = round(10_000_000 * line.found / line.exposure) if line.exposure else None
        return cls(
            decided=line.batches,
            rate=None if rate is None else min(rate, 10_000),
            **line.model_dump(include={"found", "pending", "exposure", "mean", "upper", "alone"}),
            few=line.few,
        )


def rates(
    window: RiskWindow, by: By, asked: Iterable[tuple[str, str]]
) -> Mapping[tuple[str, str], ReasonRate]:
    """The rates of codes and values, of those that some batch has; breaches have none."""
    profiles: dict[str, Profile] = {}
    found: dict[tuple[str, str], ReasonRate] = {}
    for code, value in asked:
        if code not in _REASONS:
            continue
        # All reasons stand in one profile, each drawn towards the others; else each has its own.
        name, wanted = ("", code) if by is By.REASON else (code, value)
        if by in {By.SUPPLIER, By.ENTERPRISE}:
            wanted = tidy_name(value)
        if name not in profiles:
            of = _REASONS[name] if name else Measure.ANY
            profiles[name] = Profile(window.batches, _FACTORS[by], window.rules, of)
        if wanted in profiles[name].values:
            found[code, value] = ReasonRate.of(profiles[name].line(wanted))
    return found
