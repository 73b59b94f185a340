"""The assessment of all pairs: pure, the same for the same batches in whatever order they come.

It may make a level worse; what is better it only proposes, for a review to decide.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from models.kernel.errors import BadHistory
from models.kernel.risk_terms import Band, Measure, Why
from models.kernel.terms import RiskLevel
from models.risk import levels, overrides
from models.risk.assessment import Assessment, Floored, PairAssessment
from models.risk.evidence import Evidence
from models.risk.figuring import Figuring
from models.risk.history import Since, checked, digest, played, within
from models.risk.overrides import Floor
from models.risk.records import BatchRecord, Pair
from models.risk.score import score
from models.risk.spans import months_before
from models.risk.standing import Move, Standing, Standings
from models.risk.switching import may_leave
from models.rules.risk import RiskRules
from models.texts.errors import ASSESSED_LATER


def assess(
    history: Sequence[BatchRecord], before: Standings, rules: RiskRules, at: datetime
) -> Assessment:
    """How all pairs stand at a time, after all that is known of their batches.

    Raises:
        BadHistory: a batch is there twice or lies ahead of `at`, or the last assessment does.
    """
    if before.at is not None and before.at > at:
        told = {"before": before.at.isoformat(), "now": at.isoformat()}
        raise BadHistory(ASSESSED_LATER, **told)
    run = _Run(checked(history, at), before, rules, at)
    results = [run.pair(pair) for pair in run.pairs]
    return Assessment(
        at=at,
        digest=digest(run.known),
        portfolio=run.figuring.of_portfolio(),
        missed_ppm=run.figuring.portfolio.missed_ppm(),
        pairs=tuple(result for result, _, _ in results),
        moves=tuple(move for _, _, moves in results for move in moves),
        standings=tuple(standing for _, standing, _ in results),
    )


class _Run:
    """One assessment, and what all its pairs share."""

    def __init__(
        self, known: tuple[BatchRecord, ...], before: Standings, rules: RiskRules, at: datetime
    ) -> None:
        self.known, self._rules, self._at = known, rules, at
        self._since = before.at
        self._oldest = months_before(at, rules.windows.overrides_months)
        self._before = {row.pair: row for row in before.rows}
        self._assessed = self._before.keys() - set(before.fresh)
        window = within(known, at, rules.windows.rates_months)
        self.figuring = Figuring(window, rules)
        self._exposures = self.figuring.portfolio.exposures
        self._evidence = Evidence(known, window, self._exposures, rules, at)
        self.pairs = sorted({*self._before, *self._evidence.own})

    def pair(self, pair: Pair) -> tuple[PairAssessment, Standing, tuple[Move, ...]]:
        """What was reckoned for a pair, how it stands from now on, and what moved."""
        batches = self._evidence.own.get(pair, [])
        first = batches[0].concluded_at if batches else self._at
        start = self._before.get(pair) or Standing(pair=pair, since=first)
        since = Since(self._since if pair in self._assessed else None, self._oldest)
        standing, moves = played(start, batches, since, self._exposures, self._rules)
        own = within(batches, self._at, self._rules.windows.rates_months)
        found = self.figuring.of_pair(pair, own)
        looked_for = sum(self._exposures.looked_for(batch, Band.MAJOR) for batch in own)
        points = score(standing.circumstances, found.bounds, self._rules)
        floors = self._floors(standing, looked_for, levels.by_bounds(found.uppers, self._rules))
        by_rule = levels.worst([floor.level for floor in floors])
        if not any(floor.why is Why.COLD_START for floor in floors):
            # The score is of what a pair has shown; an approval stands in for that.
            by_rule = levels.scored(by_rule, points, self._rules)
        level = max(standing.level, by_rule)
        assessed = PairAssessment(
            pair=pair,
            batches=len(own),
            looked_for=looked_for,
            figures=found.figures,
            harm_mean=found.harm.mean,
            harm_upper=found.harm.upper,
            score=dict(points),
            floors=tuple(Floored(**floor._asdict()) for floor in floors),
            by_rule=by_rule,
            level=level,
            proposed=self._proposed(standing, level, found.uppers, floors),
        )
        settled, last = self._settled(standing, level, floors)
        return assessed, settled, moves + last

    def _floors(self, standing: Standing, looked_for: int, bound: RiskLevel) -> list[Floor]:
        pair, told, rules, at = standing.pair, standing.circumstances, self._rules, self._at
        graves = self._evidence.graves[pair.supplier]
        of_kind = self._evidence.looked_for[pair.supplier, pair.kind]
        floors = (
            Floor(bound, Why.BOUND),
            *levels.few(looked_for, of_kind, rules),
            *overrides.of_supplier(pair, graves, standing.clean_whole, rules, at),
            *overrides.of_circumstances(told),
        )
        cold = overrides.cold_start(floors, told, rules.overrides, at)
        return list(overrides.officers(cold, told.officer, rules.overrides, at))

    def _proposed(
        self,
        standing: Standing,
        level: RiskLevel,
        uppers: Mapping[Measure, int],
        floors: Sequence[Floor],
    ) -> RiskLevel | None:
        if level is not standing.level:
            return None
        clean = self._evidence.clean[standing.pair.supplier, standing.pair.kind]
        qualified = may_leave(standing, clean, self._at, self._rules.switching)
        others = [floor for floor in floors if floor.why is not Why.BOUND]
        return levels.proposed(level, uppers, others, self._rules, qualified=qualified)

    def _settled(
        self, standing: Standing, level: RiskLevel, floors: Sequence[Floor]
    ) -> tuple[Standing, tuple[Move, ...]]:
        """The pair at its level, and the move by which rates, score or floors led it there."""
        if level is standing.level:
            return standing, ()
        score = Floor(level, Why.SCORE)
        said = next((floor for floor in floors if floor.level >= level), score)
        move = Move(
            pair=standing.pair,
            before=standing.level,
            after=level,
            why=said.why,
            because=said.because,
            at=self._at,
        )
        return standing.at(level, said.why, self._at), (move,)
