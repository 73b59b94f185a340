"""Going down into the portfolio: only the batches that have all of some values."""

from collections.abc import Sequence

import typer

from models.kernel.errors import NotFound
from models.kernel.language import listed
from models.kernel.spelling import key
from models.risk.profile_counts import OF_BATCH
from models.texts.risk import FACTORS
from projections.risk_window import RiskWindow
from scripts import console
from scripts.texts import risk as r


def narrowed(known: RiskWindow, within: Sequence[str]) -> RiskWindow:
    """The batches with all these values, each written like `origin=JP`.

    Raises:
        NotFound: no batch has one of them.
        BadParameter: that is no factor of batches.
    """
    for each in within:
        name, given, value = (part.strip() for part in each.partition("="))
        factors = {factor.value: factor for factor in OF_BATCH}
        if name not in factors or not given:
            said = r.NO_FACTOR.of(said=each, known=listed(factors))
            raise typer.BadParameter(console.say(said))
        of = OF_BATCH[factors[name]]
        kept = [batch for batch in known.batches if key(of(batch)) == key(value)]
        if not kept:
            there = listed(sorted({of(batch) for batch in known.batches}))
            raise NotFound(r.NO_SUCH_VALUE, factor=FACTORS[factors[name]], value=value, known=there)
        ids = {batch.id for batch in kept}
        rows = [row for row in known.rows if row.consignment in ids]
        known = known._replace(batches=kept, rows=rows)
    return known
