"""How figures of risk are written: counts of what was looked at, rates only where they say much."""

from collections.abc import Mapping

from models.kernel.language import Speaks, listed
from models.kernel.risk_terms import Channel
from models.rules.risk import RiskRules
from models.texts.risk import CHANNELS
from scripts import console
from scripts.texts import risk as r

_MILLE = 1000


def looked(thousandths: int) -> str:
    """So many batches: `18.6`."""
    return f"{thousandths / _MILLE:.1f}"


def percent(bp: int | None) -> str:
    """A rate in basis points: `1.25%`; nothing of none."""
    return "" if bp is None else f"{bp / 100:.2f}%"


def rate(found: int, exposure: int, bp: int | None, *, few: bool) -> console.Words:
    """A percentage, or counts where one would claim too much."""
    if few or bp is None:
        return r.OUT_OF.of(found=found, looked=looked(exposure))
    return percent(bp)


def small(rules: RiskRules) -> Speaks:
    """What the figures do not claim."""
    return r.SMALL.of(least=rules.small.percent_from)


def assumed(rules: RiskRules) -> Speaks:
    """On which assumptions they rest."""
    shares: Mapping[Channel, int] = rules.sensitivities
    values = [
        r.SENSITIVITY.of(look=CHANNELS[channel], share=f"{share / 10:.0f}%")
        for channel, share in shares.items()
        if share < _MILLE
    ]
    return r.ASSUMED.of(values=listed(values))
