"""What every command must satisfy before its own rules are asked: who gives it, who else, when.

Which commands take two persons, who may be the second, and how far a command may be dated back are
rows of the rulebook. Whoever spells a name otherwise is no other person
(`models/kernel/spelling.py`).
"""

from datetime import datetime, timedelta

from models.consignment import texts
from models.consignment.guards import require
from models.kernel.language import listed
from models.kernel.message import Command
from models.kernel.spelling import key, same_name
from models.rules.rulebook import Rulebook
from models.texts.terms import coded


def need_persons(rules: Rulebook, command: Command) -> None:
    """An officer gives it; where the rulebook asks for it, another one who may allow it does.

    Raises:
        Refused: with who could be the second, and where to name him.
    """
    require(bool(key(command.officer)), texts.OFFICER_MISSING)
    row, second = rules.approval(command.verb), command.approver
    if row is None and second is None:
        return
    roles = listed(coded(party) for party in row.approved_by) if row else texts.ANOTHER_OFFICER
    fields = {"verb": command.verb, "roles": roles}
    require(bool(key(second or "")), texts.APPROVER_MISSING, **fields)
    alone = same_name(second or "", command.officer)
    require(not alone, texts.APPROVER_IS_OFFICER, officer=command.officer, **fields)
    if row is not None:
        said = texts.NO_ROLE if command.approver_role is None else coded(command.approver_role)
        may = command.approver_role in row.approved_by
        require(may, texts.APPROVER_MAY_NOT, approver=second, role=said, **fields)


def dated(command: Command, now: datetime, hours: int, ahead: timedelta) -> datetime:
    """When a command happened in the world: as it says, within what its rulebook allows.

    Raises:
        Refused: it lies ahead, or too far back.
    """
    at = command.at or now
    shown = {"at": at.isoformat(timespec="minutes"), "verb": command.verb}
    require(at <= now + ahead, texts.DATED_AHEAD, **shown)
    require(at >= now - timedelta(hours=hours), texts.DATED_BACK, hours=hours, **shown)
    return min(at, now)
