"""Who gives which command."""

import pytest

from models.messages import COMMANDS, FallBack, LiftEmergency, OrderReturn, RetryCall, TriageAlarm
from models.messages.message import Command
from models.roles import given_by
from models.rulebook import rulebook
from models.terms import Party
from models.versions import versions


@pytest.mark.parametrize(
    "command, party",
    [
        (TriageAlarm, Party.CHECKPOINT_OFFICER),
        (FallBack, Party.INSPECTION_OFFICER),
        (OrderReturn, Party.INSPECTION_LEAD),
        (RetryCall, Party.OPERATIONS),
    ],
)
def test_a_command_is_given_by_its_party_or_that_of_its_matter(
    command: type[Command], party: Party
) -> None:
    assert given_by(command) == (party,)


def test_an_emergency_is_lifted_by_whom_the_rulebook_allows() -> None:
    rows = rulebook(versions()[-1]).emergencies
    assert set(given_by(LiftEmergency)) == {party for row in rows for party in row.lifted_by}


def test_only_an_escalation_is_answered_by_whoever_was_told() -> None:
    assert [v for v, kind in COMMANDS.items() if not given_by(kind)] == ["acknowledge_escalation"]


def test_a_command_of_a_new_matter_is_given_by_the_inspection_officer() -> None:
    class Praise:
        verb = "praise"

    assert given_by(Praise) == (Party.INSPECTION_OFFICER,)  # type: ignore[arg-type]
