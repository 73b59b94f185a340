"""A made-up world that is really inspected under some rules: what a replay is held against.

Written apart from the replay: it draws with the draw of consignments, and assesses every night.
"""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from models.consignment import selection
from models.consignment.selection import PlanShares
from models.kernel.clock import CHINA
from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Channel, Why
from models.kernel.terms import RiskLevel, Suspicion
from models.risk.assess import assess
from models.risk.draw import chances, quarter_of, share_of
from models.risk.played_batch import OldDraw, Place, PlayedBatch
from models.risk.records import BatchRecord, Finding, Inspected, Pair
from models.risk.standing import Standing, Standings
from models.rules.risk import Ceilings, FloorRules, PlannedShares, RiskRules
from scripts.simulation.inspected_world import InspectedWorld, TrueBatch, batches_of
from tests.draws import KEY
from tests.models.risk.samples import COARSE, GOOD, LOOKS

_QUICK = {"leave_r2_clean": 2, "leave_r2_pair": 1, "leave_r2_days": 1, "margin": 1000}
_MOVING = COARSE.model_copy(
    update={
        "grid": COARSE.grid.model_copy(update={"strengths": 2}),
        "switching": COARSE.switching.model_copy(update=_QUICK),
        "small": COARSE.small.model_copy(update={"pair_least": 1, "kind_least": 1}),
        "ceilings": dict.fromkeys(COARSE.ceilings, Ceilings(r1=9000, r2=9500, r3=9900)),
    }
)
"""Rules under which levels move for what happens, in both directions, within some weeks."""

_BY_OPENING = {ReasonCode.APPEARANCE, ReasonCode.DOC_MISMATCH, ReasonCode.QUARANTINE}
_DAY = timedelta(days=1)


class Run(NamedTuple):
    """What became of every batch, in the order of the draws, and at which level each was drawn."""

    played: tuple[PlayedBatch, ...]

    @property
    def records(self) -> list[BatchRecord]:
        return [each.record for each in self.played]


def planned(share: int, *, floor: int = 500, sampled: int = 1000) -> RiskRules:
    """The same shares at every level, in bp: nothing else depends on the level."""
    row = PlannedShares(opened=share, emptied=share, sampled=sampled)
    return with_plan(dict.fromkeys(RiskLevel, row), floor=floor)


def with_plan(plan: dict[RiskLevel, PlannedShares], *, floor: int = 500) -> RiskRules:
    changes = {"plan": plan, "floor": FloorRules(steps=(), least=floor)}
    return _MOVING.model_copy(update=changes)


def really_run(world: InspectedWorld, seed: str, rules: RiskRules) -> Run:
    """Inspect a world under some rules."""
    batches = list(batches_of(world, seed))
    rows: dict[Pair, Standing] = {}
    for batch in sorted(batches, key=lambda each: each.concluded_at):
        first = Standing(pair=batch.pair, since=batch.concluded_at, circumstances=GOOD)
        rows.setdefault(batch.pair, first)
    played: list[PlayedBatch] = []
    night = datetime.combine(batches[0].drawn_at.astimezone(CHINA).date(), time(2, tzinfo=CHINA))
    before, reviewed = Standings(rows=tuple(rows.values())), ""
    for batch in batches:
        while night <= batch.drawn_at:
            known = [each.record for each in played if each.known_from <= night]
            if known:
                found = assess(known, before, rules, night)
                now = {row.pair: row for row in found.standings}
                if reviewed and quarter_of(night) != reviewed:
                    for pair in found.pairs:
                        if pair.proposed is not None:
                            row = now[pair.pair]
                            now[pair.pair] = row.at(pair.proposed, Why.REVIEW, night)
                reviewed = quarter_of(night)
                before = Standings(at=night, rows=tuple(now.values()))
            night += _DAY
        row = next(each for each in before.rows if each.pair == batch.pair)
        played.append(_inspected(batch, row, rules))
    return Run(tuple(played))


def _inspected(batch: TrueBatch, row: Standing, rules: RiskRules) -> PlayedBatch:
    drawn_by = chances(KEY, quarter_of(batch.drawn_at), batch.id, batch.boxes)
    plan = rules.plan[row.level]
    shares = PlanShares(
        opened=share_of(plan.opened), emptied=share_of(plan.emptied), sampled=share_of(plan.sampled)
    )
    by = selection.Plan(
        level=row.level,
        table=shares,
        shares=shares,
        full_unpack_share=share_of(rules.floor.least),
        census=row.census > 0,
    )
    drawn = selection.draw(drawn_by, batch.boxes, by)
    looked_into = drawn.opened if batch.reason in _BY_OPENING else drawn.emptied
    channel = Channel.OPEN if batch.reason in _BY_OPENING else Channel.EMPTY
    found = batch.found_in(looked_into)
    findings = tuple(
        Finding(
            id=f"{batch.id}/{box}",
            reason=batch.reason,
            suspicion=Suspicion.CONFIRMED,
            occurred_at=batch.concluded_at,
        )
        for box in found
    )
    record = BatchRecord(
        id=batch.id,
        concluded_at=batch.concluded_at,
        **batch.pair._asdict(),
        category=batch.category,
        code=batch.supplier.code,
        origin=batch.supplier.origin,
        load_port=batch.supplier.load_port,
        net_kg=batch.net_kg,
        level=row.level,
        inspected=Inspected(
            boxes=len(batch.boxes),
            opened=len(drawn.opened),
            emptied=len(drawn.emptied),
            done=(*LOOKS, *((Channel.LABORATORY,) if drawn.sampled else ())),
        ),
        findings=findings,
    )
    return PlayedBatch(
        record=record,
        known_from=batch.concluded_at,
        drawn=OldDraw(
            at=batch.drawn_at,
            chances=drawn_by,
            opened=len(drawn.opened),
            emptied=len(drawn.emptied),
            sampled=len(drawn.sampled),
        ),
        places={f"{batch.id}/{box}": Place(box=box, channels=(channel,)) for box in found},
    )
