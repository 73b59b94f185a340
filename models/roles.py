"""Who gives which command, and what becomes of one that is given in another role.

A proposal. The role is declared by whoever sends the command, and held against these tables
before anything is recorded (docs/decisions/0015). A command without a role is not held against
them. A command that has no row is given by whoever answers for its matter; whoever stands above a
party may do what that party may.
"""

from collections.abc import Iterator

from models.enterprise.messages import EnterpriseCommand
from models.errors import OutsideRole
from models.labels import PARTIES
from models.language import Sentence, Text, form, listed
from models.messages import Command
from models.terms import Party

_OF_MATTER: dict[str, tuple[Party, ...]] = {
    "pre_shipment": (Party.INSPECTION_OFFICER,),
    "arrival": (Party.INSPECTION_OFFICER,),
    "port": (Party.CHECKPOINT_OFFICER,),
    "transport": (Party.CHECKPOINT_OFFICER,),
    "inspection": (Party.INSPECTION_OFFICER,),
    "disposal": (Party.INSPECTION_OFFICER,),
    "returning": (Party.INSPECTION_OFFICER,),
    "emergency": (Party.CHECKPOINT_OFFICER,),
    "deadlines": (Party.INSPECTION_LEAD,),
    "supervision": (Party.INSPECTION_OFFICER,),
}
_OF_VERB: dict[str, tuple[Party, ...]] = {
    "seize": (Party.DIVISION,),
    "order_return": (Party.INSPECTION_LEAD,),
    "decide_return_application": (Party.INSPECTION_LEAD,),
    "accept_return": (Party.CHECKPOINT_OFFICER,),
    "decide_penalty": (Party.DIVISION,),
    "raise_emergency": (Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER, Party.ENTERPRISE),
    "lift_emergency": (
        Party.CHECKPOINT_CHIEF,
        Party.INSPECTION_LEAD,
        Party.DIVISION,
        Party.DIVISION_LEAD,
    ),
    "acknowledge_escalation": (),
    "extend_deadline": (Party.CHECKPOINT_OFFICER, Party.INSPECTION_LEAD),
    "excuse_violation": (Party.INSPECTION_LEAD,),
    "report_by_hand": (Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER),
    "resume_fleet": (Party.DIVISION,),
    "retry_call": (Party.OPERATIONS,),
}
_OF_THE_REGISTER: dict[str, tuple[Party, ...]] = {
    "apply": (Party.ENTERPRISE, Party.INSPECTION_OFFICER),
    "complete_application": (Party.ENTERPRISE, Party.INSPECTION_OFFICER),
    "enrol": (Party.INSPECTION_LEAD,),
    "refuse_application": (Party.INSPECTION_LEAD,),
    "renew": (Party.INSPECTION_LEAD,),
    "suspend": (Party.INSPECTION_LEAD,),
    "reinstate": (Party.INSPECTION_LEAD,),
    "remove": (Party.DIVISION,),
    "excuse_violation": (Party.INSPECTION_LEAD,),
    "answer_escalation": (),
}

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


def given_by(command: type[Command]) -> tuple[Party, ...]:
    """The parties that give a command; empty for whoever was told."""
    if issubclass(command, EnterpriseCommand):
        return _OF_THE_REGISTER.get(command.verb, (Party.INSPECTION_OFFICER,))
    matter = command.__module__.rpartition(".")[2]
    by_matter = _OF_MATTER.get(matter, (Party.INSPECTION_OFFICER,))
    return _OF_VERB.get(command.verb, by_matter)


def may_give(role: Party, command: type[Command]) -> bool:
    """Whether the role gives the command, or stands above one that does."""
    parties = given_by(command)
    return not parties or any(role in _line(party) for party in parties)


def need_role(command: Command) -> None:
    """A command that declares a role is one that the role gives.

    Raises:
        OutsideRole: it is not; the text says who gives it.
    """
    kind = type(command)
    if command.role is None or may_give(command.role, kind):
        return
    givers, role = listed(map(_named, given_by(kind))), _named(command.role)
    raise OutsideRole(_OUTSIDE, verb=command.verb, givers=givers, role=role)


def _line(party: Party) -> Iterator[Party]:
    """A party and all that stand above it."""
    yield party
    if party in _ABOVE:
        yield from _line(_ABOVE[party])


def _named(party: Party) -> Sentence:
    return _PARTY.of(code=party, name=PARTIES[party])
