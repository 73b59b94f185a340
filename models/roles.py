"""Who gives which command: a proposal, recorded with the officer's name and not enforced.

A command that has no row is given by whoever answers for its matter. Only who may lift an
emergency is held to a role, by the rulebook.
"""

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
    "order_return": (Party.INSPECTION_LEAD,),
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
    "excuse_violation": (Party.INSPECTION_LEAD,),
    "report_by_hand": (Party.CHECKPOINT_OFFICER, Party.INSPECTION_OFFICER),
    "retry_call": (Party.OPERATIONS,),
}


def given_by(command: type[Command]) -> tuple[Party, ...]:
    """The parties that give a command; empty for whoever was told."""
    matter = command.__module__.rpartition(".")[2]
    by_matter = _OF_MATTER.get(matter, (Party.INSPECTION_OFFICER,))
    return _OF_VERB.get(command.verb, by_matter)
