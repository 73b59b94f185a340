"""What officers decide of a pair: an approval, a level for a time, one step better at a review.

Pure: each function gives the event, or refuses with what to do instead.
"""

from datetime import datetime

from models.kernel.errors import OutsideRole, Refused
from models.kernel.identity import tidy_name
from models.kernel.language import Text
from models.kernel.risk_terms import Why
from models.kernel.terms import Party, RiskLevel
from models.risk import act_texts as texts
from models.risk import overrides
from models.risk.records import Pair
from models.risk.standing import better, days
from models.risk.supplier_events import LevelApproved, LevelImproved, LevelOverridden, OverrideEnded
from models.risk.supplier_stream import SupplierStream, level_at
from models.rules.risk import RiskRules

DIVISION = frozenset({Party.DIVISION, Party.DIVISION_LEAD})
INSPECTION = frozenset({Party.INSPECTION_OFFICER, Party.INSPECTION_LEAD})

_APPROVABLE = frozenset({Why.UNKNOWN, Why.FEW_BATCHES, Why.COLD_START, Why.BOUND, Why.SCORE})


def approval(  # noqa: PLR0913 - what the document says
    known: SupplierStream,
    pair: Pair,
    level: RiskLevel,
    *,
    document: str,
    sha256: str,
    role: Party,
    at: datetime,
    rules: RiskRules,
    census: int | None = None,
    synthetic: bool = False,
) -> LevelApproved | None:
    """A level by a document while a pair cannot have shown one; None if it is given already.

    `census` are the first batches, which are unpacked whole: as many as the rulebook says if None.

    Raises:
        OutsideRole: only the division approves.
        Refused: findings speak against it, or another document has done so before.
    """
    _require_role(role, DIVISION, texts.ONLY_DIVISION)
    row = known.standing(pair)
    cold = row.circumstances.cold if row is not None else None
    if cold is not None and (cold.sha256, cold.level) == (sha256, level):
        return None
    if cold is not None:
        raise Refused(texts.APPROVED_BEFORE, pair=named(pair), sha256=cold.sha256)
    now = level_at(known, pair, at, rules)
    if now.why not in _APPROVABLE:
        raise Refused(texts.NOT_APPROVABLE, pair=named(pair), level=now.level, why=now.why)
    return LevelApproved(
        **pair._asdict(),
        level=level,
        document=document,
        sha256=sha256,
        role=role,
        until=overrides.cold_ends(at, rules.overrides),
        census=rules.overrides.cold_census if census is None else census,
        synthetic=synthetic,
    )


def overridden(  # noqa: PLR0913 - what the officer says
    known: SupplierStream,
    pair: Pair,
    level: RiskLevel,
    *,
    role: Party,
    reason: str,
    until: datetime,
    at: datetime,
    rules: RiskRules,
) -> LevelOverridden:
    """A level that an officer gives for a time: worse for some weeks, better by one step for fewer.

    Raises:
        OutsideRole: worse is for C2 and C3, better for C3.
        Refused: no reason, no change, too long, more than one step, or against what no one lifts.
    """
    now = level_at(known, pair, at, rules).level
    worse = level > now
    parties, text = (
        (DIVISION | INSPECTION, texts.WHO_MAKES_WORSE) if worse else (DIVISION, texts.ONLY_DIVISION)
    )
    _require_role(role, parties, text)
    most = rules.overrides.officer_days if worse else rules.overrides.officer_better_days
    if not reason.strip():
        raise Refused(texts.GIVE_A_REASON)
    if level is now:
        raise Refused(texts.SAME_LEVEL, pair=named(pair), level=now)
    if not at < until <= at + days(most):
        raise Refused(texts.TOO_LONG, days=most)
    if not worse and level is not better(now):
        raise Refused(texts.ONE_STEP, level=now, allowed=better(now))
    body = LevelOverridden(
        **pair._asdict(), level=level, role=role, reason=reason.strip(), until=until
    )
    if not worse and level_at(known.after(body, at), pair, at, rules).level is not level:
        raise Refused(texts.FIRM, pair=named(pair), level=now)
    return body


def ended(  # noqa: PLR0913 - what the officer says
    known: SupplierStream, pair: Pair, *, role: Party, reason: str, at: datetime, rules: RiskRules
) -> OverrideEnded:
    """The end of an officer's level before its time.

    Raises:
        OutsideRole: who may give one may end it.
        Refused: none holds, or no reason is given.
    """
    row = known.standing(pair)
    officer = row.circumstances.officer if row is not None else None
    if officer is None or not officer.since <= at < officer.until:
        raise Refused(texts.NOT_OVERRIDDEN, pair=named(pair))
    eases = level_at(known, pair, at, rules).level is officer.level
    _require_role(role, DIVISION if eases else DIVISION | INSPECTION, texts.ONLY_DIVISION)
    if not reason.strip():
        raise Refused(texts.GIVE_A_REASON)
    return OverrideEnded(**pair._asdict(), role=role, reason=reason.strip())


def improved(
    known: SupplierStream, pair: Pair, *, reason: str, minutes_sha256: str
) -> LevelImproved:
    """One step better, as the last assessment proposes.

    Raises:
        Refused: nothing is proposed for it, or it became worse since.
    """
    row = known.standing(pair)
    said = next((each for each in known.assessed if each.pair == pair), None)
    if row is None or said is None or said.assessed.proposed is None:
        raise Refused(texts.NOT_PROPOSED, pair=named(pair))
    if row.level is not said.assessed.level:
        raise Refused(texts.CHANGED_SINCE, pair=named(pair), level=row.level)
    if not reason.strip():
        raise Refused(texts.GIVE_A_REASON)
    return LevelImproved(
        **pair._asdict(),
        before=row.level,
        after=said.assessed.proposed,
        reason=reason.strip(),
        minutes_sha256=minutes_sha256,
    )


def named(pair: Pair) -> str:
    """A pair as people write it."""
    return f"{tidy_name(pair.enterprise)} / {tidy_name(pair.supplier)} / {pair.kind}"


def _require_role(role: Party, allowed: frozenset[Party], text: Text) -> None:
    if role not in allowed:
        raise OutsideRole(text, role=role)
