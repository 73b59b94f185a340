"""The schemes that are compared: levels as the tracker has them, and those of others."""

from datetime import datetime, timedelta

from models.kernel.risk_terms import Measure
from models.kernel.terms import MetalKind, RiskLevel
from models.risk import levels
from models.risk.figures import MILLE
from models.risk.records import Pair
from models.risk.shrink import HyperPosterior, Unit
from models.risk.standing import Circumstances, Standing
from models.risk.switching import FoundIn, Passed, may_leave, passed
from models.risk.switching import found as switched
from models.rules.risk import RiskRules
from models.rules.rulebook import newest
from scripts.simulation.continuous_sampling import Sampling
from scripts.simulation.population import FIRST_DAY
from scripts.simulation.schemes import SENSITIVITY, Arrival, World, drawn

_DAYS = 730
_REVIEWS = 8
_NIGHTS = 24
_WHOLE = 10_000
_COMPLETE = Circumstances(evidence_complete=True, corrective_accepted=True)


class Levels:
    """Our levels: switching at once, bounds every month, better at a quarterly review."""

    def __init__(self, world: World) -> None:
        self._rules: RiskRules = newest().risk
        self._world = world
        self._found = [0] * world.suppliers
        self._exposure = [0] * world.suppliers
        self._standing = [
            Standing(
                pair=Pair("E", str(n), MetalKind.COPPER),
                since=FIRST_DAY,
                circumstances=_COMPLETE,
            )
            for n in range(world.suppliers)
        ]

    def boxes(self, batch: Arrival, number: int) -> int:
        """By the plan of the level; by the floor and a census, all."""
        self._assess(number)
        row, count = self._standing[batch.supplier], len(batch.bad)
        plan = self._rules.plan[row.level]
        floor = self._rules.floor.least / _WHOLE
        if row.census or (row.level <= RiskLevel.R2 and batch.chances[0] < floor):
            return count
        return drawn(plan.emptied / _WHOLE, count, batch.chances[1], plan.at_least)

    def told(self, batch: Arrival, number: int, emptied: int, *, found: bool) -> bool:
        """Switching acts at once; the evidence waits for the next night."""
        count = len(batch.bad)
        self._found[batch.supplier] += found
        self._exposure[batch.supplier] += int(MILLE * SENSITIVITY * emptied / count)
        row, at, batch_id = self._standing[batch.supplier], self._at(number), str(number)
        if found:
            event = FoundIn(batch_id, batch.band, batch_id, at)
            self._standing[batch.supplier], _ = switched(row, event, self._rules.switching)
            return True
        look = Passed(batch_id, at, 43_000, whole=emptied == count)
        self._standing[batch.supplier] = passed(row, look, self._rules.switching)
        return False

    def _at(self, number: int) -> datetime:
        return FIRST_DAY + timedelta(days=_DAYS * number / self._world.batches)

    def _assess(self, number: int) -> None:
        review = number and number % (self._world.batches // _REVIEWS) == 0
        if not number or number % (self._world.batches // _NIGHTS):
            return
        units = self._units()
        hyper, at = HyperPosterior(units, self._rules.grid), self._at(number)
        for nth, unit in enumerate(units):
            upper, row = hyper.upper(unit), self._standing[nth]
            level = self._rules.ceilings[Measure.ANY].level(upper)
            if level > row.level:
                self._standing[nth] = row.at(level, row.why[0], at)
            elif review:
                ready = may_leave(row, row.clean, at, self._rules.switching)
                bounds = {Measure.ANY: upper}
                better = levels.proposed(row.level, bounds, (), self._rules, qualified=ready)
                if better is not None:
                    self._standing[nth] = row.at(better, row.why[0], at)

    def _units(self) -> list[Unit]:
        looked = sum(self._exposure) / MILLE
        mean = (sum(self._found) + 0.5) / (looked + 1)
        pairs = zip(self._found, self._exposure, strict=True)
        return [Unit(found, exposure, mean) for found, exposure in pairs]


class Flat:
    """The same share of every batch, one box at least."""

    def __init__(self, share: float) -> None:
        self._share = share

    def boxes(self, batch: Arrival, number: int) -> int:
        """The share of its boxes."""
        del number
        return drawn(self._share, len(batch.bad), batch.chances[1], 1)

    def told(self, batch: Arrival, number: int, emptied: int, *, found: bool) -> bool:
        """Nothing changes; a finding itself is what is acted on."""
        del batch, number, emptied
        return found


class Skipping:
    """CSP by supplier: whole batches until so many in a row are clean, then a share of them.

    With `watched` it is CSP-3: a first finding leads to four in a row, a second to all.
    """

    def __init__(self, plan: Sampling) -> None:
        self._plan = plan
        self._state: dict[int, tuple[int, int, int]] = {}

    def boxes(self, batch: Arrival, number: int) -> int:
        """All boxes, or none."""
        del number
        run, census, _ = self._state.get(batch.supplier, (0, 0, 0))
        all_of = run < self._plan.clean or census or batch.chances[0] < self._plan.share
        return len(batch.bad) if all_of else 0

    def told(self, batch: Arrival, number: int, emptied: int, *, found: bool) -> bool:
        """What was not looked at changes nothing."""
        del number
        if not emptied:
            return False
        run, census, watch = self._state.get(batch.supplier, (0, 0, 0))
        if run < self._plan.clean:
            state = (0, 0, 0) if found else (run + 1, 0, 0)
        elif found:
            first = self._plan.watched and not census and not watch
            state = (run, 4, self._plan.watched) if first else (0, 0, 0)
        else:
            state = (run, census - 1, watch) if census else (run, 0, max(watch - 1, 0))
        self._state[batch.supplier] = state
        return found


class Criteria:
    """A tenth by chance, and every batch of a supplier that was found out in its last fifty."""

    _SHARE, _MEMORY = 0.1, 50

    def __init__(self) -> None:
        self._until: dict[int, int] = {}

    def boxes(self, batch: Arrival, number: int) -> int:
        """All boxes, or none."""
        del number
        hit = self._until.get(batch.supplier, 0) > 0 or batch.chances[0] < self._SHARE
        return len(batch.bad) if hit else 0

    def told(self, batch: Arrival, number: int, emptied: int, *, found: bool) -> bool:
        """A finding counts for the next fifty of the supplier."""
        del number, emptied
        left = self._until.get(batch.supplier, 0)
        self._until[batch.supplier] = self._MEMORY if found else max(left - 1, 0)
        return found
