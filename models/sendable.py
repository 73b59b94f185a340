"""What can be sent now, as it is pasted: the Temporal UI shows examples, but lets nobody copy them.

The fields are of this consignment: its boxes, its deadlines, its failing calls.
"""

from datetime import datetime

from models import choices
from models.decisions import decide_command
from models.enterprise import decide as register
from models.enterprise.examples import EXAMPLES as PAGE_EXAMPLES
from models.enterprise.messages import COMMANDS as PAGE_COMMANDS
from models.enterprise.state import EnterpriseState
from models.examples import EXAMPLES
from models.messages import COMMANDS
from models.offers import Choices, Fields, Subject, offers
from models.state import State
from models.values import Frozen

MOST_CHOICES = 20
"""Of each kind, such as boxes: a query must be answered within a second or two."""

_ASKED, _SOMEBODY = "offers", "Chen Wei"


class Sendable(Frozen):
    """The verbs that are allowed now, each with a message that would be accepted."""

    verbs: dict[str, Fields]


def to_consignment(state: State, now: datetime) -> Sendable:
    """What a consignment would accept now."""
    found = Subject(
        COMMANDS,
        EXAMPLES,
        _few(choices.of_consignment(state)),
        choices.tries_of_consignment(state),
        lambda command: decide_command(state, command, _ASKED, now),
    )
    return _of(found)


def to_enterprise(state: EnterpriseState, now: datetime) -> Sendable:
    """What the page of an enterprise would accept now."""
    found = Subject(
        PAGE_COMMANDS,
        PAGE_EXAMPLES,
        _few(choices.of_enterprise(state)),
        {},
        lambda command: register.decide_command(state, command, _ASKED, now),
    )
    return _of(found)


def _of(subject: Subject) -> Sendable:
    envelope = {"officer": _SOMEBODY}
    found = offers(subject, envelope)
    return Sendable(verbs={each.kind.verb: {**envelope, **_said(each.fields)} for each in found})


def _said(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value is not None}


def _few(found: Choices) -> Choices:
    return {name: values[:MOST_CHOICES] for name, values in found.items()}
