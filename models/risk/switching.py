"""How findings move a level, and what clean batches add up to (risk.md 2.4).

Worse at once; better only at a review, one step, for which `may_leave` says what is there.
"""

from datetime import datetime
from typing import NamedTuple

from models.kernel.clock import CHINA
from models.kernel.risk_terms import Band, Why
from models.kernel.terms import RiskLevel
from models.risk.standing import Move, Standing, days
from models.rules.risk import SwitchingRules

REMEMBERED = 200
"""So many found batches a pair remembers: whether one of them counts already is known."""

_GRAVITY = tuple(Band)

Told = tuple[Standing, tuple[Move, ...]]


class FoundIn(NamedTuple):
    """A confirmed finding: in which batch, how grave, its id, when it occurred."""

    batch: str
    band: Band
    finding: str
    at: datetime


class Passed(NamedTuple):
    """A batch that was looked at and is concluded; `whole`: every box of it was emptied."""

    batch: str
    at: datetime
    kilograms: int
    whole: bool


def found(standing: Standing, told: FoundIn, rules: SwitchingRules) -> Told:
    """The pair after a confirmed finding; a batch counts once, and again only if graver."""
    before = dict(standing.counted).get(told.batch)
    if before is not None and _GRAVITY.index(before) >= _GRAVITY.index(told.band):
        return standing, ()
    counted = (*(row for row in standing.counted if row[0] != told.batch), (told.batch, told.band))
    changes = {"counted": counted[-REMEMBERED:], "clean": 0, "clean_whole": 0}
    known = standing.model_copy(update=changes)
    if before is None:
        recent = (*known.recent, True)[-rules.within :]
        further = {"recent": recent, "accumulated": known.accumulated + 1}
        known = known.model_copy(update=further)
    return _moved(known, _target(known, told.band, rules), told, rules)


def passed(standing: Standing, told: Passed, rules: SwitchingRules) -> Standing:
    """The pair after a looked-for batch; one in which something was found passes for nothing.

    To qualify, a batch weighs enough or is the first of its day: splitting one gains nothing.
    """
    if told.batch in dict(standing.counted):
        return standing
    day = told.at.astimezone(CHINA).date().isoformat()
    counts = told.kilograms >= rules.least_kg or day != standing.last_day
    further = {
        "recent": (*standing.recent, False)[-rules.within :],
        "clean": standing.clean + counts,
        "clean_whole": standing.clean_whole + (counts and told.whole),
        "last_day": day,
    }
    return _counted_down(standing.model_copy(update=further), told)


def may_leave(standing: Standing, kind_clean: int, at: datetime, rules: SwitchingRules) -> bool:
    """Whether what a review asks for a better level is there, the bounds left aside."""
    told, held = standing.circumstances, at - standing.since
    match standing.level:
        case RiskLevel.R4:
            clean = standing.clean_whole >= rules.leave_r4_clean
            return held >= days(rules.leave_r4_days) and clean and told.corrective_accepted
        case RiskLevel.R3:
            return standing.clean >= rules.leave_r3_clean
        case RiskLevel.R2:
            clean = kind_clean >= rules.leave_r2_clean and standing.clean >= rules.leave_r2_pair
            return held >= days(rules.leave_r2_days) and clean and told.evidence_complete
        case RiskLevel.R1:
            return False


def _target(standing: Standing, band: Band, rules: SwitchingRules) -> tuple[RiskLevel, Why] | None:
    """Where the finding leads; None where the level bears it."""
    if band is Band.CRITICAL:
        return RiskLevel.R4, Why.CRITICAL_FOUND
    match standing.level:
        case RiskLevel.R1 | RiskLevel.R2 if band is Band.MAJOR:
            return RiskLevel.R3, Why.MAJOR_FOUND
        case RiskLevel.R1 if standing.census or standing.watched:
            return RiskLevel.R2, Why.CENSUS_FAILED
        case RiskLevel.R2 if sum(standing.recent) >= rules.repeated:
            return RiskLevel.R3, Why.REPEATED
        case RiskLevel.R3 if standing.accumulated >= rules.accumulated:
            return RiskLevel.R4, Why.ACCUMULATED
        case _:
            return None


def _moved(
    standing: Standing,
    target: tuple[RiskLevel, Why] | None,
    told: FoundIn,
    rules: SwitchingRules,
) -> Told:
    level = standing.level
    move = Move(
        pair=standing.pair,
        before=level,
        after=level,
        why=Why.CENSUS,
        because=(told.finding,),
        at=told.at,
    )
    if target is not None and target[0] > level:
        after, why = target
        told_so = move.model_copy(update={"after": after, "why": why})
        return standing.at(after, why, told.at), (told_so,)
    if level is not RiskLevel.R1:
        return standing, ()
    tight = {"census": rules.census, "watched": rules.watched}
    census = move.model_copy(update={"census": rules.census})
    return standing.model_copy(update=tight), (census,)


def _counted_down(standing: Standing, told: Passed) -> Standing:
    """A census is of batches that were unpacked whole; what is watched comes after it."""
    if standing.census:
        return standing.model_copy(update={"census": standing.census - told.whole})
    return standing.model_copy(update={"watched": max(standing.watched - 1, 0)})
