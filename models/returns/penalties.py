"""What a penalty is for, and what it comes to: topics and bounds are rows of the rulebook."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from models.consignment.guards import given_reason, require
from models.consignment.pending_event import Decided
from models.consignment.state import State
from models.kernel.codes import ViolationCode
from models.kernel.errors import Refused
from models.kernel.event_types import EventType
from models.kernel.language import Text, listed
from models.kernel.terms import Disposal, PenaltyGround
from models.returns import texts
from models.returns.events import PenaltyDecided
from models.returns.messages import YUAN, DecidePenalty
from models.rules.rulebook import Consequence
from models.texts.terms import coded


def decide(state: State, command: DecidePenalty, _: datetime) -> Decided:
    """Within what the law sets for that topic, of the value of the goods where it goes by that."""
    row = _topic(state, command.topic)
    lacking = [ground for ground in row.grounds if not _GROUNDS[ground](state)]
    wanting = listed(coded(ground) for ground in lacking)
    require(not lacking, texts.NOTHING_TO_FINE, topic=row.topic, grounds=wanting)
    require(not state.happened(EventType.PENALTY_DECIDED), texts.PENALTY_DECIDED)
    fine = row.fine
    if fine is None:
        raise Refused(texts.NO_SUCH_TOPIC, topic=row.topic, topics=listed(_fined(state)))
    value = _value(state, command) if fine.by_value else None
    least, most = fine.within(value or Decimal(0))
    law = Text(fine.law_zh, fine.law)
    bounds = {"topic": row.topic, "least": f"{least:,.2f}", "most": f"{most:,.2f}", "law": law}
    within = least <= command.amount_cny <= most
    require(within, texts.OUT_OF_BOUNDS, amount=f"{command.amount_cny:,.2f}", **bounds)
    return [
        PenaltyDecided(
            amount_cny=command.amount_cny,
            reason=given_reason(command.reason),
            officer=command.officer,
            topic=row.topic,
            least_cny=least,
            most_cny=most,
            value_cny=value,
        )
    ]


def _topic(state: State, named: str) -> Consequence:
    """The row of that name; without one, that of an order to return and nothing else."""
    fined = _fined(state)
    if named:
        require(named in fined, texts.NO_SUCH_TOPIC, topic=named, topics=listed(fined))
        return fined[named]
    for row in fined.values():
        if row.grounds == (PenaltyGround.RETURN_ORDERED,) and state.disposal is Disposal.RETURN:
            return row
    raise Refused(texts.NO_TOPIC, topics=listed(fined))


def _fined(state: State) -> dict[str, Consequence]:
    return {row.topic: row for row in state.rules.consequences if row.grounds}


def _value(state: State, command: DecidePenalty) -> Decimal:
    """What the goods concerned are worth in yuan: all of them, or the part that is named."""
    goods, named = state.registration, command.value_cny
    known = goods.value if goods.currency == YUAN else None
    if named is None and known is None:
        raise Refused(texts.VALUE_IN_YUAN, currency=goods.currency)
    if named is not None and known is not None:
        shown = {"value": f"{named:,.2f}", "all": f"{known:,.2f}"}
        require(named <= known, texts.WORTH_LESS, **shown)
    return named if named is not None else known or Decimal(0)


_GROUNDS: dict[PenaltyGround, Callable[[State], bool]] = {
    PenaltyGround.RETURN_ORDERED: lambda s: s.disposal is Disposal.RETURN,
    PenaltyGround.USED_EARLY: lambda s: ViolationCode.USED_EARLY in s.violations,
    PenaltyGround.NONCONFORMANCE: lambda s: bool(s.confirmed()),
}
