"""Who gives which command, and what becomes of one that is given in another role.

A proposal. The role is declared by whoever sends the command, and compared with `given_by` of it
before anything is recorded (docs/decisions/0015). A command without a role is not checked. Whoever
stands above a party may do what that party may.
"""

from collections.abc import Iterable, Iterator

from models.kernel.errors import OutsideRole
from models.kernel.language import Sentence, Text, form, listed
from models.kernel.message import Command
from models.kernel.terms import Party
from models.texts import PARTIES

_ABOVE: dict[Party, Party] = {
    Party.CHECKPOINT_OFFICER: Party.CHECKPOINT_CHIEF,
    Party.CHECKPOINT_CHIEF: Party.DIVISION,
    Party.INSPECTION_OFFICER: Party.INSPECTION_LEAD,
    Party.INSPECTION_LEAD: Party.DIVISION,
    Party.DIVISION: Party.DIVISION_LEAD,
}

_PARTY = form("{code} {name}")
_OUTSIDE = Text(
    zh="{verb} 由 {givers} 下达，{role} 无权：请有权的人办理",
    en="{verb} is given by {givers}, not by {role}: let one of them send it",
)


def may_give(role: Party, command: type[Command]) -> bool:
    """Whether the role gives the command, or stands above one that does."""
    return not command.given_by or stands_for(role, command.given_by)


def stands_for(role: Party, parties: Iterable[Party]) -> bool:
    """Whether the role is one of these parties, or stands above one."""
    return any(role in _line(party) for party in parties)


def require_role(command: Command) -> None:
    """A command that declares a role is one that the role gives.

    Raises:
        OutsideRole: it is not; the text says who gives it.
    """
    kind = type(command)
    if command.role is None or may_give(command.role, kind):
        return
    givers, role = listed(map(_named, kind.given_by)), _named(command.role)
    raise OutsideRole(_OUTSIDE, verb=command.verb, givers=givers, role=role)


def _line(party: Party) -> Iterator[Party]:
    """A party and all that stand above it."""
    yield party
    if party in _ABOVE:
        yield from _line(_ABOVE[party])


def _named(party: Party) -> Sentence:
    return _PARTY.of(code=party, name=PARTIES[party])
